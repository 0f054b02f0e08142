package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.http.Drain;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a body is read away before the reply goes out regardless. */
class DrainTest {
    private static final int MEBIBYTE = 1 << 20;

    private long nanos;

    @Test
    void aBodyThatComesAtOnce_isReadAway_upToSixteenMebibytes() throws Exception {
        assertEquals(10 * MEBIBYTE, drained(10 * MEBIBYTE, 8 << 10, Duration.ZERO));
        int most = drained(100 * MEBIBYTE, 8 << 10, Duration.ZERO);
        assertEquals(16 * MEBIBYTE, most);
    }

    @Test
    void aSlowLine_isGivenTheTimeThatItTakes() throws Exception {
        assertEquals(MEBIBYTE, drained(MEBIBYTE, 8 << 10, Duration.ofMillis(125)));
    }

    @Test
    void aBodyThatTrickles_isNotWaitedFor() throws Exception {
        int read = drained(MEBIBYTE, 1, Duration.ofSeconds(1));
        assertEquals(5, read);
        assertTrue(nanos <= Duration.ofSeconds(6).toNanos());
    }

    private int drained(int size, int step, Duration perStep) throws Exception {
        PacedStream body = new PacedStream(size, step, () -> nanos += perStep.toNanos());
        Drain.rest(body, () -> nanos);
        return size - body.left();
    }
}
