package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.limit.SharedUsage.Use;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitExchangeTest {
    private static final byte[] SECRET = new byte[32];
    private static final String CLIENT = "192.0.2.1";
    private static final Rate RATE = Rate.parse("60/m");

    private final TestClock clock = new TestClock();
    private final Shared shared = new Shared();

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 10})
    void clientThatGoesRoundAllNodes_isAllowedTheLimit_andWhatTheyLetThroughBetweenTwoExchanges(int count) {
        List<Node> nodes = nodes(count);
        int allowed = 0;
        int minutes = 5;
        for (int second = 0; second < 60 * minutes; second++) {
            for (Node node : nodes) {
                allowed += node.allowed(1);
            }
            pass(Duration.ofSeconds(1), nodes);
        }
        int beyond = (count - 1) * 2; // one that each further node lets through in a second, and one that is refilled
        int limit = 60 + 60 * minutes;
        assertTrue(allowed >= limit - 1 && allowed <= limit + beyond, allowed + " of " + limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 10})
    void clientThatFloodsAllNodesAtOnce_isAllowedNoMoreThanEachNodesLimitOnce_andPaysItBack(int count) {
        List<Node> nodes = nodes(count);
        int allowed = 0;
        int minutes = 3 * count;
        for (int second = 0; second < 60 * minutes; second++) {
            for (Node node : nodes) {
                allowed += node.allowed(70);
            }
            pass(Duration.ofSeconds(1), nodes);
        }
        int most = 60 * count + 60 * minutes;
        int refilled = 2 * count;
        assertTrue(allowed <= most + refilled, allowed + " of " + most);
        assertTrue(allowed >= 60 * minutes, "it is not kept out for ever: " + allowed);
    }

    @Test
    void clientThatWaitsUntilItsNodesHaveForgotten_getsNoMore() {
        List<Node> nodes = nodes(4);
        int allowed = 0;
        int minutes = 40;
        for (int minute = 0; minute < minutes; minute += 2) {
            for (Node node : nodes) {
                allowed += node.allowed(70);
            }
            pass(Duration.ofSeconds(1), nodes);
            pass(Duration.ofSeconds(119), nodes);
        }
        int most = 60 * 4 + 60 * minutes;
        assertTrue(allowed <= most, allowed + " of " + most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"60/m", "10/s", "100/10s", "1000/h"})
    void clientOfOneNode_noticesNothing(String rate) {
        Limiter<String> alone = new Limiter<>(Rate.parse(rate), clock.ticker());
        Node node = new Node(Rate.parse(rate));
        new Node(Rate.parse(rate));
        Random random = new Random(7);
        for (int tenth = 0; tenth < 6_000; tenth++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                boolean expected = alone.tryOnce(CLIENT).allowed();
                assertEquals(
                        expected, node.limiter.tryOnce(CLIENT).allowed(), "after " + tenth + " tenths of a second");
            }
            pass(Duration.ofMillis(100), tenth % 10 == 9 ? List.of(node) : List.of());
        }
    }

    @Test
    void clients_areCountedApart() {
        List<Node> nodes = nodes(2);
        nodes.get(0).allowed(60);
        pass(Duration.ofSeconds(1), nodes);
        assertTrue(nodes.get(1).limiter.tryOnce("192.0.2.2").allowed());
    }

    @Test
    void whileTheStoreIsAway_eachNodeGoesOnByItself_andTellsNothingOfThatTimeLater() {
        List<Node> nodes = nodes(2);
        shared.away = true;
        assertEquals(60, nodes.get(0).allowed(70));
        assertEquals(60, nodes.get(1).allowed(70));
        nodes.forEach(node -> assertFalse(node.exchanges()));
        shared.away = false;
        clock.advance(Duration.ofMinutes(1));
        nodes.forEach(node -> assertTrue(node.exchanges()));
        assertEquals(60, nodes.get(0).allowed(70), "nobody is refused for what is past");
    }

    /** Whoever holds the store must not find out whose limits it holds, not even by trying all addresses. */
    @Test
    void whatTheStoreIsGiven_tellsNoClient_andCantBeMadeWithoutTheSecret() {
        Node node = new Node(RATE);
        node.allowed(1);
        node.exchange.exchange();
        byte[] another = new byte[32];
        another[0] = 1;
        Limiter<String> limiter = new Limiter<>(RATE, clock.ticker());
        try (LimitExchange exchange = new LimitExchange(shared, another)) {
            exchange.join("issue", limiter, text -> text);
            limiter.tryOnce(CLIENT);
            exchange.exchange();
        }
        List<String> told = List.copyOf(shared.unusedAt.keySet());
        assertEquals(2, told.size());
        assertTrue(told.stream().allMatch(code -> code.matches("[0-9a-f]{32}")), told::toString);
        assertNotEquals(told.get(0), told.get(1));
    }

    @Test
    void limitsOfOtherNames_areOtherLimits() {
        Node node = new Node(RATE);
        Limiter<String> verify = new Limiter<>(RATE, clock.ticker());
        node.exchange.join("verify", verify, text -> text);
        node.allowed(50);
        for (int i = 0; i < 50; i++) {
            assertTrue(verify.tryOnce(CLIENT).allowed());
        }
        node.exchange.exchange();
        assertTrue(verify.tryOnce(CLIENT).allowed());
        assertEquals(2, shared.unusedAt.size());
    }

    @Test
    void ofAFloodFromManyAddresses_thoseThatUseMostAreHandedOn() {
        List<Node> nodes = nodes(2);
        Node flooded = nodes.get(0);
        flooded.flood(5_000);
        flooded.allowed(60);
        flooded.flood(50_000);
        flooded.exchange.exchange();
        assertEquals(SharedUsage.MOST_AT_ONCE, shared.unusedAt.size());
        nodes.get(1).allowed(1);
        pass(Duration.ofSeconds(1), nodes);
        assertTrue(nodes.get(1).allowed(70) <= 2, "but for what was refilled");
    }

    /** More than the limiter and what it notes remember. */
    @Test
    void aFloodFromHundredsOfThousandsOfAddresses_takesBoundedMemory_andIsForgottenAtTheNextExchange() {
        Node flooded = new Node(RATE);
        long before = usedHeap();
        flooded.flood(300_000);
        long grown = usedHeap() - before;
        assertTrue(grown < 64 << 20, grown + " bytes");
        flooded.exchange.exchange();
        flooded.exchange.exchange();
        assertEquals(1, shared.calls, "the rest is not kept for later");
    }

    @Test
    void theThread_beginsWithTheFirstUse_isADaemon_andEndsWithTheExchange() throws InterruptedException {
        LimitExchange exchange = new LimitExchange(shared, SECRET);
        Limiter<String> limiter = new Limiter<>(RATE, clock.ticker());
        exchange.join("issue", limiter, text -> text);
        List<Thread> before = threads();
        limiter.tryOnce(CLIENT);
        limiter.tryOnce(CLIENT);
        List<Thread> begun = new ArrayList<>(threads());
        begun.removeAll(before);
        assertEquals(1, begun.size());
        assertTrue(begun.get(0).isDaemon());
        exchange.close();
        begun.get(0).join(10_000);
        assertFalse(begun.get(0).isAlive());
        limiter.tryOnce(CLIENT);
        assertEquals(before, threads(), "and does not begin again");
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("postern-limits"))
                .sorted((one, other) -> Long.compare(one.getId(), other.getId()))
                .toList();
    }

    private List<Node> nodes(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Node(RATE)).toList();
    }

    private void pass(Duration time, List<Node> exchanging) {
        clock.advance(time);
        exchanging.forEach(node -> node.exchange.exchange());
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

    /** A node, whose exchange goes by no thread. */
    private final class Node {
        private final Limiter<String> limiter;
        private final LimitExchange exchange = new LimitExchange(shared, SECRET);

        Node(Rate rate) {
            limiter = new Limiter<>(rate, clock.ticker());
            exchange.close();
            exchange.join("issue", limiter, text -> text);
        }

        int allowed(int times) {
            int allowed = 0;
            for (int i = 0; i < times; i++) {
                allowed += limiter.tryOnce(CLIENT).allowed() ? 1 : 0;
            }
            return allowed;
        }

        void flood(int addresses) {
            for (int i = 0; i < addresses; i++) {
                limiter.tryOnce("client " + i);
            }
        }

        boolean exchanges() {
            try {
                exchange.exchange();
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }
    }

    /** Adds up by the test's clock, and is away when it is told to. */
    private final class Shared implements SharedUsage {
        private final Map<String, Duration> unusedAt = new HashMap<>();
        private boolean away;
        private int calls;

        @Override
        public List<Duration> add(List<Use> uses) {
            if (away) {
                throw new IllegalStateException("away");
            }
            calls++;
            Duration now = Duration.ofNanos(clock.ticker().read());
            return uses.stream()
                    .map(use -> unusedAt.merge(
                                    use.limit(),
                                    now.plus(use.refill()),
                                    (held, added) -> (held.compareTo(now) > 0 ? held : now).plus(use.refill()))
                            .minus(now))
                    .toList();
        }
    }
}
