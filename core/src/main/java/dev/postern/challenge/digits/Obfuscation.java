package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/**
 * Writes a text so that it can be read still, but its words are not found any more: every few characters some letters change their case, or a stray symbol stands in a word, or a word is split, or two
 * run together. Letters and digits keep their order, and of what stands between them nothing is lost but spaces.
 */
final class Obfuscation {
    private static final char[] SYMBOLS = "~_^|`".toCharArray();
    private static final int NEAREST = 4;
    private static final int CHANGED_CASE = 4;
    private static final boolean[] LETTERS = letters();
    private static final int CASE = 'a' - 'A';

    private final char[] text;
    private final char[] written;
    private int copied;
    private int length;

    private Obfuscation(StringBuilder plain) {
        text = new char[plain.length()];
        plain.getChars(0, text.length, text, 0);
        written = new char[text.length + text.length / NEAREST + 1]; // a change adds one character at most
    }

    static String of(StringBuilder plain, RandomGenerator random) {
        return new Obfuscation(plain).write(random);
    }

    /** Each change takes 12 bits: how far away it is, what it is, and how. */
    private String write(RandomGenerator random) {
        int at = 1;
        while (true) {
            int drawn = random.nextInt(1 << 12);
            at += NEAREST + (drawn & 7);
            if (at >= text.length - 1) {
                copyUpTo(text.length);
                return new String(written, 0, length);
            }
            if (isLetter(text[at - 1])) {
                change(at, (drawn >> 3) & 7, drawn >> 6);
            }
        }
    }

    private void change(int at, int way, int rest) {
        if (text[at] == ' ') {
            if (way < 4 && isLetter(text[at + 1])) {
                copyUpTo(at);
                copied++;
            }
        } else if (isLetter(text[at])) {
            if (way < 4) {
                changeCase(at, rest);
            } else {
                copyUpTo(at);
                written[length++] = way == 4 ? ' ' : SYMBOLS[rest % SYMBOLS.length];
            }
        }
    }

    /** Changes the case of those of the next letters from A to Z whose bits are set; others have not always another case. */
    private void changeCase(int start, int set) {
        int end = Math.min(start + CHANGED_CASE, text.length);
        for (int i = start; i < end; i++) {
            int change = text[i] < 128 && LETTERS[text[i]] ? CASE : 0;
            text[i] ^= (char) (change * ((set >> (i - start)) & 1));
        }
    }

    private void copyUpTo(int end) {
        System.arraycopy(text, copied, written, length, end - copied);
        length += end - copied;
        copied = end;
    }

    private static boolean isLetter(char c) {
        return c < LETTERS.length ? LETTERS[c] : Character.isLetter(c);
    }

    private static boolean[] letters() {
        boolean[] letters = new boolean[256];
        for (char c = 0; c < letters.length; c++) {
            letters[c] = Character.isLetter(c);
        }
        return letters;
    }
}
