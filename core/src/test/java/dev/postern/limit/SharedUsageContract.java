package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.limit.SharedUsage.Use;
import dev.postern.testing.Crowd;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds of every store that nodes share. Refills take so long that a slow machine changes nothing. */
abstract class SharedUsageContract {
    private static final byte[] SECRET = new byte[32];
    private static final String CLIENT = "192.0.2.77";
    private static final Duration HOUR = Duration.ofHours(1);

    /** The store of one more node, of an empty database. */
    abstract SharedUsage node();

    @Test
    void whatNodesAdd_addsUp() {
        SharedUsage one = node();
        SharedUsage other = node();
        String limit = newLimit();
        isAbout(HOUR, one.add(List.of(new Use(limit, HOUR))).get(0));
        isAbout(
                HOUR.multipliedBy(3),
                other.add(List.of(new Use(limit, HOUR.multipliedBy(2)))).get(0));
        isAbout(HOUR, other.add(List.of(new Use(newLimit(), HOUR))).get(0));
    }

    @Test
    void asManyAsTheMost_areAddedAtOnce_andToldInTheirOrder() {
        List<Use> uses = IntStream.rangeClosed(1, SharedUsage.MOST_AT_ONCE)
                .mapToObj(i -> new Use(newLimit(), HOUR.multipliedBy(i)))
                .toList();
        SharedUsage store = node();
        store.add(uses);
        List<Duration> used = store.add(uses);
        for (int i = 0; i < uses.size(); i++) {
            isAbout(uses.get(i).refill().multipliedBy(2), used.get(i));
        }
    }

    @Test
    void whatIsRefilled_isNotUsed() {
        SharedUsage store = node();
        String limit = newLimit();
        Duration micro = Duration.ofNanos(1_000);
        store.add(List.of(new Use(limit, micro)));
        isAbout(HOUR, store.add(List.of(new Use(limit, HOUR))).get(0));
    }

    @RepeatedTest(5)
    void ofManyNodesAtOnce_nothingIsLost() {
        List<Use> uses =
                IntStream.range(0, 50).mapToObj(i -> new Use(newLimit(), HOUR)).toList();
        List<Use> reversed =
                IntStream.range(0, 50).mapToObj(i -> uses.get(49 - i)).toList();
        List<SharedUsage> nodes = List.of(node(), node(), node(), node());
        try (Crowd crowd = new Crowd(nodes.size())) {
            crowd.all(i -> IntStream.range(0, 10)
                    .mapToObj(round -> nodes.get(i).add(round % 2 == 0 ? uses : reversed))
                    .toList());
        }
        nodes.get(0).add(uses).forEach(used -> isAbout(HOUR.multipliedBy(41), used));
    }

    @Test
    void clientThatDividesItsRequests_getsNoMoreThanTheLimit_andWhatTheOtherNodeLetThroughBefore() {
        Limiter<String> one = new Limiter<>(Rate.parse("60/h"));
        Limiter<String> other = new Limiter<>(Rate.parse("60/h"));
        try (LimitExchange ofOne = new LimitExchange(node(), SECRET);
                LimitExchange ofOther = new LimitExchange(node(), SECRET)) {
            ofOne.join("issue", one, text -> text);
            ofOther.join("issue", other, text -> text);
            assertEquals(60, allowed(one, 70));
            ofOne.exchange();
            assertEquals(5, allowed(other, 5));
            ofOther.exchange();
            assertTrue(allowed(other, 70) <= 1, "but for what is refilled in a second");
        }
    }

    private static int allowed(Limiter<String> limiter, int times) {
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            allowed += limiter.tryOnce(CLIENT).allowed() ? 1 : 0;
        }
        return allowed;
    }

    private static void isAbout(Duration expected, Duration used) {
        assertTrue(
                used.compareTo(expected) <= 0 && used.compareTo(expected.minus(HOUR.dividedBy(2))) > 0,
                () -> used + " instead of " + expected);
    }

    static String newLimit() {
        UUID random = UUID.randomUUID();
        return HexFormat.of()
                .formatHex(ByteBuffer.allocate(16)
                        .putLong(random.getMostSignificantBits())
                        .putLong(random.getLeastSignificantBits())
                        .array());
    }
}
