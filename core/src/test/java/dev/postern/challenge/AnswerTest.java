package dev.postern.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    /** All that Unicode gives a meaning to, but for ideographs, of which there are many and no two cases. */
    private static final int[] CHARACTERS = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> Character.isDefined(c)
                    && !Character.isIdeographic(c)
                    && Character.getType(c) != Character.PRIVATE_USE)
            .toArray();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "5.0",
                "5.000",
                "05",
                "+5",
                " 5 ",
                "\t5\n",
                "00005.0",
                "+05.00",
                "٥",
                "５",
                "५",
                "٠٥",
                "５.０",
                "+５",
                "\u20035\u3000"
            })
    void waysToWriteFive_areOneAnswer(String text) {
        assertEquals(Optional.of("5"), Answer.canonical(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+0, 0",
        "00, 0",
        "0.0, 0",
        "-0.00, 0",
        "000.000, 0",
        "-5, -5",
        "-05.50, -5.5",
        "0.5, 0.5",
        "00.50, 0.5",
        "10, 10",
        "100, 100",
        "100.00, 100",
        "10.01, 10.01",
        "-0.1, -0.1",
        "1２٣, 123",
        "0.10, 0.1",
        "1000000, 1000000"
    })
    void numbers_becomeTheirShortestForm(String text, String canonical) {
        assertEquals(Optional.of(canonical), Answer.canonical(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1e3, 1e3",
        "1E3, 1e3",
        "1e999999999, 1e999999999",
        "5., 5.",
        ".5, .5",
        "'5,0', '5,0'",
        "- 5, - 5",
        "5 0, 5 0",
        "--5, --5",
        "+, +",
        "-, -",
        "., .",
        "0x10, 0x10",
        "5.0.0, 5.0.0",
        "½, ½",
        "五, 五",
        "5d, 5d",
        "5f, 5f",
        "NaN, nan",
        "-Infinity, -infinity",
        "1_000, 1_000",
        "−5, −5"
    })
    void whatIsNoPlainDecimal_isAText(String text, String canonical) {
        assertEquals(Optional.of(canonical), Answer.canonical(text));
    }

    @ParameterizedTest
    @CsvSource({
        "Hello, hello",
        "' HELLO World ', hello world",
        "Straße, strasse",
        "STRASSE, strasse",
        "ÉCOLE, école",
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "ﬁn, fin",
        "Ⅷ, ⅷ"
    })
    void texts_areStrippedAndFolded(String text, String canonical) {
        assertEquals(Optional.of(canonical), Answer.canonical(text));
    }

    @Test
    void folding_dependsOnNoDefaultLocale() {
        java.util.Locale before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tr"));
            assertEquals(Optional.of("title"), Answer.canonical("TITLE"));
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    /** A person types what the keyboard of that script gives: also of the scripts beyond the first 65,536 characters. */
    @Test
    void digitsOfAnyScript_areDigits() {
        List<String> others = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isDigit(c)) {
                String digits = Character.toString(c).repeat(2);
                String plain = Integer.toString(11 * Character.digit(c, 10));
                if (!Answer.canonical(digits).equals(Optional.of(Character.digit(c, 10) == 0 ? "0" : plain))) {
                    others.add(String.format("U+%X", c));
                }
            }
        }
        assertEquals(List.of(), others);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "\u2003\u3000\u2028"})
    void blankAnswers_areNone(String text) {
        assertTrue(Answer.canonical(text).isEmpty());
    }

    @Test
    void answersOf64Characters_areLookedAt_andLongerOnesAreNot() {
        assertEquals(Optional.of("7".repeat(64)), Answer.canonical("7".repeat(64)));
        assertEquals(Optional.of("7"), Answer.canonical("0".repeat(63) + "7"));
        assertEquals(Optional.of("x"), Answer.canonical(" ".repeat(63) + "X"));
        for (String text : List.of("7".repeat(65), "0".repeat(65), " ".repeat(64) + "7", "7" + " ".repeat(64))) {
            assertTrue(Answer.canonical(text).isEmpty());
        }
    }

    @Test
    void lengthIsChecked_beforeAnythingElseCosts() {
        String endless = "9".repeat(50_000_000);
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> {
            for (int i = 0; i < 100_000; i++) {
                assertTrue(Answer.canonical(endless).isEmpty());
            }
        });
    }

    @Test
    void plainDecimals_areEqual_exactlyIfTheNumbersAre() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            String one = decimal(random);
            String two = decimal(random);
            boolean equal = new BigDecimal(one).compareTo(new BigDecimal(two)) == 0;
            assertEquals(equal, Answer.canonical(one).equals(Answer.canonical(two)), one + " and " + two);
            String canonical = Answer.canonical(one).orElseThrow();
            assertEquals(0, new BigDecimal(canonical).compareTo(new BigDecimal(one)));
        }
    }

    @Test
    void whatIsCanonical_staysAsItIs_forEachCharacter() {
        List<String> changed = new ArrayList<>();
        for (int c : CHARACTERS) {
            for (String text :
                    List.of(Character.toString(c), "a" + Character.toString(c), Character.toString(c) + "1")) {
                Optional<String> once = Answer.canonical(text);
                if (!once.flatMap(Answer::canonical).equals(once)) {
                    changed.add(String.format("U+%X", c));
                }
            }
        }
        assertEquals(List.of(), changed);
    }

    @Test
    void whatIsCanonical_staysAsItIs_forRandomTexts() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 500_000; i++) {
            String text = text(random);
            Optional<String> once = Answer.canonical(text);
            assertEquals(once, once.flatMap(Answer::canonical), () -> codes(text));
        }
    }

    @Test
    void canonicalForm_isNeverLongerThanAnAnswerMayBe() {
        for (int c : CHARACTERS) {
            String text = Character.toString(c);
            String full = text.repeat(Answer.MAX_LENGTH / text.length());
            assertTrue(Answer.canonical(full).orElse("").length() <= Answer.MAX_LENGTH, String.format("U+%X", c));
        }
    }

    /** But for the Turkish capital dotted i, which Unicode folds to an i with a dot above it. */
    @Test
    void upperAndLowerCase_areOneAnswer_forEachCharacter() {
        List<String> apart = new ArrayList<>();
        for (int c : CHARACTERS) {
            String text = "a" + Character.toString(c) + "a";
            for (int other : new int[] {Character.toUpperCase(c), Character.toLowerCase(c)}) {
                if (!Answer.canonical("a" + Character.toString(other) + "a").equals(Answer.canonical(text))) {
                    apart.add(String.format("U+%X", c));
                }
            }
        }
        assertEquals(List.of("U+130"), apart);
    }

    @Test
    void differentAnswers_stayDifferent() {
        assertNotEquals(Answer.canonical("5"), Answer.canonical("50"));
        assertNotEquals(Answer.canonical("5"), Answer.canonical("-5"));
        assertNotEquals(Answer.canonical("5"), Answer.canonical("5.01"));
        assertNotEquals(Answer.canonical("a b"), Answer.canonical("ab"));
    }

    private static String decimal(SplittableRandom random) {
        StringBuilder text = new StringBuilder(List.of("", "-", "+").get(random.nextInt(3)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(random.nextInt(3));
        }
        if (random.nextBoolean()) {
            text.append('.');
            for (int i = random.nextInt(3); i >= 0; i--) {
                text.append(random.nextInt(2));
            }
        }
        return text.toString();
    }

    private static String text(SplittableRandom random) {
        int[][] ranges = {
            {' ', '~'}, {'0', '9'}, {0x80, 0x24F}, {0x370, 0x3FF}, {0x1E00, 0x1FFF}, {0, 0xFFFF}, {0, 0x10FFFF}
        };
        int[] range = ranges[random.nextInt(ranges.length)];
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            int[] from = random.nextInt(4) == 0 ? ranges[random.nextInt(ranges.length)] : range;
            text.appendCodePoint(random.nextInt(from[0], from[1] + 1));
        }
        return text.toString();
    }

    private static String codes(String text) {
        StringBuilder codes = new StringBuilder();
        text.codePoints().forEach(c -> codes.append(String.format("U+%X ", c)));
        return codes.toString();
    }
}
