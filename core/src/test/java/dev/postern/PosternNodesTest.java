package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.testing.TestClock;
import dev.postern.token.jdbc.JdbcTokenStore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that share a secret and a database are one gate. */
class PosternNodesTest {
    private static final String CLIENT = "192.0.2.7";

    private final TestClock clock = new TestClock();
    private final Site site = Gate.site("shop").build();

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void challengeOfOneNode_isSolvedRedeemedAndRenewedOnOthers_onceOnAll(TestDatabase dataSource) {
        try (Postern one = node(dataSource);
                Postern two = node(dataSource)) {
            Challenge challenge = one.issue(ChallengeRequest.of(site));
            clock.advance(Gate.WELL_TIMED);
            AnswerRequest answer = AnswerRequest.of(site, challenge.token().toString(), StubFamily.ANSWER);
            Verdict verdict = two.verify(answer);
            assertEquals(Outcome.ALLOWED, verdict.outcome());
            assertEquals(Outcome.ALREADY_USED, one.verify(answer).outcome());
            assertEquals(Outcome.ALREADY_USED, two.verify(answer).outcome());

            String pass = verdict.verificationToken().orElseThrow().toString();
            Verification verification = one.redeem(site, pass).orElseThrow();
            assertEquals(verdict.score(), verification.score());
            assertTrue(one.redeem(site, pass).isEmpty());
            assertTrue(two.redeem(site, pass).isEmpty());

            Optional<UUID> renewed = two.renew(site, verification, CLIENT);
            assertTrue(one.renew(site, verification, CLIENT).isEmpty());
            String again = renewed.orElseThrow().toString();
            assertTrue(one.redeem(site, again, CLIENT).isPresent());
            assertTrue(two.redeem(site, again, CLIENT).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"3000", "-3000"})
    void anAgentsAnswer_isAllowed_thoughClocksAreAsFarApartAsIsSaid(long ahead) {
        Site agents = Gate.site("shop").audience(Audience.AGENT).build();
        try (Postern one = behind(0, Duration.ofSeconds(3));
                Postern two = behind(ahead, Duration.ofSeconds(3))) {
            for (long millis : new long[] {700, 8_000}) {
                String token = one.issue(ChallengeRequest.of(agents)).token().toString();
                clock.advance(Duration.ofMillis(millis));
                Verdict verdict = two.verify(AnswerRequest.of(agents, token, StubFamily.ANSWER));
                assertEquals(Outcome.ALLOWED, verdict.outcome());
                assertEquals(100, verdict.score());
            }
        }
    }

    @Test
    void withoutAWordOfClocks_theyCountAsOne() {
        Site agents = Gate.site("shop").audience(Audience.AGENT).build();
        try (Postern one = behind(0, Duration.ZERO);
                Postern two = behind(-3_000, Duration.ZERO)) {
            String token = one.issue(ChallengeRequest.of(agents)).token().toString();
            clock.advance(Duration.ofMillis(700));
            Verdict verdict = two.verify(AnswerRequest.of(agents, token, StubFamily.ANSWER));
            assertEquals(Outcome.LOW_SCORE, verdict.outcome());
        }
    }

    @ParameterizedTest
    @CsvSource({"PT-0.001S", "PT5.001S"})
    void clocksFurtherApart_areRefused(Duration apart) {
        Postern.Builder builder = Postern.builder();
        String message = assertThrows(IllegalArgumentException.class, () -> builder.clockSkew(apart))
                .getMessage();
        assertEquals("clocks may be apart by 0 to 5 seconds", message);
    }

    /** One whose clock goes wrong by so much. */
    private Postern behind(long ahead, Duration apart) {
        return Postern.builder()
                .secret(Gate.SECRET)
                .clock(() -> clock.instant().plusMillis(ahead))
                .clockSkew(apart)
                .build();
    }

    private Postern node(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        return Postern.builder()
                .secret(Gate.SECRET)
                .clock(clock)
                .store(JdbcTokenStore.on(database, clock))
                .build();
    }
}
