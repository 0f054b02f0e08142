package dev.postern;

import dev.postern.seal.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a pass stands for, as stores keep it. The site is not in it, because only its own site finds it.
 *
 * @param expiresAt in Unix milliseconds
 * @param issuedAt of the challenge, in Unix milliseconds
 * @param solveTime in milliseconds
 * @param tenths the score in tenths
 */
record PassContent(
        long expiresAt,
        long issuedAt,
        long solveTime,
        int tenths,
        Audience audience,
        Header header,
        String action,
        String hostname) {
    private static final byte FORMAT = 1;
    /** An audience's place here is its number in stores, so the order never changes. */
    private static final List<Audience> AUDIENCES = List.of(Audience.HUMAN, Audience.AGENT, Audience.ANY);

    byte[] encode() {
        byte[] actionBytes = action.getBytes(StandardCharsets.UTF_8);
        byte[] hostnameBytes = hostname.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + 3 * Long.BYTES + 3 * Short.BYTES + actionBytes.length + hostnameBytes.length)
                .put(FORMAT)
                .putLong(expiresAt)
                .putLong(issuedAt)
                .putLong(solveTime)
                .putShort((short) tenths)
                .put((byte) AUDIENCES.indexOf(audience))
                .putShort((short) header.toBits())
                .putShort((short) actionBytes.length)
                .put(actionBytes)
                .put(hostnameBytes) // last and without its length, so that it may have any
                .array();
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
        return new PassContent(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getShort(),
                AUDIENCES.get(in.get()),
                Header.ofBits(in.getShort()),
                text(in, Short.toUnsignedInt(in.getShort())),
                text(in, in.remaining()));
    }

    /** What was verified, if the site still offers the family that was asked. */
    Optional<Verification> verification(Site site) {
        return site.family(header.family())
                .filter(family -> header.operation() < family.operations().size())
                .map(family -> new Verification(
                        site.id(),
                        action,
                        Optional.of(hostname).filter(name -> !name.isEmpty()),
                        audience,
                        family.name(),
                        family.operations().get(header.operation()),
                        header.difficulty(),
                        tenths / 10.0,
                        Instant.ofEpochMilli(issuedAt),
                        Duration.ofMillis(solveTime)));
    }

    private static String text(ByteBuffer in, int length) {
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
