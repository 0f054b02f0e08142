package dev.postern.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShareTest {
    /** With no hit, the upper end is z² / (n + z²); with nothing but hits, the lower one is n / (n + z²). */
    @Test
    void interval_isWilsons_atItsEnds() {
        double z = 1.96;
        assertEquals(z * z / (100 + z * z), new Share(0, 100).high(), 1e-12);
        assertEquals(0, new Share(0, 100).low(), 1e-12);
        assertEquals(100 / (100 + z * z), new Share(100, 100).low(), 1e-12);
        assertEquals(1, new Share(100, 100).high(), 1e-12);
    }

    /** At a half it lies evenly around it. */
    @Test
    void interval_isEven_atAHalf() {
        Share half = new Share(50, 100);
        assertEquals(1, half.low() + half.high(), 1e-12);
    }
}
