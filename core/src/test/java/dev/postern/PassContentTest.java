package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PassContentTest {
    @Test
    void verification_comesBackAsItWasWritten() {
        SplittableRandom random = new SplittableRandom(1);
        List<Audience> audiences = List.of(Audience.values());
        List<Difficulty> difficulties = List.of(Difficulty.values());
        for (int i = 0; i < 10_000; i++) {
            Verification written = new Verification(
                    "site" + i,
                    random.nextBoolean() ? Action.NONE : "sign/up-" + i,
                    random.nextBoolean() ? Optional.empty() : Optional.of("höst.example"),
                    audiences.get(random.nextInt(audiences.size())),
                    "digits",
                    "SUM_ALL",
                    difficulties.get(random.nextInt(difficulties.size())),
                    random.nextInt(1_001) / 10.0,
                    Instant.ofEpochMilli(random.nextLong(1L << 48)),
                    Duration.ofMillis(random.nextLong(86_400_000)));
            long expiry = random.nextLong(1L << 48);
            PassContent content = PassContent.decode(new PassContent(written, expiry).encode());
            Verification read = content.verification();
            assertEquals(expiry, content.expiresAtMillis());
            assertEquals(written.site(), read.site());
            assertEquals(written.action(), read.action());
            assertEquals(written.hostname(), read.hostname());
            assertEquals(written.audience(), read.audience());
            assertEquals(written.family(), read.family());
            assertEquals(written.operation(), read.operation());
            assertEquals(written.difficulty(), read.difficulty());
            assertEquals(written.score(), read.score());
            assertEquals(written.issuedAt(), read.issuedAt());
            assertEquals(written.solveTime(), read.solveTime());
        }
    }

    @Test
    void contentOfANewerRelease_isRefused_namingTheFormats() {
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> PassContent.decode(new byte[] {2, 0, 0, 0}));
        assertTrue(String.valueOf(refusal.getMessage()).contains("format 2"));
    }
}
