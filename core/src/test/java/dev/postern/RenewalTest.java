package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A pass is renewed for who has to show its form again. */
class RenewalTest {
    private static final String CLIENT = "192.0.2.1";

    private final Gate gate = new Gate();

    @Test
    void renewedPass_isAsGoodAsTheFirst_andSaysTheSame() {
        Verification first = redeem(gate.pass());
        String renewed = renew(first).orElseThrow();

        Verification second = redeem(renewed);
        assertEquals(first.toString(), second.toString());
        assertEquals(first.issuedAt(), second.issuedAt());
        assertNotEquals(first.token(), second.token());
        assertTrue(gate.postern.redeem(gate.site, renewed, CLIENT).isEmpty(), "once");
    }

    @Test
    void oneSolve_isRenewedThreeTimes() {
        Verification verification = redeem(gate.pass());
        for (int i = 0; i < 3; i++) {
            verification = redeem(renew(verification).orElseThrow());
        }
        assertEquals(Optional.empty(), renew(verification));
    }

    @Test
    void eachPass_isRenewedOnce() {
        Verification verification = redeem(gate.pass());
        assertTrue(renew(verification).isPresent());
        assertEquals(Optional.empty(), renew(verification));
    }

    @Test
    void eachPass_isRenewedOnce_howeverManyAskAtATime() {
        Verification verification = redeem(gate.pass());
        try (Crowd crowd = new Crowd(16)) {
            List<Optional<String>> renewals = crowd.all(i -> renew(verification));
            assertEquals(1, renewals.stream().filter(Optional::isPresent).count());
        }
    }

    @Test
    void quarterOfAnHourAfterTheSolve_nothingIsRenewed_andWhatWasRenewedIsOver() {
        Verification verification = redeem(gate.pass());
        gate.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        String last = renew(verification).orElseThrow();
        gate.clock.advance(Duration.ofMillis(1));
        assertTrue(gate.postern.redeem(gate.site, last, CLIENT).isEmpty());

        Verification late = redeem(gate.pass());
        gate.clock.advance(Duration.ofMinutes(15));
        assertEquals(Optional.empty(), renew(late));
    }

    @Test
    void renewedPass_livesNoLongerThanAnyOther() {
        String renewed = renew(redeem(gate.pass())).orElseThrow();
        gate.clock.advance(gate.site.verificationLifetime());
        assertTrue(gate.postern.redeem(gate.site, renewed, CLIENT).isEmpty());
    }

    @Test
    void renewedPass_isGoodForItsClientAlone() {
        for (Verification verification : List.of(redeem(gate.pass()), redeem(gate.pass()))) {
            String renewed = renew(verification).orElseThrow();
            assertTrue(gate.postern.redeem(gate.site, renewed, "192.0.2.2").isEmpty());
        }
        String renewed = renew(redeem(gate.pass())).orElseThrow();
        assertTrue(gate.redeem(renewed).isEmpty(), "who names no client");
        String another = renew(redeem(gate.pass())).orElseThrow();
        assertTrue(gate.postern.redeem(gate.site, another, UUID.randomUUID()).isEmpty());
    }

    @Test
    void anotherSite_neitherRenewsNorRedeemsIt() {
        Site other = Gate.site("other").build();
        Verification verification = redeem(gate.pass());
        assertThrows(IllegalArgumentException.class, () -> gate.postern.renew(other, verification, CLIENT));
        String renewed = renew(verification).orElseThrow();
        assertTrue(gate.postern.redeem(other, renewed, CLIENT).isEmpty());
        assertTrue(gate.postern.redeem(gate.site, renewed, CLIENT).isPresent());
    }

    @Test
    void passThatWasNeverRenewed_isAnyClients() {
        assertTrue(gate.postern.redeem(gate.site, gate.pass(), "203.0.113.9").isPresent());
    }

    private Verification redeem(String pass) {
        return gate.postern.redeem(gate.site, pass, CLIENT).orElseThrow();
    }

    private Optional<String> renew(Verification verification) {
        return gate.postern.renew(gate.site, verification, CLIENT).map(UUID::toString);
    }
}
