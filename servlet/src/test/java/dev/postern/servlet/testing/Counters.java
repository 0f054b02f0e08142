package dev.postern.servlet.testing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Proof of work, done as a client does it. */
public final class Counters {
    private Counters() {}

    /** The answer to a challenge of the {@code work} family: its salt and target in hexadecimal. */
    public static String search(String salt, String target, int max) {
        byte[] sought = HexFormat.of().parseHex(target);
        ByteBuffer message = ByteBuffer.allocate(36).put(HexFormat.of().parseHex(salt));
        MessageDigest sha256 = sha256();
        for (int counter = 0; counter < max; counter++) {
            if (Arrays.equals(sought, sha256.digest(message.putInt(32, counter).array()))) {
                return String.valueOf(counter);
            }
        }
        throw new AssertionError("no counter below " + max + " is right");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
