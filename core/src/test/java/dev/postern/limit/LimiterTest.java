package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimiterTest {
    private static final ClientAddress CLIENT = new ClientAddress("192.0.2.1");
    private static final ClientAddress OTHER = new ClientAddress("192.0.2.2");

    private final TestClock clock = new TestClock();
    private final Limiter<ClientAddress> limiter = limiter("60/m");

    @Test
    void burstUpToTheRate_isAllowed_andTheNextOneIsNot() {
        assertEquals(60, allowed(limiter, CLIENT, 100));
    }

    @Test
    void refusal_saysHowLongToWait_andWaitingThatLongHelps() {
        allowed(limiter, CLIENT, 60);
        assertEquals(Optional.of(Duration.ofSeconds(1)), limiter.tryOnce(CLIENT).toWait());
        clock.advanceMillis(400);
        assertEquals(
                Optional.of(Duration.ofMillis(600)), limiter.tryOnce(CLIENT).toWait(), "refusals cost nothing");
        clock.advance(Duration.ofMillis(600).minusNanos(1));
        assertFalse(limiter.tryOnce(CLIENT).allowed());
        clock.advance(Duration.ofNanos(1));
        assertTrue(limiter.tryOnce(CLIENT).allowed());
        assertFalse(limiter.tryOnce(CLIENT).allowed());
    }

    @Test
    void eachCount_tellsWhatIsLeft_andHowLongUntilThatIsOneMore() {
        Rate rate = Rate.parse("60/m");
        assertEquals(new Quota(rate, true, 59, Duration.ofSeconds(1)), limiter.tryOnce(CLIENT));
        clock.advanceMillis(400);
        assertEquals(new Quota(rate, true, 58, Duration.ofMillis(600)), limiter.tryOnce(CLIENT));
        clock.advanceMillis(700);
        assertEquals(new Quota(rate, true, 58, Duration.ofMillis(900)), limiter.tryOnce(CLIENT));
        allowed(limiter, CLIENT, 58);
        assertEquals(new Quota(rate, false, 0, Duration.ofMillis(900)), limiter.tryOnce(CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/s", "7/s", "3/10s", "60/m", "1000/h", "1/24h", "1000000/s", "999983/h"})
    void overALongTime_noMoreThanTheRateIsAllowed_andNotLess(String text) {
        Rate rate = Rate.parse(text);
        Limiter<ClientAddress> limiter = new Limiter<>(rate, clock.ticker());
        int burst = allowed(limiter, CLIENT, rate.times() + 1);
        assertEquals(rate.times(), burst);
        long allowed = 0;
        int steps = 3_000;
        for (int i = 0; i < steps; i++) {
            clock.advance(rate.per().dividedBy(1_000));
            allowed += allowed(limiter, CLIENT, rate.times() / 1_000 + 2);
        }
        long fair = 3L * rate.times();
        assertTrue(allowed <= fair && allowed >= fair - 3, allowed + " of " + fair);
    }

    @Test
    void limitIsFullAgain_afterItsTime_andNotFuller() {
        allowed(limiter, CLIENT, 60);
        clock.advance(Duration.ofMinutes(1));
        assertEquals(60, allowed(limiter, CLIENT, 100));
        clock.advance(Duration.ofDays(30));
        assertEquals(60, allowed(limiter, CLIENT, 100));
    }

    @Test
    void addresses_areCountedApart() {
        allowed(limiter, CLIENT, 100);
        assertEquals(60, allowed(limiter, OTHER, 100));
        assertFalse(limiter.tryOnce(CLIENT).allowed());
    }

    @Test
    void eachMayHaveARateOfItsOwn() {
        Limiter<Rate> own = new Limiter<>(rate -> rate, clock.ticker());
        for (Rate rate : List.of(Rate.parse("3/s"), Rate.parse("7/m"), Rate.parse("2/24h"))) {
            int allowed = 0;
            while (own.tryOnce(rate).allowed()) {
                allowed++;
            }
            assertEquals(rate.times(), allowed);
        }
        clock.advance(Duration.ofMinutes(1));
        assertTrue(own.tryOnce(Rate.parse("7/m")).allowed());
        assertFalse(own.tryOnce(Rate.parse("2/24h")).allowed(), "not forgotten before its time");
    }

    @Test
    void whatIsKeptOfOne_countsWithWhatIsNot() {
        Limit kept = limiter.of(CLIENT);
        assertEquals(59, allowed(limiter, CLIENT, 59));
        assertTrue(kept.tryOnce().allowed());
        assertEquals(Optional.of(Duration.ofSeconds(1)), kept.tryOnce().toWait());
        assertEquals(
                Optional.of(Duration.ofSeconds(1)), limiter.of(CLIENT).tryOnce().toWait());
        assertEquals(Optional.of(Duration.ofSeconds(1)), limiter.tryOnce(CLIENT).toWait());
    }

    @Test
    void whatIsUsedUp_isTold_andRefills() {
        assertEquals(0, limiter.used(CLIENT));
        allowed(limiter, CLIENT, 15);
        assertEquals(0.25, limiter.used(CLIENT));
        assertEquals(0, limiter.used(OTHER));
        allowed(limiter, CLIENT, 100);
        assertEquals(1, limiter.used(CLIENT));
        clock.advance(Duration.ofSeconds(30));
        assertEquals(0.5, limiter.used(CLIENT));
        clock.advance(Duration.ofDays(1));
        assertEquals(0, limiter.used(CLIENT));
    }

    @Test
    void whatIsAdded_isCounted_butNeverBeyondTheLimit() {
        limiter.add(CLIENT, 50);
        assertEquals(10, allowed(limiter, CLIENT, 100));
        limiter.add(CLIENT, 1_000);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, allowed(limiter, CLIENT, 100), "nobody waits for what was added in vain");
    }

    @Test
    void clientThatAsksAllTheTime_isNotForgotten() {
        allowed(limiter, CLIENT, 60);
        long allowed = 0;
        for (int i = 0; i < 600; i++) {
            clock.advanceMillis(100);
            allowed += allowed(limiter, CLIENT, 3);
        }
        assertEquals(60, allowed);
    }

    @Test
    void manyThreads_getNoMoreThanTheLimitTogether() {
        try (Crowd crowd = new Crowd(16)) {
            for (int i = 0; i < 200; i++) {
                ClientAddress address = new ClientAddress("client " + i);
                List<Integer> allowed = crowd.all(thread -> allowed(limiter, address, 10));
                assertEquals(60, allowed.stream().mapToInt(count -> count).sum());
            }
        }
    }

    /** More addresses than it remembers are allowed to ask; what they cost is bounded (100,000 buckets of some 200 bytes). */
    @Test
    void aMillionAddresses_areAllServed_inBoundedMemory() {
        long before = usedHeap();
        for (int i = 0; i < 1_000_000; i++) {
            assertTrue(limiter.tryOnce(new ClientAddress("client " + i)).allowed());
        }
        long grown = usedHeap() - before;
        assertTrue(grown < 64 << 20, grown + " bytes for a million addresses");
        assertTrue(limiter.tryOnce(CLIENT).allowed());
    }

    @Test
    void systemClock_isTheDefault() {
        Limiter<ClientAddress> limiter = new Limiter<>(Rate.parse("2/24h"));
        assertEquals(2, allowed(limiter, CLIENT, 5));
        assertTrue(limiter.tryOnce(CLIENT).toWait().orElseThrow().compareTo(Duration.ofHours(12)) <= 0);
    }

    private Limiter<ClientAddress> limiter(String rate) {
        return new Limiter<>(Rate.parse(rate), clock.ticker());
    }

    private static int allowed(Limiter<ClientAddress> limiter, ClientAddress address, int times) {
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            allowed += limiter.tryOnce(address).allowed() ? 1 : 0;
        }
        return allowed;
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
