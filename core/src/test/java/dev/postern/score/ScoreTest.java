package dev.postern.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.challenge.Work;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
    /** The documented table, and the middle of each slope: half-way between 10 and 100. */
    @ParameterizedTest
    @CsvSource({
        "HUMAN, EASY,    800,  2500, 240000, 320000",
        "HUMAN, MEDIUM, 1600,  5000, 240000, 320000",
        "HUMAN, HARD,   3200, 10000, 240000, 320000",
        "AGENT, EASY,    150,   600,   8000,  30000",
        "AGENT, MEDIUM,  200,   800,  12000,  45000",
        "AGENT, HARD,    300,  1200,  20000,  60000",
        "ANY,   EASY,    150,   600, 240000, 320000",
        "ANY,   MEDIUM,  200,   800, 240000, 320000",
        "ANY,   HARD,    300,  1200, 240000, 320000",
    })
    void band_isThatOfTheTable_timesTheRounds(
            Audience audience, Difficulty difficulty, long floor, long from, long until, long ceiling) {
        for (int rounds = 1; rounds <= 3; rounds++) {
            ToDoubleFunction<Long> score = score(audience, difficulty, rounds);
            assertEquals(10, score.applyAsDouble(0L));
            assertEquals(10, score.applyAsDouble(rounds * floor));
            assertTrue(score.applyAsDouble(rounds * (floor + 100)) > 10);
            assertEquals(55, score.applyAsDouble(rounds * (floor + from) / 2));
            assertTrue(score.applyAsDouble(rounds * (from - 20)) < 100);
            assertEquals(100, score.applyAsDouble(rounds * from));
            assertEquals(100, score.applyAsDouble(rounds * (from + until) / 2));
            assertEquals(100, score.applyAsDouble(rounds * until));
            assertTrue(score.applyAsDouble(rounds * until + 300) < 100);
            assertEquals(55, score.applyAsDouble(rounds * (until + ceiling) / 2));
            assertEquals(10, score.applyAsDouble(rounds * ceiling));
            assertEquals(10, score.applyAsDouble(86_400_000L));
        }
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void score_risesToTheBand_andFallsBehindIt_between10And100_withOneDecimal(Audience audience) {
        for (Difficulty difficulty : Difficulty.values()) {
            for (int rounds = 1; rounds <= 3; rounds++) {
                for (double pressure : new double[] {0, 0.37, 1}) {
                    risesAndFalls(audience, difficulty, rounds, pressure);
                }
            }
        }
    }

    private static void risesAndFalls(Audience audience, Difficulty difficulty, int rounds, double pressure) {
        double before = 0;
        boolean falling = false;
        for (long millis = 0; millis < 1_000_000; millis += millis < 10_000 ? 1 : 67) {
            double score =
                    Score.of(new Evidence(audience, "digits", difficulty, rounds, Duration.ofMillis(millis), pressure));
            assertTrue(score >= 10 && score <= 100);
            assertEquals(Math.rint(score * 10) / 10, score, 0, "one decimal");
            falling |= score < before;
            if (falling ? score > before : score < before) {
                fail("%s, %s, %d rounds at %d ms: %s after %s"
                        .formatted(audience, difficulty, rounds, millis, score, before));
            }
            before = score;
        }
        assertTrue(falling);
    }

    /** 20 ms, 0.6 s, 4 s and a minute: a script, a quick model, a model or a quick person, a person. */
    @Test
    void audiences_judgeTheSameTimesDifferently() {
        assertEquals(List.of(10.0, 10.0, 100.0, 100.0), scores(Audience.HUMAN));
        assertEquals(List.of(10.0, 100.0, 100.0, 10.0), scores(Audience.AGENT));
        assertEquals(List.of(10.0, 100.0, 100.0, 100.0), scores(Audience.ANY));
        assertNotEquals(scores(Audience.HUMAN), scores(Audience.ANY));
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void timesBeyondAllReason_scoreTheLeast(Audience audience) {
        for (Duration time : List.of(Duration.ofMillis(-1), Duration.ofDays(-1), Duration.ofDays(10_000))) {
            assertEquals(10, Score.of(new Evidence(audience, "digits", Difficulty.EASY, 1, time, 0)), time.toString());
        }
    }

    /** The example in core's README. */
    @Test
    void threeTenthsOfASecond_atAny_score40() {
        assertEquals(40, score(Audience.ANY, 300));
    }

    // proof of work

    @ParameterizedTest
    @CsvSource({"0, 100", "0.25, 75", "0.7, 30", "0.701, 29.9", "0.9, 10", "1, 10"})
    void work_scoresWhatIsKnownOfTheClient(double pressure, double score) {
        assertEquals(score, work(0, pressure));
    }

    @Test
    void work_scoresTheSame_howeverFastTheMachineIs() {
        for (long millis : List.of(0L, 20L, 600L, 60_000L, 320_000L)) {
            assertEquals(work(0, 0.3), work(millis, 0.3));
        }
    }

    @Test
    void work_neverScoresMore_theMoreTheClientPresses() {
        for (int i = 1; i <= 1_000; i++) {
            assertTrue(work(0, i / 1_000.0) <= work(0, (i - 1) / 1_000.0), i + " thousandths");
        }
    }

    @Test
    void questions_scoreLess_theMoreTheClientPresses_butThreeTenthsAtMost() {
        double before = 100;
        for (int i = 0; i <= 1_000; i++) {
            double score = Score.of(
                    new Evidence(Audience.HUMAN, "digits", Difficulty.EASY, 1, Duration.ofSeconds(4), i / 1_000.0));
            assertTrue(score <= before && score >= 70, i + " thousandths");
            before = score;
        }
        assertEquals(70, before);
        assertEquals(10, Score.of(new Evidence(Audience.HUMAN, "digits", Difficulty.EASY, 1, Duration.ZERO, 1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void pressureBeyond0To1_isRefused(double pressure) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Evidence(Audience.HUMAN, Work.NAME, Difficulty.EASY, 1, Duration.ZERO, pressure));
    }

    private static double work(long millis, double pressure) {
        return Score.of(
                new Evidence(Audience.HUMAN, Work.NAME, Difficulty.EASY, 1, Duration.ofMillis(millis), pressure));
    }

    private static List<Double> scores(Audience audience) {
        return Arrays.stream(new long[] {20, 600, 4_000, 60_000})
                .mapToObj(millis -> score(audience, millis))
                .toList();
    }

    private static double score(Audience audience, long millis) {
        return score(audience, Difficulty.EASY, 1).applyAsDouble(millis);
    }

    private static ToDoubleFunction<Long> score(Audience audience, Difficulty difficulty, int rounds) {
        return millis -> Score.of(new Evidence(audience, "digits", difficulty, rounds, Duration.ofMillis(millis), 0));
    }

    @Test
    void anUncertainTime_scoresAsTheBestOneThatItMayHaveBeen() {
        for (Audience audience : Audience.values()) {
            for (long millis = -5_000; millis < 400_000; millis += 97) {
                double best = 0;
                for (long shift = -3_000; shift <= 3_000; shift += 50) {
                    best = Math.max(best, score(audience, millis + shift, Duration.ZERO));
                }
                double score = score(audience, millis, Duration.ofSeconds(3));
                assertTrue(score >= best && score <= best + 2.5, audience + " at " + millis + " ms: " + score);
            }
        }
    }

    private static double score(Audience audience, long millis, Duration uncertainty) {
        return Score.of(
                new Evidence(audience, "digits", Difficulty.EASY, 1, Duration.ofMillis(millis), uncertainty, 0));
    }

    @Test
    void aNegativeUncertainty_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> score(Audience.AGENT, 0, Duration.ofMillis(-1)));
    }

    @Test
    void evidenceWithoutARound_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Evidence(Audience.AGENT, "digits", Difficulty.EASY, 0, Duration.ZERO, 0));
    }
}
