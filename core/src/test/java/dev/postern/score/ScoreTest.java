package dev.postern.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Audience;
import dev.postern.challenge.Work;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
    /** The documented table, and the middle of each slope: half-way between 10 and 100. */
    @ParameterizedTest
    @CsvSource({
        "HUMAN,  800,  2500, 240000, 320000",
        "AGENT,  150,   600,   8000,  30000",
        "ANY,    150,   600, 240000, 320000",
    })
    void band_isThatOfTheTable(Audience audience, long floor, long from, long until, long ceiling) {
        assertEquals(10, score(audience, 0));
        assertEquals(10, score(audience, floor - 1));
        assertEquals(10, score(audience, floor));
        assertTrue(score(audience, floor + 10) > 10);
        assertEquals(55, score(audience, (floor + from) / 2));
        assertTrue(score(audience, from - 1) < 100);
        assertEquals(100, score(audience, from));
        assertEquals(100, score(audience, (from + until) / 2));
        assertEquals(100, score(audience, until));
        assertTrue(score(audience, until + 100) < 100);
        assertEquals(55, score(audience, (until + ceiling) / 2));
        assertTrue(score(audience, ceiling - 100) > 10);
        assertEquals(10, score(audience, ceiling));
        assertEquals(10, score(audience, ceiling + 1));
        assertEquals(10, score(audience, 86_400_000));
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void score_risesToTheBand_andFallsBehindIt_between10And100_withOneDecimal(Audience audience) {
        double before = 0;
        boolean falling = false;
        for (long millis = 0; millis < 400_000; millis += millis < 3_000 ? 1 : 7) {
            double score = score(audience, millis);
            assertTrue(score >= 10 && score <= 100);
            assertEquals(Math.rint(score * 10) / 10, score, 0, "one decimal");
            falling |= score < before;
            assertTrue(falling ? score <= before : score >= before, "at " + millis + " ms");
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
            assertEquals(10, Score.of(new Evidence(audience, "digits", time, 0)), time.toString());
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

    /** Whoever reads has shown more than any history tells. */
    @Test
    void questions_scoreTheSame_howeverMuchTheClientPresses() {
        Duration time = Duration.ofSeconds(4);
        assertEquals(100, Score.of(new Evidence(Audience.HUMAN, "digits", time, 1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void pressureBeyond0To1_isRefused(double pressure) {
        assertThrows(
                IllegalArgumentException.class, () -> new Evidence(Audience.HUMAN, Work.NAME, Duration.ZERO, pressure));
    }

    private static double work(long millis, double pressure) {
        return Score.of(new Evidence(Audience.HUMAN, Work.NAME, Duration.ofMillis(millis), pressure));
    }

    private static List<Double> scores(Audience audience) {
        return Arrays.stream(new long[] {20, 600, 4_000, 60_000})
                .mapToObj(millis -> score(audience, millis))
                .toList();
    }

    private static double score(Audience audience, long millis) {
        return Score.of(new Evidence(audience, "digits", Duration.ofMillis(millis), 0));
    }
}
