package dev.postern.challenge.digits;

import dev.postern.Difficulty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What is known of a pack that was read: in how many ways it words challenges, whether an instruction has two meanings, whether the stock phrases have it too, and how often the best constant guess is
 * right. Deterministic.
 *
 * @param difficulty of the challenges that this is said of
 * @param wordings how many there are, as far as digits allow them
 * @param collisions instructions of which more or less than the meaning that they were made of was read
 * @param known how many of the sampled instructions can be read by the stock phrases of that language
 * @param bestGuess the share of challenges, from 0 to 1, in which the best constant guess is right
 * @param examples some instructions, as a client sees them
 */
record PackCheck(
        Difficulty difficulty,
        double wordings,
        List<String> collisions,
        int known,
        double bestGuess,
        List<String> examples) {
    static final int SAMPLED = 2_000;

    private static final int GUESSED = 200_000;
    private static final int EXAMPLES = 3;
    private static final int MOST_COLLISIONS = 10;

    static PackCheck of(PhrasePack pack, Difficulty difficulty) {
        SplittableRandom random = new SplittableRandom(1);
        List<String> collisions = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        int known = 0;
        for (int i = 0; i < SAMPLED; i++) {
            Task task = Task.any(difficulty, random);
            Text wording = pack.wording(task.sentences(), random);
            String instruction = wording.toString();
            Set<List<Worded>> readings = pack.readings(instruction);
            if (!readings.equals(Set.of(task.meaning())) && collisions.size() < MOST_COLLISIONS) {
                collisions.add(instruction + "\n    is read as " + readings);
            }
            known += isStock(instruction, pack.locale()) ? 1 : 0;
            if (i < EXAMPLES) {
                examples.add(difficulty == Difficulty.HARD ? Obfuscation.of(wording, random) : instruction);
            }
        }
        return new PackCheck(
                difficulty, wordings(pack, difficulty), collisions, known, bestGuess(difficulty), examples);
    }

    private static boolean isStock(String instruction, Locale locale) {
        return Digits.family()
                .pack(locale)
                .filter(stock -> !stock.readings(instruction).isEmpty())
                .isPresent();
    }

    private static double wordings(PhrasePack pack, Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> count(pack, Kind.EASY);
            case MEDIUM -> count(pack, Kind.JOINT);
            case HARD ->
                count(pack, Kind.START)
                        * count(pack, Kind.BRANCH)
                        * (1 + 2 * count(pack, Kind.STEP))
                        * count(pack, Kind.ASIDE);
        };
    }

    private static double count(PhrasePack pack, Kind kind) {
        return pack.count(kind, PhrasePack.NO_FORM);
    }

    /** Of the answers alone, whatever the phrases. */
    private static double bestGuess(Difficulty difficulty) {
        SplittableRandom random = new SplittableRandom(2);
        Map<Long, Integer> answers = new HashMap<>();
        int most = 0;
        for (int i = 0; i < GUESSED; i++) {
            most = Math.max(most, answers.merge(Task.any(difficulty, random).answer(), 1, Integer::sum));
        }
        return (double) most / GUESSED;
    }
}
