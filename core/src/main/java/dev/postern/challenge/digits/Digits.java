package dev.postern.challenge.digits;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.Round;
import dev.postern.challenge.TextPrompt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The {@code digits} family: an instruction in natural language over the digits of a noisy text (wire contract, section 1).
 *
 * <p>How challenges are spread at {@link Difficulty#EASY}: each of the 24 operations is equally likely; the text has 4, 5
 * or 6 digits, equally likely; the digits are distinct and from 1 to 9, each arrangement equally likely; a value that an
 * instruction names is from 1 to 9, equally likely. For an operation over a part of the digits, arrangement and value are drawn
 * again until it takes at least two digits and leaves at least one. Between two digits stand one or two
 * characters of noise, none of which looks like a digit, a sign or a separator of numbers. The instructions are a short list: they tell whoever reads from whoever guesses, not a reader
 * from a script that knows the list.
 *
 * <p>At {@link Difficulty#MEDIUM} the text has 6, 7 or 8 such digits, which are not told. Asked is for two numbers, each a measure of some of the digits, joined by plus, minus or times;
 * joint, measures and digits are drawn again until each number is made of two digits or more (of all, or leaving one out at least), a product has a factor up to 12 and one up to
 * 999, and the answer is 100 or more. Its words come from a grammar.
 *
 * <p>At {@link Difficulty#HARD} the same is asked, and then one or two steps go on with the result, one of them as a condition says; the answer is from 1,000 to 99,999. One sentence asks for
 * nothing, and says so. Digits stand as numerals or as words, and text and instruction are obfuscated.
 *
 * <p>In later rounds the answer of the round before is added in the end.
 */
public final class Digits implements ChallengeFamily {
    private static final byte[] NOISE = "ACDEFHJKMNPQRTUVWXY_@#&!?~".getBytes(StandardCharsets.US_ASCII);
    private static final Text[] FIRST_SIGNS = signs("", " ");
    private static final Text[] SIGNS = signs(" ", " ");
    private static final Text[] LAST_SIGNS = signs(" ", "");
    private static final Digits STOCK = with(Stream.of("en", "de", "fr", "es")
            .map(language -> PhrasePack.stock(Locale.forLanguageTag(language)))
            .toArray(PhrasePack[]::new));

    private final List<PhrasePack> packs;

    private Digits(List<PhrasePack> packs) {
        this.packs = packs;
    }

    /** With the stock phrases, which everyone can read. */
    public static Digits family() {
        return STOCK;
    }

    /**
     * With these phrases alone, in their languages alone: the stock phrases are not used at all.
     *
     * @throws IllegalArgumentException if there are none, or two packs of one language
     */
    public static Digits with(PhrasePack... packs) {
        long languages = Arrays.stream(packs)
                .map(pack -> pack.locale().getLanguage())
                .distinct()
                .count();
        if (packs.length == 0 || languages < packs.length) {
            throw new IllegalArgumentException("there must be phrases, and one pack for each language");
        }
        return new Digits(List.of(packs));
    }

    /** The languages that there are phrases in. */
    public List<Locale> locales() {
        return packs.stream().map(PhrasePack::locale).toList();
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
        return Task.OPERATIONS;
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return pack(locale).isPresent();
    }

    @Override
    public boolean supportsRounds() {
        return true;
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        return puzzle(Task.any(difficulty, random), difficulty, packFor(locale), random);
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, Round round, RandomGenerator random) {
        Task task = Task.any(difficulty, random).inRound(round.number(), Long.parseLong(round.answerBefore()));
        return puzzle(task, difficulty, packFor(locale), random);
    }

    Optional<PhrasePack> pack(Locale locale) {
        for (PhrasePack pack : packs) {
            if (pack.locale().getLanguage().equals(locale.getLanguage())) {
                return Optional.of(pack);
            }
        }
        return Optional.empty();
    }

    private PhrasePack packFor(Locale locale) {
        return pack(locale).orElseThrow(() -> new IllegalArgumentException("digits has no challenges in " + locale));
    }

    private static Puzzle puzzle(Task task, Difficulty difficulty, PhrasePack pack, RandomGenerator random) {
        Text instruction = pack.wording(task.sentences(), random);
        TextPrompt prompt = switch (difficulty) {
            case EASY -> new TextPrompt(noisy(task.digits(), random), boxed(task.digits()), instruction.toString());
            case MEDIUM -> new TextPrompt(noisy(task.digits(), random), List.of(), instruction.toString());
            case HARD ->
                new TextPrompt(obfuscated(task.digits(), pack, random), List.of(), Obfuscation.of(instruction, random));
        };
        return new Puzzle(prompt, Long.toString(task.answer()), task.operation());
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

    private static String obfuscated(int[] digits, PhrasePack pack, RandomGenerator random) {
        Text text = new Text(12 * digits.length);
        for (int digit : digits) {
            text.append(text.isEmpty() ? any(FIRST_SIGNS, random) : any(SIGNS, random));
            pack.write(Numeral.of(digit), text, random);
        }
        return Obfuscation.of(text.append(any(LAST_SIGNS, random)), random);
    }

    private static Text any(Text[] all, RandomGenerator random) {
        return all[random.nextInt(all.length)];
    }

    private static Text[] signs(String before, String after) {
        return Stream.of("_", "@", "#", "&", "!", "?", "~")
                .map(sign -> Text.of(before + sign + after))
                .toArray(Text[]::new);
    }

    private static List<Integer> boxed(int[] digits) {
        Integer[] boxed = new Integer[digits.length];
        for (int i = 0; i < digits.length; i++) {
            boxed[i] = digits[i];
        }
        return List.of(boxed);
    }
}
