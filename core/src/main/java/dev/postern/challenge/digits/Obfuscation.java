package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/**
 * Writes a text so that it can be read still, but its words are not found any more: every few characters some letters change their case, or a stray symbol stands in a word, or a word is split, or two
 * run together. Letters and digits keep their order, and of what stands between them nothing is lost but spaces.
 *
 * <p>Which change is next can't be foreseen, by a processor neither: each step does what all of them need, and then counts what this one is.
 */
final class Obfuscation {
    private static final int NEAREST = 6;
    /** How far it is from the start, or from a change, to the next one at most. */
    private static final int FARTHEST = 1 + NEAREST + 7;

    private static final int BITS = 12;
    private static final int LETTER = 1;
    private static final int SPACE = 2;
    private static final byte[] KINDS = kinds();
    private static final char[] STRAY = strayCharacters();

    private final Text text;
    private final Text written;
    private long bits;

    private Obfuscation(Text text) {
        this.text = text;
        written = new Text(text.length() + text.length() / NEAREST + FARTHEST); // a change adds one character at most
    }

    static String of(Text plain, RandomGenerator random) {
        return new Obfuscation(plain).write(random);
    }

    /** Each change takes 12 bits: how far away it is, what it is, and how. */
    private String write(RandomGenerator random) {
        int end = text.length();
        int copied = 0;
        int otherCase = 0;
        int drawn = draw(random);
        for (int at = 1 + distance(drawn); at < end - 1; at += distance(drawn)) {
            copy(copied, at, otherCase);
            int before = kind(at - 1);
            int here = kind(at);
            int inWord = before & here & LETTER;
            int betweenWords = before & (here / SPACE) & kind(at + 1) & LETTER;
            int way = (drawn >> 3) & 7;
            int more = way / 4; // half of the changes add a character
            written.setAhead(STRAY[drawn >> 3]);
            written.advance(inWord & more);
            copied = at + (betweenWords & (1 - more));
            otherCase = -(inWord & (1 - more)) & (drawn >> 6);
            drawn = draw(random);
        }
        while (copied < end) {
            int next = Math.min(copied + FARTHEST, end);
            copy(copied, next, otherCase);
            otherCase = 0;
            copied = next;
        }
        return written.toString();
    }

    private int draw(RandomGenerator random) {
        if (bits < 1 << BITS) {
            bits = random.nextLong() | Long.MIN_VALUE; // five times as many, and a bit that says when they are used up
        }
        int drawn = (int) bits & ((1 << BITS) - 1);
        bits >>>= BITS;
        return drawn;
    }

    private static int distance(int drawn) {
        return NEAREST + (drawn & 7);
    }

    private void copy(int from, int upTo, int otherCase) {
        written.copyAhead(text, from);
        written.changeCaseAhead(otherCase);
        written.advance(upTo - from);
    }

    private int kind(int at) {
        char c = text.charAt(at);
        return c < KINDS.length ? KINDS[c] : Character.isLetter(c) ? LETTER : 0;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = (byte) (Character.isLetter(c) ? LETTER : c == ' ' ? SPACE : 0);
        }
        return kinds;
    }

    /** What a change adds, by its bits: a space, or one of the symbols. */
    private static char[] strayCharacters() {
        String symbols = "~_^|`";
        char[] stray = new char[1 << 9];
        for (int i = 0; i < stray.length; i++) {
            stray[i] = i % 4 == 0 ? ' ' : symbols.charAt(i / 8 % symbols.length());
        }
        return stray;
    }
}
