package dev.postern.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How keys are written: {@code aic_sk_} (secret) or {@code aic_pk_} (publishable), 32 random characters of 62 (190 bits), and 6 that check them: the CRC-32 of
 * everything before, in the same characters. Scanners for leaked keys find them by their form, and a mistyped one is told without a look-up.
 *
 * @param brand what the prefix starts with: {@code aic}
 */
record KeyFormat(String brand) {
    private static final String SECRET = "_sk_";
    private static final String PUBLISHABLE = "_pk_";
    private static final Pattern BRAND = Pattern.compile("[a-z][a-z0-9]{0,9}");
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 32;
    private static final int CHECK_LENGTH = 6;

    /** Needs the pattern above. */
    static final KeyFormat DEFAULT = new KeyFormat("aic");

    KeyFormat {
        if (!BRAND.matcher(brand).matches()) {
            throw new IllegalArgumentException("a key's prefix must start with 1 to 10 of a-z 0-9, as aic");
        }
    }

    String secretPrefix() {
        return brand + SECRET;
    }

    String publishablePrefix() {
        return brand + PUBLISHABLE;
    }

    String newSecret(SecureRandom random) {
        return generate(secretPrefix(), random);
    }

    String newPublishable(SecureRandom random) {
        return generate(publishablePrefix(), random);
    }

    boolean isSecret(String key) {
        return isWellFormed(SECRET, key);
    }

    boolean isPublishable(String key) {
        return isWellFormed(PUBLISHABLE, key);
    }

    private static String generate(String prefix, SecureRandom random) {
        StringBuilder key = new StringBuilder(prefix);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            key.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return key.append(check(key.toString(), key.length())).toString();
    }

    private boolean isWellFormed(String kind, String key) {
        int prefix = brand.length() + kind.length();
        int checked = prefix + RANDOM_LENGTH;
        return key.length() == checked + CHECK_LENGTH
                && key.startsWith(brand)
                && key.startsWith(kind, brand.length())
                && isOfDigits(key, prefix)
                && key.endsWith(check(key, checked));
    }

    private static boolean isOfDigits(String key, int from) {
        for (int i = from; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    private static String check(String text, int length) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1), 0, length);
        char[] check = new char[CHECK_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECK_LENGTH - 1; i >= 0; i--) {
            check[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(check);
    }
}
