package dev.postern.seal;

import java.util.Arrays;

/** Secrets of tests, told apart by their number. */
final class Secrets {
    static final byte[] FIRST = secret(1);
    static final byte[] SECOND = secret(2);

    private Secrets() {}

    static byte[] secret(int number) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) number);
        return secret;
    }
}
