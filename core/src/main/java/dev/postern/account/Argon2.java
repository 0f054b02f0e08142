package dev.postern.account;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), and its hashes as text in the form that the PHC agreed on, which records the cost.
 *
 * @param memoryKib how much memory a hash takes
 * @param iterations how often it goes over that memory
 * @param lanes how many parts of the memory could be worked on at once
 */
record Argon2(int memoryKib, int iterations, int lanes) {
    /** What OWASP's Password Storage Cheat Sheet recommends at least. */
    static final Argon2 RECOMMENDED = new Argon2(19 * 1024, 2, 1);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    /** The hash of this password, with a salt of its own. */
    String hash(Password password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + lanes + "$" + encode(salt) + "$"
                + encode(compute(password, salt, HASH_BYTES));
    }

    /** Whether this is the hash of that password. */
    static boolean matches(Password password, String hash) {
        Matcher phc = PHC.matcher(hash);
        if (!phc.matches()) {
            return false;
        }
        byte[] expected = Base64.getDecoder().decode(phc.group(5));
        byte[] salt = Base64.getDecoder().decode(phc.group(4));
        return MessageDigest.isEqual(expected, cost(phc).compute(password, salt, expected.length));
    }

    /** Whether a hash was made at less than this cost, or in another way. */
    boolean isMoreThan(String hash) {
        return cost(hash)
                .filter(cost -> cost.memoryKib >= memoryKib && cost.iterations >= iterations)
                .isEmpty();
    }

    private static Optional<Argon2> cost(String hash) {
        Matcher phc = PHC.matcher(hash);
        return phc.matches() ? Optional.of(cost(phc)) : Optional.empty();
    }

    private static Argon2 cost(Matcher phc) {
        return new Argon2(
                Integer.parseInt(phc.group(1)), Integer.parseInt(phc.group(2)), Integer.parseInt(phc.group(3)));
    }

    private byte[] compute(Password password, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.bytes(), hash);
        return hash;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
