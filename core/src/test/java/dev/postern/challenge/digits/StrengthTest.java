package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.testing.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often scripts pass, with the stock pack, and with one that they have not seen. Prints the table of the guide. */
@Tag("slow")
class StrengthTest {
    private static final int LEARNT = 10_000;
    private static final int ASKED = 2_000;

    private final PhrasePack stock = PhrasePack.stock(Locale.ENGLISH);
    private final PhrasePack unseen = unseen();

    @Test
    void scripts_thatHaveNotSeenThePhrases_passInFewerThanOneOfTwenty_atMedium() {
        List<Attacker> attackers = new ArrayList<>(attackers());
        attackers.addAll(List.of(new Keywords(), new NaiveBayes()));
        for (Attacker attacker : attackers) {
            Share onStock = attack(attacker, Difficulty.MEDIUM, 0.05);
            assertTrue(onStock.high() < 0.6 || knowsTheStockPack(attacker), attacker::name);
        }
    }

    @Test
    void scripts_thatHaveNotSeenThePhrases_passInFewerThanOneOfAHundred_atHard() {
        for (Attacker attacker : attackers()) {
            Share onStock = attack(attacker, Difficulty.HARD, 0.01);
            assertTrue(onStock.high() < 0.2 || knowsTheStockPack(attacker), attacker::name);
        }
    }

    /** How often it passes on the stock pack, from which it has learnt; on the unseen one it must be less often than the bar. */
    private Share attack(Attacker attacker, Difficulty difficulty, double bar) {
        attacker.learn(challenges(stock, difficulty, LEARNT, 1));
        Share onStock = share(attacker, challenges(stock, difficulty, ASKED, 2));
        Share onUnseen = share(attacker, challenges(unseen, difficulty, ASKED, 3));
        System.out.println(
                "| " + difficulty + " | " + attacker.name() + " | " + row(onStock) + " | " + row(onUnseen) + " |");
        assertTrue(onUnseen.high() < bar, attacker::name);
        return onStock;
    }

    @Test
    void thePhraseTable_isAlwaysRight_onTheStockPack() {
        for (Difficulty difficulty : Difficulty.values()) {
            assertEquals(
                    1.0,
                    share(new PhraseTable(stock), challenges(stock, difficulty, 300, 4))
                            .estimate());
        }
    }

    @Test
    void thePackThatIsNotSeen_hasNoSentenceOfTheStockPack_andOneReadingOfEach() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Attacker.Seen seen : challenges(unseen, difficulty, 1_000, 5)) {
                assertTrue(stock.readings(seen.instruction()).isEmpty(), seen::instruction);
                assertEquals(Set.of(seen.meaning()), unseen.readings(seen.instruction()));
            }
        }
    }

    private static boolean knowsTheStockPack(Attacker attacker) {
        return attacker instanceof Keywords || attacker instanceof PhraseTable;
    }

    private List<Attacker> attackers() {
        return List.of(new ConstantGuess(), new PatternGuess(2), new PatternGuess(5), new PhraseTable(stock));
    }

    private static Share share(Attacker attacker, List<Attacker.Seen> challenges) {
        long right = challenges.stream()
                .filter(seen -> attacker.answer(seen.digits(), seen.instruction()) == seen.answer())
                .count();
        return new Share((int) right, challenges.size());
    }

    private static String row(Share share) {
        return String.format(
                Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }

    private static List<Attacker.Seen> challenges(PhrasePack pack, Difficulty difficulty, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Attacker.Seen> challenges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Task task = Task.any(difficulty, random);
            String plain = pack.wording(task.sentences(), random);
            String instruction = difficulty == Difficulty.HARD ? Obfuscation.of(plain, random) : plain;
            challenges.add(new Attacker.Seen(task.digits(), instruction, task.meaning(), task.answer()));
        }
        return challenges;
    }

    private static PhrasePack unseen() {
        try {
            Path file = Path.of("src/test/resources/dev/postern/challenge/digits/private.pack");
            return PhrasePack.read(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
