package dev.postern.challenge;

import dev.postern.Difficulty;
import dev.postern.challenge.digits.PhrasePack;
import dev.postern.challenge.digits.Question;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The {@code digits} family: an instruction in natural language over the digits of a noisy text (wire contract, section 1).
 *
 * <p>How challenges are spread at {@link Difficulty#EASY}: each of the 24 operations is equally likely; the text has 4, 5
 * or 6 digits, equally likely; the digits are distinct and from 1 to 9, each arrangement equally likely; a value that an
 * instruction names is from 1 to 9, equally likely. For an operation that sums a selection, arrangement and value are drawn
 * again until the selection takes at least two digits and leaves at least one. Between two digits stand one or two
 * characters of noise, none of which looks like a digit, a sign or a separator of numbers.
 *
 * <p>The instructions at {@code EASY} are a short public list: they tell whoever reads from whoever guesses, not a reader
 * from a script that knows the list.
 *
 * <p>At {@link Difficulty#MEDIUM} the text has 6, 7 or 8 such digits, which are not told. Asked is for two numbers, each a measure of some of the digits, joined by plus, minus or times;
 * joint, measures and digits are drawn again until each number is made of two digits or more (of all, or leaving one out at least), a product has a factor up to 12 and one up to
 * 999, and the answer is 100 or more. Its words come from a grammar.
 */
public final class Digits implements ChallengeFamily {
    private static final DigitsOperation[] OPERATIONS = DigitsOperation.values();
    private static final List<String> NAMES = Stream.concat(
                    Arrays.stream(OPERATIONS).map(Enum::name), Question.operations().stream())
            .toList();
    private static final byte[] NOISE = "ACDEFHJKMNPQRTUVWXY_@#&!?~".getBytes(StandardCharsets.US_ASCII);
    private static final Digits INSTANCE = new Digits();
    private static final int FEWEST = 4;
    private static final int MOST = 6;
    private static final int LARGEST = 9;
    private static final int FEWEST_AT_MEDIUM = 6;
    private static final int MOST_AT_MEDIUM = 8;
    private static final PhrasePack ENGLISH = PhrasePack.stock(Locale.ENGLISH);

    private Digits() {}

    /** The one instance. */
    public static Digits family() {
        return INSTANCE;
    }

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public int code() {
        return 0;
    }

    @Override
    public List<String> operations() {
        return NAMES;
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return difficulty != Difficulty.HARD && locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        if (!supports(difficulty, locale)) {
            throw new IllegalArgumentException("digits has no challenges at " + difficulty + " in " + locale);
        }
        return difficulty == Difficulty.EASY ? easy(random) : medium(random);
    }

    private static Puzzle easy(RandomGenerator random) {
        int index = random.nextInt(OPERATIONS.length);
        DigitsOperation operation = OPERATIONS[index];
        int count = FEWEST + random.nextInt(MOST - FEWEST + 1);
        int[] digits;
        int value;
        do {
            digits = distinctDigits(count, random);
            value = operation.takesValue() ? 1 + random.nextInt(LARGEST) : 0;
        } while (!operation.fits(digits, value));

        TextPrompt prompt = new TextPrompt(noisy(digits, random), boxed(digits), operation.instruction(value));
        return new Puzzle(prompt, Integer.toString(operation.answer(digits, value)), index);
    }

    private static Puzzle medium(RandomGenerator random) {
        int[] digits = distinctDigits(FEWEST_AT_MEDIUM + random.nextInt(MOST_AT_MEDIUM - FEWEST_AT_MEDIUM + 1), random);
        Question question = Question.any(digits, random);
        TextPrompt prompt = new TextPrompt(noisy(digits, random), List.of(), ENGLISH.wording(question, random));
        return new Puzzle(prompt, Long.toString(question.answer(digits)), OPERATIONS.length + question.operation());
    }

    private static int[] distinctDigits(int count, RandomGenerator random) {
        int[] digits = new int[count];
        int taken = 0;
        for (int i = 0; i < count; ) {
            int digit = 1 + random.nextInt(LARGEST);
            if ((taken & (1 << digit)) == 0) {
                taken |= 1 << digit;
                digits[i++] = digit;
            }
        }
        return digits;
    }

    private static String noisy(int[] digits, RandomGenerator random) {
        byte[] text = new byte[3 * digits.length + 2];
        int length = 0;
        for (int digit : digits) {
            length = noise(text, length, random);
            text[length++] = (byte) ('0' + digit);
        }
        length = noise(text, length, random);
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int noise(byte[] text, int start, RandomGenerator random) {
        int drawn = random.nextInt(2 * NOISE.length * NOISE.length); // one draw for the length and both characters
        text[start] = NOISE[drawn / 2 % NOISE.length];
        text[start + 1] = NOISE[drawn / 2 / NOISE.length];
        return start + 1 + drawn % 2;
    }

    private static List<Integer> boxed(int[] digits) {
        Integer[] boxed = new Integer[digits.length];
        for (int i = 0; i < digits.length; i++) {
            boxed[i] = digits[i];
        }
        return List.of(boxed);
    }
}
