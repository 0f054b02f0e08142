package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.ChallengeRequest;
import dev.postern.Difficulty;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Whether the time of {@link Postern#verify} tells how near a wrong answer is to the right one, or on a challenge that is spent which answer would have been right.
 * Each kind of answer once makes a round, in random order.
 *
 * <p>A number and a word are not made canonical in the same steps, which tells of the answer that was given alone. So each wrong answer is also given to a challenge
 * that has nothing to do with it, and the difference of these two is printed.
 *
 * <pre>
 * mvn -q -Pjmh -Djmh.core.skip process-test-classes -Djmh.main=dev.postern.servlet.AnswerBenchmark
 * </pre>
 *
 * <p>It takes 10,000 samples of each kind; about 2 minutes.
 */
public final class AnswerBenchmark {
    private static final int ROUNDS = 10_000;
    private static final int WARM_UP = 20_000;

    /** What is answered, where the right answer is six digits. */
    private enum Kind {
        FIRST_DIGIT("first digit wrong"),
        LAST_DIGIT("last digit wrong"),
        LENGTH("one digit too few"),
        FAR("every digit wrong"),
        NO_NUMBER("not a number"),
        SPENT_RIGHT("right, on a spent challenge"),
        SPENT_FAR("wrong, on a spent challenge");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        boolean isOfSpent() {
            return this == SPENT_RIGHT || this == SPENT_FAR;
        }

        String answer(String right) {
            return switch (this) {
                case FIRST_DIGIT -> shifted(right.substring(0, 1)) + right.substring(1);
                case LAST_DIGIT -> right.substring(0, 5) + shifted(right.substring(5));
                case LENGTH -> right.substring(0, 5);
                case FAR, SPENT_FAR -> shifted(right);
                case NO_NUMBER -> letters(right);
                case SPENT_RIGHT -> right;
            };
        }

        /** Each digit another one, and none of them 0, so that it stays as long. */
        private static String shifted(String digits) {
            return digits.chars()
                    .map(digit -> '1' + (digit - '1' + 4) % 9)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private static String letters(String digits) {
            return digits.chars()
                    .map(digit -> 'a' + digit - '0')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    /** Six digits, and which, is told. */
    private static final class SixDigits implements ChallengeFamily {
        private String last = "";

        @Override
        public String name() {
            return "six-digits";
        }

        @Override
        public int code() {
            return 8;
        }

        @Override
        public List<String> operations() {
            return List.of("COPY");
        }

        @Override
        public boolean supports(Difficulty difficulty, Locale locale) {
            return difficulty == Difficulty.EASY && locale.getLanguage().equals("en");
        }

        @Override
        public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
            last = random.ints(6, 1, 10)
                    .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                    .toString();
            return new Puzzle(new TextPrompt(last, List.of(), "Copy it"), last, 0);
        }
    }

    /** An answer that is ready to be given. */
    private record Sample(Kind kind, boolean isRelated, AnswerRequest request) {}

    private static final class Times {
        private final Map<Kind, double[]> related = new EnumMap<>(Kind.class);
        private final Map<Kind, double[]> unrelated = new EnumMap<>(Kind.class);

        Times(int rounds) {
            for (Kind kind : Kind.values()) {
                related.put(kind, new double[rounds]);
                unrelated.put(kind, new double[rounds]);
            }
        }

        double[] of(Kind kind, boolean isRelated) {
            return Objects.requireNonNull((isRelated ? related : unrelated).get(kind), "no such kind");
        }
    }

    private final SixDigits family = new SixDigits();
    private final Site site = Site.builder("shop").families(family).build();
    private final Postern postern = Postern.builder().secret(new byte[32]).build();
    private final Random random = new Random(1);

    private AnswerBenchmark() {}

    /** Measures. */
    public static void main(String[] args) {
        AnswerBenchmark benchmark = new AnswerBenchmark();
        benchmark.measure(WARM_UP);
        Times times = benchmark.measure(ROUNDS);
        System.out.printf(
                "Postern.verify of wrong answers where the right one has six digits: %,d of each, in ns%n", ROUNDS);
        print("mean", times, Bootstrap::mean);
        print("median", times, Bootstrap::median);
        System.out.printf("%nWould be found: the smallest difference that would be, with 95 %% power.%n");
    }

    private Times measure(int rounds) {
        Times times = new Times(rounds);
        for (int round = 0; round < rounds; round++) {
            List<Sample> samples = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                samples.add(sample(kind, true));
                samples.add(sample(kind, false));
            }
            Collections.shuffle(samples, random);
            for (Sample sample : samples) {
                long start = System.nanoTime();
                Verdict verdict = postern.verify(sample.request);
                long end = System.nanoTime();
                Verdict.Outcome expected =
                        sample.kind.isOfSpent() ? Verdict.Outcome.ALREADY_USED : Verdict.Outcome.INCORRECT_ANSWER;
                if (verdict.outcome() != expected) {
                    throw new IllegalStateException(sample.kind + " is " + verdict.outcome());
                }
                times.of(sample.kind, sample.isRelated)[round] = end - start;
            }
        }
        return times;
    }

    /** For a challenge of its own: an answer made of the right one, or of that to another challenge. */
    private Sample sample(Kind kind, boolean isRelated) {
        issue();
        String another = family.last;
        String token = issue();
        String right = family.last;
        if (kind.isOfSpent()) {
            postern.verify(AnswerRequest.of(site, token, Kind.NO_NUMBER.answer(right)));
        }
        String answer = kind.answer(isRelated ? right : another);
        return new Sample(kind, isRelated, AnswerRequest.of(site, token, answer));
    }

    private String issue() {
        return postern.issue(ChallengeRequest.of(site)).token().toString();
    }

    private static void print(String statistic, Times times, ToDoubleBiFunction<double[], int[]> of) {
        System.out.printf("%n%-66s%8s%12s%22s%16s%n", "", statistic, "difference", "95 % interval", "would be found");
        for (Kind kind : Kind.values()) {
            Kind farthest = kind.isOfSpent() ? Kind.SPENT_FAR : Kind.FAR;
            if (kind != farthest && kind != Kind.NO_NUMBER) {
                print(kind, farthest.shown, times.of(kind, true), times.of(farthest, true), of);
            }
        }
        for (Kind kind : Kind.values()) {
            print(kind, "to a challenge that it is not made for", times.of(kind, true), times.of(kind, false), of);
        }
    }

    private static void print(
            Kind kind, String other, double[] times, double[] others, ToDoubleBiFunction<double[], int[]> statistic) {
        int count = times.length;
        int[] all = IntStream.range(0, count).toArray();
        Bootstrap difference = Bootstrap.of(
                count, drawn -> statistic.applyAsDouble(times, drawn) - statistic.applyAsDouble(others, drawn));
        System.out.printf(
                Locale.ROOT,
                "%-66s%8.0f%12.1f%11.1f to %7.1f%16.1f%n",
                kind.shown + " / " + other,
                statistic.applyAsDouble(times, all),
                difference.value(),
                difference.low(),
                difference.high(),
                difference.smallestFound());
    }
}
