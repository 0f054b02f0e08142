package dev.postern;

import dev.postern.seal.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a pass stands for, as stores keep it. The site is not in it, because only its own site finds it.
 *
 * @param expiresAt in Unix milliseconds
 * @param issuedAt of the challenge, in Unix milliseconds
 * @param solveTime in milliseconds
 * @param tenths the score in tenths
 * @param renewals how often the pass of this solve was renewed
 * @param client of whom alone a renewed pass is good, as {@link #hash} has it; 0 of a first one, which anyone may bring
 */
record PassContent(
        long expiresAt,
        long issuedAt,
        long solveTime,
        int tenths,
        Audience audience,
        Header header,
        String action,
        String hostname,
        int renewals,
        long client) {
    private static final byte FORMAT = 2;
    /** An audience's place here is its number in stores, so the order never changes. */
    private static final List<Audience> AUDIENCES = List.of(Audience.HUMAN, Audience.AGENT, Audience.ANY);

    byte[] encode() {
        byte[] actionBytes = action.getBytes(StandardCharsets.UTF_8);
        byte[] hostnameBytes = hostname.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + 4 * Long.BYTES + 3 * Short.BYTES + actionBytes.length + hostnameBytes.length)
                .put(FORMAT)
                .putLong(expiresAt)
                .putLong(issuedAt)
                .putLong(solveTime)
                .putShort((short) tenths)
                .put((byte) AUDIENCES.indexOf(audience))
                .putShort((short) header.toBits())
                .put((byte) renewals)
                .putLong(client)
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
        long expiresAt = in.getLong();
        long issuedAt = in.getLong();
        long solveTime = in.getLong();
        int tenths = in.getShort();
        Audience audience = AUDIENCES.get(in.get());
        Header header = Header.ofBits(in.getShort());
        int renewals = in.get();
        long client = in.getLong();
        String action = text(in, Short.toUnsignedInt(in.getShort()));
        String hostname = text(in, in.remaining());
        return new PassContent(
                expiresAt, issuedAt, solveTime, tenths, audience, header, action, hostname, renewals, client);
    }

    /** The same for this client alone, renewed once more. */
    PassContent renewed(long newExpiresAt, long forClient) {
        return new PassContent(
                newExpiresAt, issuedAt, solveTime, tenths, audience, header, action, hostname, renewals + 1, forClient);
    }

    /** A client, so that who reads a store can't tell it without the pass. Never 0. */
    static long hash(UUID token, String client) {
        byte[] name = client.getBytes(StandardCharsets.UTF_8);
        byte[] message = ByteBuffer.allocate(2 * Long.BYTES + name.length)
                .putLong(token.getMostSignificantBits())
                .putLong(token.getLeastSignificantBits())
                .put(name)
                .array();
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message))
                            .getLong()
                    | 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What was verified, if the site still offers the family that was asked. */
    Optional<Verification> verification(Site site, UUID token) {
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
                        Duration.ofMillis(solveTime),
                        token,
                        this));
    }

    private static String text(ByteBuffer in, int length) {
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
