package dev.postern.account;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** A password that someone has typed: 8 to 128 characters, in one normal form (NFKC), so that it is the same on every keyboard. */
public final class Password {
    static final int SHORTEST = 8;
    static final int LONGEST = 128;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /**
     * The password that was typed.
     *
     * @throws IllegalArgumentException if it has fewer than 8 characters, or more than 128
     */
    public static Password of(String typed) {
        String text = typed.length() > 4 * LONGEST ? typed : Normalizer.normalize(typed, Normalizer.Form.NFKC);
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new IllegalArgumentException("a password must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        return new Password(text);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Says nothing of it. */
    @Override
    public String toString() {
        return "Password[]";
    }
}
