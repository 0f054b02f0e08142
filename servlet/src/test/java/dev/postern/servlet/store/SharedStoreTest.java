package dev.postern.servlet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.MariaDbServer;
import dev.postern.database.OwnServer;
import dev.postern.database.PostgreSqlServer;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.servlet.store.StoreClient.Reply;
import dev.postern.token.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes on one Redis, or one database. {@code -Dtest.tokens=100000} replays so many tokens, {@code -Dtest.pause=10} pauses the store for so many seconds. */
@Tag("external")
@Tag("slow")
final class SharedStoreTest {
    private static final int TOKENS = Integer.getInteger("test.tokens", 200);
    private static final int PAUSE_SECONDS = Integer.getInteger("test.pause", 2);
    private static final int CLIENTS = 8;

    @Test
    void eachAnswerAndEachPass_isTakenByOneNodeAlone_whenAllGetItAtOnce() throws Exception {
        try (RedisServer redis = new RedisServer();
                StoreNode one = node(redis);
                StoreNode two = node(redis);
                StoreNode three = node(redis)) {
            awaitFirst(one);
            replayAll(List.of(one, two, three));
        }
    }

    @Test
    void whatOneNodeHasLetThrough_isTakenFromTheOther_soonAfter() throws Exception {
        try (RedisServer redis = new RedisServer()) {
            Map<String, String> settings = StoreClient.settings(redis.uri().toString());
            settings.put("limit.issue", "50/h");
            try (StoreNode one = StoreNode.start(settings);
                    StoreNode two = StoreNode.start(settings)) {
                int ofOne = 0;
                while (StoreClient.isIssued(one)) {
                    ofOne++;
                }
                assertEquals(50, ofOne);
                int ofTwo = 0;
                while (StoreClient.isIssued(two)) {
                    ofTwo++;
                    Thread.sleep(300); // nodes tell each other once a second
                }
                assertTrue(ofTwo < 50, "by itself it would have issued as many");
            }
        }
    }

    /** A new Redis takes challenges from its fourth second on. */
    private static void awaitFirst(StoreNode node) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!StoreClient.verify(List.of(node), StoreClient.solved(node))
                .get(0)
                .succeeded()) {
            assertTrue(System.nanoTime() < end, "no answer is taken in half a minute");
            Thread.sleep(100); // the clock is the Redis's
        }
    }

    static Stream<TestDatabase> servers() {
        return Stream.of(TestDatabases.postgreSql(), TestDatabases.mariaDb());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void inADatabase_eachIsTakenByOneNodeAlone_too(TestDatabase database) throws Exception {
        try (StoreNode one = StoreNode.start(database.url());
                StoreNode two = StoreNode.start(database.url())) {
            replayAll(List.of(one, two));
        }
    }

    private static void replayAll(List<StoreNode> nodes) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        AtomicInteger unavailable = new AtomicInteger();
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < TOKENS; i++) {
                StoreNode issuer = nodes.get(i % nodes.size());
                done.add(clients.submit(() -> replay(issuer, nodes, unavailable)));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            clients.shutdownNow();
        }
        System.out.printf(
                "%d tokens to %d nodes, store unavailable %d times%n", TOKENS, nodes.size(), unavailable.get());
        assertTrue(unavailable.get() <= TOKENS / 1_000, () -> unavailable + " replies that the store is unavailable");
    }

    private static void replay(StoreNode issuer, List<StoreNode> nodes, AtomicInteger unavailable) {
        List<Reply> verified = StoreClient.verify(nodes, StoreClient.solved(issuer));
        List<Reply> passed = requireOne(verified, unavailable);
        assertTrue(
                verified.stream()
                        .filter(reply -> reply.status() == 200 && !reply.succeeded())
                        .allMatch(reply -> reply.response().body().contains("already-used")),
                verified::toString);
        for (Reply reply : passed) {
            requireOne(StoreClient.redeem(nodes, reply.pass()), unavailable);
        }
    }

    /** The one that succeeded, or none where the store took too long over one of them: it may have been that one. */
    private static List<Reply> requireOne(List<Reply> replies, AtomicInteger unavailable) {
        List<Reply> succeeded = replies.stream().filter(Reply::succeeded).toList();
        int away = (int) replies.stream().filter(reply -> reply.status() == 503).count();
        unavailable.addAndGet(away);
        assertTrue(succeeded.size() == 1 || (succeeded.isEmpty() && away > 0), replies::toString);
        assertTrue(
                replies.stream().allMatch(reply -> reply.status() == 200 || reply.status() == 503), replies::toString);
        return succeeded;
    }

    @Test
    void whateverHappensToTheRedis_nothingIsTakenTwice_andNodesGoOnWithoutARestart() throws Exception {
        try (RedisServer redis = new RedisServer("--maxmemory", "32mb");
                StoreNode one = node(redis);
                StoreNode two = node(redis)) {
            visitedMeanwhile(one, two, visitors -> {
                killed(redis, visitors); // it starts again without what it held
                paused(redis, visitors);
                for (int i = 0; i < 20; i++) {
                    redis.ask("CLIENT KILL TYPE normal");
                    visitors.awaitSuccesses(5);
                }
                redis.ask("CONFIG SET maxmemory 1");
                visitors.awaitFailures(20);
                redis.ask("CONFIG SET maxmemory 32mb");
                visitors.awaitSuccesses(100);
            });
        }
    }

    @Test
    void whateverHappensToThePostgreSql_nothingIsTakenTwice_andNodesGoOnWithoutARestart() throws Exception {
        try (PostgreSqlServer database = new PostgreSqlServer()) {
            try (StoreNode one = StoreNode.start(database.url());
                    StoreNode two = StoreNode.start(database.url())) {
                visitedMeanwhile(one, two, visitors -> {
                    killed(database, visitors);
                    paused(database, visitors);
                    for (int i = 0; i < 20; i++) {
                        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
                        visitors.awaitSuccesses(5);
                    }
                    database.execute(
                            "ALTER SYSTEM SET default_transaction_read_only = on"); // as some make it whose disk is
                    // full
                    database.execute("SELECT pg_reload_conf()");
                    visitors.awaitFailures(20);
                    database.execute("ALTER SYSTEM RESET default_transaction_read_only");
                    database.execute("SELECT pg_reload_conf()");
                    visitors.awaitSuccesses(100);
                });
            }
        }
    }

    @Test
    void whateverHappensToTheMariaDb_nothingIsTakenTwice_andNodesGoOnWithoutARestart() throws Exception {
        try (MariaDbServer database = new MariaDbServer();
                StoreNode one = StoreNode.start(database.url());
                StoreNode two = StoreNode.start(database.url())) {
            visitedMeanwhile(one, two, visitors -> {
                killed(database, visitors);
                paused(database, visitors);
            });
        }
    }

    private static void killed(OwnServer store, Visitors visitors) throws InterruptedException {
        store.kill();
        visitors.awaitFailures(20);
        store.start();
        visitors.awaitSuccesses(100);
    }

    private static void paused(OwnServer store, Visitors visitors) throws InterruptedException {
        store.pause();
        visitors.awaitFailures(20);
        Thread.sleep(Duration.ofSeconds(PAUSE_SECONDS).toMillis()); // the clock is another process's
        store.resume();
        visitors.awaitSuccesses(100);
    }

    private static void visitedMeanwhile(StoreNode one, StoreNode two, Faults faults) throws Exception {
        Visitors visitors = new Visitors(List.of(one, two));
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(visitors::visit);
            }
            visitors.awaitSuccesses(100);
            long threads = one.threads();
            faults.happen(visitors);
            assertTrue(one.threads() <= threads + 4, one.threads() + " threads, and before " + threads);
        } finally {
            visitors.leave();
            clients.shutdown();
        }
        visitors.requireNothingTwice();
    }

    private interface Faults {
        void happen(Visitors visitors) throws InterruptedException;
    }

    private static StoreNode node(RedisServer redis) throws Exception {
        return StoreNode.start(StoreClient.settings(redis.uri().toString()));
    }
}
