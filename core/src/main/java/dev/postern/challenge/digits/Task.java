package dev.postern.challenge.digits;

import dev.postern.Difficulty;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What is asked about the digits of a text, before it is put in words.
 *
 * @param digits distinct, and from 1 to 9
 * @param sentences what is said, in order
 * @param answer the right answer
 * @param operation which of {@link #OPERATIONS} it is
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or prints them
record Task(int[] digits, List<Sentence> sentences, long answer, int operation) {
    /** The names of all there is to ask: at easy, at medium what is made of the first digits and how the second number is joined to it, and chains of two steps, and of three or more. */
    static final List<String> OPERATIONS = names();

    private static final int CHAIN_2 = OPERATIONS.indexOf("CHAIN_2");
    private static final int CHAIN_3 = OPERATIONS.indexOf("CHAIN_3");
    /** Four bits for each. */
    private static final long ALL_DIGITS = 0x9_8765_4321L;

    private static final int FEWEST = 4;
    private static final int MOST = 6;
    private static final int FEWEST_TO_READ = 6;
    private static final int MOST_TO_READ = 8;

    /** Any of this difficulty. */
    static Task any(Difficulty difficulty, RandomGenerator random) {
        return switch (difficulty) {
            case EASY -> easy(random);
            case MEDIUM -> medium(random);
            case HARD -> hard(random);
        };
    }

    /** What the sentences say, without those that ask for nothing. */
    List<Worded> meaning() {
        return sentences.stream()
                .filter(sentence -> sentence.kind() != Kind.ASIDE)
                .map(Sentence::meaning)
                .toList();
    }

    /** The same, with the answer of the round before added in the end: that is one more step in the chain for each round before. */
    Task inRound(int number, long answerBefore) {
        List<Sentence> all = Stream.concat(sentences.stream(), Stream.of(new Sentence(Kind.RECALL, new Recall())))
                .toList();
        int chain = Math.max(operation, CHAIN_2 - 1) + number - 1;
        return new Task(digits, all, answer + answerBefore, Math.min(chain, CHAIN_3));
    }

    private static Task easy(RandomGenerator random) {
        DigitsOperation operation = DigitsOperation.at(random.nextInt(DigitsOperation.count()));
        int count = FEWEST + random.nextInt(MOST - FEWEST + 1);
        int[] digits;
        int value;
        do {
            digits = distinctDigits(count, random);
            value = operation.takesValue() ? 1 + random.nextInt(Numeral.LARGEST) : 0;
        } while (!operation.fits(digits, value));
        Ask ask = new Ask(operation, value);
        return new Task(digits, List.of(new Sentence(Kind.EASY, ask)), ask.answer(digits), ask.symbol());
    }

    private static Task medium(RandomGenerator random) {
        int[] digits = digitsToRead(random);
        Solved<Question> solved = Question.any(digits, random);
        Question question = solved.asked();
        int operation = DigitsOperation.count() + question.first().symbol() * Joint.count() + question.symbol();
        return new Task(digits, List.of(new Sentence(Kind.JOINT, question)), solved.answer(), operation);
    }

    private static Task hard(RandomGenerator random) {
        int[] digits = digitsToRead(random);
        Solved<Chain> solved = Chain.any(digits, random);
        Chain chain = solved.asked();
        Sentence aside = new Sentence(Kind.ASIDE, chain.aside(digits, random));
        int operation = CHAIN_2 + chain.turns().size() - 1;
        return new Task(digits, chain.sentences(aside, random), solved.answer(), operation);
    }

    private static int[] digitsToRead(RandomGenerator random) {
        return distinctDigits(FEWEST_TO_READ + random.nextInt(MOST_TO_READ - FEWEST_TO_READ + 1), random);
    }

    private static int[] distinctDigits(int count, RandomGenerator random) {
        int[] digits = new int[count];
        long left = ALL_DIGITS;
        for (int i = 0; i < count; i++) {
            int shift = 4 * random.nextInt(Numeral.LARGEST - i);
            digits[i] = (int) (left >> shift) & 0xf;
            long below = left & ((1L << shift) - 1);
            left = below | ((left >> 4) & -(1L << shift)); // without that one
        }
        return digits;
    }

    private static List<String> names() {
        Stream<String> easy = Arrays.stream(DigitsOperation.values()).map(Enum::name);
        Stream<String> medium = Arrays.stream(Measure.values())
                .flatMap(measure -> Arrays.stream(Joint.values()).map(joint -> measure + "_" + joint));
        return Stream.of(easy, medium, Stream.of("CHAIN_2", "CHAIN_3"))
                .flatMap(names -> names)
                .toList();
    }
}
