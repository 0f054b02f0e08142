package dev.postern;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A {@link Verification} and its expiry as the bytes that stores keep, and back. */
record PassContent(Verification verification, long expiresAtMillis) {
    private static final byte FORMAT = 1;

    byte[] encode() {
        byte[][] texts = {
            utf8(verification.site()),
            utf8(verification.action()),
            utf8(verification.hostname().orElse("")),
            utf8(verification.family()),
            utf8(verification.operation()),
            utf8(verification.audience().name()),
            utf8(verification.difficulty().name())
        };
        int length = 1 + 3 * Long.BYTES + Short.BYTES;
        for (byte[] text : texts) {
            length += Short.BYTES + text.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length)
                .put(FORMAT)
                .putLong(expiresAtMillis)
                .putLong(verification.issuedAt().toEpochMilli())
                .putLong(verification.solveTime().toMillis())
                .putShort((short) Math.round(verification.score() * 10));
        for (byte[] text : texts) {
            out.putShort((short) text.length).put(text);
        }
        return out.array();
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws IllegalStateException if it is of another format, as from a newer release that shares the store
     */
    static PassContent decode(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException("a pass has format " + format + " but this release reads " + FORMAT);
        }
        long expiresAt = in.getLong();
        Instant issuedAt = Instant.ofEpochMilli(in.getLong());
        Duration solveTime = Duration.ofMillis(in.getLong());
        double score = in.getShort() / 10.0;
        String site = text(in);
        String action = text(in);
        Optional<String> hostname = Optional.of(text(in)).filter(name -> !name.isEmpty());
        String family = text(in);
        String operation = text(in);
        Audience audience = Audience.valueOf(text(in));
        Difficulty difficulty = Difficulty.valueOf(text(in));
        return new PassContent(
                new Verification(
                        site, action, hostname, audience, family, operation, difficulty, score, issuedAt, solveTime),
                expiresAt);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
