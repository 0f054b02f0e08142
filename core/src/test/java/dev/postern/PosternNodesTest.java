package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.testing.TestClock;
import dev.postern.token.jdbc.JdbcTokenStore;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
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

    private Postern node(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        return Postern.builder()
                .secret(Gate.SECRET)
                .clock(clock)
                .store(JdbcTokenStore.on(database, clock))
                .build();
    }
}
