package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.UUID;

/** Any token and any answer get a verdict; only a genuine token with the right answer gets a pass. */
class PosternFuzz {
    private final Gate gate = new Gate();

    @FuzzTest
    void verify(FuzzedDataProvider data) {
        UUID genuine = UUID.fromString(gate.issue());
        gate.clock.advance(Gate.WELL_TIMED);
        String token;
        if (data.consumeBoolean()) {
            token = data.consumeString(50);
        } else {
            token = new UUID(
                            genuine.getMostSignificantBits() ^ data.consumeLong(),
                            genuine.getLeastSignificantBits() ^ data.consumeLong())
                    .toString();
        }
        Verdict verdict = gate.verify(token, data.consumeRemainingAsString());
        if (!token.equalsIgnoreCase(genuine.toString())) {
            assertFalse(verdict.success());
        }
        assertEquals(verdict.allowed(), verdict.verificationToken().isPresent());
        assertTrue(gate.redeem(token).isEmpty());
        gate.store.forget();
        gate.clock.advance(gate.site.challengeLifetime()); // so that no token of another run is genuine in the next
    }
}
