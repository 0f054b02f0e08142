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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often scripts pass at medium, with the stock pack, and with one that they have not seen. Prints the table of the guide. */
@Tag("slow")
class StrengthTest {
    private static final int LEARNT = 10_000;
    private static final int ASKED = 2_000;

    private final PhrasePack stock = PhrasePack.stock(Locale.ENGLISH);
    private final PhrasePack unseen = unseen();

    @Test
    void scripts_thatHaveNotSeenThePhrases_passInFewerThanOneOfTwenty() {
        List<Attacker.Seen> learnt = challenges(stock, LEARNT, 1);
        for (Attacker attacker : attackers()) {
            attacker.learn(learnt);
            Share onStock = share(attacker, challenges(stock, ASKED, 2));
            Share onUnseen = share(attacker, challenges(unseen, ASKED, 3));
            System.out.println("| " + attacker.name() + " | " + row(onStock) + " | " + row(onUnseen) + " |");
            assertTrue(onUnseen.high() < 0.05, attacker::name);
            assertTrue(onStock.high() < 0.6 || knowsTheStockPack(attacker), attacker::name);
        }
    }

    @Test
    void thePhraseTable_isAlwaysRight_onTheStockPack() {
        assertEquals(
                1.0, share(new PhraseTable(stock), challenges(stock, 500, 4)).estimate());
    }

    @Test
    void thePackThatIsNotSeen_hasNoSentenceOfTheStockPack_andOneReadingOfEach() {
        for (Attacker.Seen seen : challenges(unseen, 2_000, 5)) {
            assertTrue(stock.readings(seen.instruction()).isEmpty(), seen::instruction);
            assertEquals(java.util.Set.of(seen.meaning()), unseen.readings(seen.instruction()));
        }
    }

    private static boolean knowsTheStockPack(Attacker attacker) {
        return attacker instanceof Keywords || attacker instanceof PhraseTable;
    }

    private List<Attacker> attackers() {
        return List.of(
                new ConstantGuess(),
                new PatternGuess(2),
                new PatternGuess(5),
                new Keywords(),
                new NaiveBayes(),
                new PhraseTable(stock));
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

    private static List<Attacker.Seen> challenges(PhrasePack pack, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Attacker.Seen> challenges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Task task = Task.any(Difficulty.MEDIUM, random);
            String instruction = pack.wording(task.sentences(), random);
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
