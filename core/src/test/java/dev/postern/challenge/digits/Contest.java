package dev.postern.challenge.digits;

import dev.postern.Difficulty;
import dev.postern.testing.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One attacker at one difficulty: how often it passes with the stock phrases, and with others. Alike for equal numbers. */
record Contest(
        Difficulty difficulty,
        Locale locale,
        String attacker,
        Share stock,
        Optional<Share> unseen,
        Optional<Share> learnt) {
    static final String HEADING = """
            | difficulty | language | script | stock phrases | phrases never seen | the same, learnt |
            | --- | --- | --- | --- | --- | --- |\
            """;

    /** How each attacker does, one after another. */
    static Stream<Contest> all(
            Difficulty difficulty, PhrasePack stock, Optional<PhrasePack> other, int learnt, int asked) {
        return attackers(difficulty, stock).stream()
                .map(attacker -> of(attacker, difficulty, stock, other, learnt, asked));
    }

    private static List<Supplier<Attacker>> attackers(Difficulty difficulty, PhrasePack stock) {
        List<Supplier<Attacker>> attackers =
                new ArrayList<>(List.of(ConstantGuess::new, PatternGuess::new, () -> new PhraseTable(stock)));
        if (stock.locale().getLanguage().equals("en")) {
            attackers.add(() -> new KeywordScript(difficulty));
        }
        attackers.addAll(List.of(NaiveBayes::new, NearestNeighbours::new, ProgramSearch::new, LearntLexicon::new));
        return attackers;
    }

    private static Contest of(
            Supplier<Attacker> attackers,
            Difficulty difficulty,
            PhrasePack stock,
            Optional<PhrasePack> other,
            int learnt,
            int asked) {
        Attacker attacker = attackers.get();
        attacker.learn(challenges(difficulty, stock, learnt, 1));
        Share onStock = share(attacker, challenges(difficulty, stock, asked, 2));
        Optional<Share> onUnseen = other.map(pack -> share(attacker, challenges(difficulty, pack, asked, 3)));
        Optional<Share> onLearnt = other.filter(pack -> attacker.learns()).map(pack -> {
            Attacker another = attackers.get();
            another.learn(challenges(difficulty, pack, learnt, 4));
            return share(another, challenges(difficulty, pack, asked, 3));
        });
        return new Contest(difficulty, stock.locale(), attacker.name(), onStock, onUnseen, onLearnt);
    }

    private static Share share(Attacker attacker, List<Attacker.Seen> challenges) {
        long right = challenges.stream()
                .filter(seen -> attacker.answer(seen.digits(), seen.instruction()) == seen.answer())
                .count();
        return new Share((int) right, challenges.size());
    }

    static List<Attacker.Seen> challenges(Difficulty difficulty, PhrasePack pack, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Attacker.Seen> challenges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Task task = Task.any(difficulty, random);
            Text wording = pack.wording(task.sentences(), random);
            String instruction = difficulty == Difficulty.HARD ? Obfuscation.of(wording, random) : wording.toString();
            challenges.add(new Attacker.Seen(task.digits(), instruction, task.meaning(), task.answer()));
        }
        return challenges;
    }

    /** As a row of the table. */
    String row() {
        return String.join(
                " | ",
                "| " + difficulty.name().toLowerCase(Locale.ROOT),
                locale.getLanguage(),
                attacker,
                cell(stock),
                unseen.map(Contest::cell).orElse(""),
                learnt.map(Contest::cell).orElse("") + " |");
    }

    private static String cell(Share share) {
        return String.format(
                Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }
}
