package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.testing.Share;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often scripts pass, with few challenges, so that phrases or questions that have become easier to guess are noticed. {@link Strength} measures it with more. */
@Tag("slow")
class StrengthTest {
    private static final int LEARNT = 500;
    private static final int ASKED = 300;

    private static final Set<String> FLAT_LEARNERS =
            Set.of(new NaiveBayes().name(), new NearestNeighbours().name(), new ProgramSearch().name());

    /** Those in which there are phrases that scripts have not seen: bars are on these alone. */
    static List<Locale> locales() {
        return Digits.family().locales().stream()
                .filter(locale -> Strength.other(locale).isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("locales")
    void atMedium_scriptsThatHaveNotSeenThePhrases_seldomPass_andFlatLearnersNotOften(Locale locale) {
        assertStrength(Strength.contests(locale, Difficulty.MEDIUM, LEARNT, ASKED), 0.05, 0.6);
    }

    @ParameterizedTest
    @MethodSource("locales")
    void atHard_scriptsThatHaveNotSeenThePhrases_hardlyEverPass_andFlatLearnersSeldom(Locale locale) {
        assertStrength(Strength.contests(locale, Difficulty.HARD, LEARNT, ASKED), 0.01, 0.2);
    }

    @Test
    void thePackThatIsNotSeen_hasNoSentenceOfTheStockPack_andOneReadingOfEach() {
        PhrasePack stock = PhrasePack.stock(Locale.ENGLISH);
        PhrasePack unseen = Strength.other(Locale.ENGLISH).orElseThrow();
        for (Difficulty difficulty : Difficulty.values()) {
            for (Attacker.Seen seen : Contest.challenges(difficulty, unseen, 1_000, 5)) {
                assertTrue(stock.readings(seen.instruction()).isEmpty(), seen::instruction);
                assertEquals(Set.of(seen.meaning()), unseen.readings(seen.instruction()));
            }
        }
    }

    /** The lower end of the interval is compared, so that chance alone fails no build. The learnt lexicon is printed, and held to no bar where it learns. */
    private static void assertStrength(Stream<Contest> contests, double unseenBar, double learntBar) {
        contests.forEach(contest -> {
            System.out.println(contest.row());
            contest.unseen().ifPresent(share -> assertAtMost(unseenBar, share, contest));
            if (FLAT_LEARNERS.contains(contest.attacker())) {
                contest.learnt().ifPresent(share -> assertAtMost(learntBar, share, contest));
            }
            if (contest.attacker().equals(new PhraseTable(PhrasePack.stock(contest.locale())).name())) {
                assertEquals(1.0, contest.stock().estimate());
            }
        });
    }

    private static void assertAtMost(double bar, Share share, Contest contest) {
        assertTrue(share.low() <= bar, contest::row);
    }
}
