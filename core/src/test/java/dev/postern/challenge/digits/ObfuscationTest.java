package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ObfuscationTest {
    private static final String SENTENCE =
            "Add the two largest digits; then take Größe away, if it is more than seven. ";

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void lettersAndDigits_keepTheirOrder_whateverElseTheTextHolds() {
        for (int i = 0; i < 100_000; i++) {
            Text plain = Text.of(anyText(random.nextInt(60)));
            String written = Obfuscation.of(plain, random);
            assertEquals(Phrase.letters(plain.toString()), Phrase.letters(written), plain::toString);
        }
    }

    @Test
    void ofWhatStandsBetweenLetters_nothingIsLostButSpaces() {
        for (int i = 0; i < 100_000; i++) {
            Text plain = Text.of(anyText(random.nextInt(60)));
            String marks = plain.toString().replaceAll("[^.,;]", "");
            assertEquals(marks, Obfuscation.of(plain, random).replaceAll("[^.,;]", ""), plain::toString);
        }
    }

    @Test
    void inALongText_everyChangeIsFound() {
        String plain = SENTENCE.repeat(20);
        String written = Obfuscation.of(Text.of(plain), random);
        assertTrue(written.matches("(?s).*[a-z][A-Z].*"), written);
        "~_^|`".chars().forEach(symbol -> assertTrue(written.indexOf(symbol) >= 0, written));
        String plainCase = written.replaceAll("[~_^|`]", "").toLowerCase(Locale.ROOT);
        assertTrue(
                plainCase.matches("(?s).*(addthe|thetwo|twolargest|largestdigits|thentake|ifit|itis|ismore).*"),
                written);
        assertTrue(plainCase.matches("(?s).*\\b(la|lar|larg|large|larges) [a-z]+.*"), written);
    }

    @Test
    void noTwoChanges_standNextToEachOther() {
        String written = Obfuscation.of(Text.of("a".repeat(10_000)), random);
        assertTrue(written.startsWith("aaaaa"), "nor one at the start");
        assertTrue(!written.matches("(?s).*[^aA].{0,4}[^aA].*"), written);
    }

    /** Letters with and without another case, from one and two bytes, beside spaces, punctuation and symbols. */
    private String anyText(int length) {
        int[] some = "aZéßœŁ你7 .,;\uD83D\uDE00".codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextBoolean() ? 'a' + random.nextInt(26) : some[random.nextInt(some.length)]);
        }
        return text.toString();
    }
}
