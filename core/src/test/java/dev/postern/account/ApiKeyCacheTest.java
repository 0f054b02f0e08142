package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.FailingConnections;
import dev.postern.database.TestDatabase;
import dev.postern.limit.Rate;
import dev.postern.testing.TestClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nodes remember of keys, and when they know of a change. */
class ApiKeyCacheTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final ApiKeySettings SETTINGS =
            ApiKeySettings.builder("shop").build();

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whatIsNoKeyByItsForm_isToldWithoutALookUp(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        ApiKeys keys = keys(database);
        NewApiKey key = create(keys, Owners.add(database, "ada"));
        String secret = key.secret();
        String published = key.key().publishableKey();
        connections.failAfter(0);
        for (int i = 0; i < secret.length(); i++) {
            assertEquals(Optional.empty(), keys.find(mistyped(secret, i)), "place " + i);
            assertEquals(Optional.empty(), keys.findPublished(mistyped(published, i)), "place " + i);
        }
        for (String text : List.of("", "aic_sk_", secret + "0", secret.substring(1), published)) {
            assertEquals(Optional.empty(), keys.find(text));
        }
        assertEquals(Optional.empty(), keys.findPublished(secret));
        assertThrows(DatabaseException.class, () -> keys.find(secret), "the right one is looked for");
        assertThrows(DatabaseException.class, () -> keys.findPublished(published));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aKey_isReadOnceInFourSeconds(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        ApiKeys keys = keys(database);
        NewApiKey key = create(keys, Owners.add(database, "ada"));
        Optional<KeyInUse> found = keys.find(key.secret());
        Optional<KeyInUse> published = keys.findPublished(key.key().publishableKey());
        assertTrue(found.isPresent());
        assertTrue(published.isPresent());

        connections.failAfter(0);
        clock.advanceMillis(3_999);
        assertEquals(found, keys.find(key.secret()));
        assertEquals(published, keys.findPublished(key.key().publishableKey()));
        clock.advanceMillis(1);
        assertThrows(DatabaseException.class, () -> keys.find(key.secret()));
        assertThrows(DatabaseException.class, () -> keys.findPublished(key.key().publishableKey()));
        connections.mend();
        assertTrue(keys.find(key.secret()).isPresent(), "that it could not be read is not remembered");
        assertTrue(keys.findPublished(key.key().publishableKey()).isPresent());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aKeyThatNobodyHas_isLookedForOnceInFourSeconds(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        ApiKeys keys = keys(Database.open(connections, clock));
        String nobodys = KeyFormat.DEFAULT.newSecret(new SecureRandom());
        assertEquals(Optional.empty(), keys.find(nobodys));
        connections.failAfter(0);
        assertEquals(Optional.empty(), keys.find(nobodys));
        clock.advance(Duration.ofSeconds(4));
        assertThrows(DatabaseException.class, () -> keys.find(nobodys));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aChange_isKnownAtOnceWhereItWasMade_andWithinFourSecondsElsewhere(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        long ada = Owners.add(database, "ada");
        ApiKeys here = keys(database);
        ApiKeys there = keys(database);
        NewApiKey key = create(here, ada);
        List<UnaryOperator<ApiKeySettings>> changes = List.of(
                old -> old.toBuilder().scopes(Set.of(Scope.DESK)).build(),
                old -> old.toBuilder().minimumScore(62.5).build(),
                old -> old.toBuilder().active(false).build(),
                old -> old.toBuilder().active(true).build(),
                old -> old.toBuilder().rate(new Rate(7, Duration.ofSeconds(90))).build());
        for (UnaryOperator<ApiKeySettings> change : changes) {
            here.find(key.secret());
            here.findPublished(key.key().publishableKey());
            there.find(key.secret());
            there.findPublished(key.key().publishableKey());
            ApiKeySettings settings =
                    here.change(ada, key.key().id(), change).orElseThrow().settings();
            assertKnown(here, key, settings);
            clock.advance(Duration.ofSeconds(4));
            assertKnown(there, key, settings);
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aRevokedKey_isRefusedAtOnceWhereItWasRevoked_andWithinFourSecondsElsewhere(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        long ada = Owners.add(database, "ada");
        ApiKeys here = keys(database);
        ApiKeys there = keys(database);
        NewApiKey key = create(here, ada);
        NewApiKey other = create(here, ada);
        for (ApiKeys node : List.of(here, there)) {
            for (NewApiKey each : List.of(key, other)) {
                assertKnown(node, each, SETTINGS);
            }
        }
        assertTrue(here.revoke(ada, key.key().id()));
        assertRefused(here, key);
        assertKnown(here, other, SETTINGS);
        clock.advance(Duration.ofSeconds(4));
        assertRefused(there, key);
        assertKnown(there, other, SETTINGS);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aNewKey_isFoundAtOnceOnEveryNode(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        ApiKeys here = keys(database);
        ApiKeys there = keys(database);
        NewApiKey key = create(here, Owners.add(database, "ada"));
        assertKnown(here, key, SETTINGS);
        assertKnown(there, key, SETTINGS);
    }

    /** The change begins when the key was read but is not remembered yet, and by its end must have put an end to what was read. */
    @ParameterizedTest
    @MethodSource(DATABASES)
    void aChangeWhileTheKeyIsBeingRead_isKnownAtOnceToo(TestDatabase dataSource) throws InterruptedException {
        AtomicReference<Runnable> afterCommit = new AtomicReference<>(() -> {});
        Database database = Database.open(() -> watched(dataSource.getConnection(), afterCommit), clock);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        NewApiKey key = create(keys, ada);
        for (int score = 1; score <= 3; score++) {
            int changed = score;
            Thread change = new Thread(() -> keys.change(
                    ada,
                    key.key().id(),
                    old -> old.toBuilder().minimumScore(changed).build()));
            change.setDaemon(true);
            afterCommit.set(() -> {
                change.start();
                while (change.isAlive() && change.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            });
            assertTrue(keys.find(key.secret()).isPresent());
            change.join();
            assertEquals(changed, keys.find(key.secret()).orElseThrow().site().minimumScore());
            clock.advance(Duration.ofSeconds(4));
        }
    }

    private static void assertKnown(ApiKeys node, NewApiKey key, ApiKeySettings settings) {
        if (!settings.active()) {
            assertRefused(node, key);
            return;
        }
        for (KeyInUse found : List.of(
                node.find(key.secret()).orElseThrow(),
                node.findPublished(key.key().publishableKey()).orElseThrow())) {
            assertEquals(key.key().id(), found.id());
            assertEquals(settings.scopes(), found.scopes());
            assertEquals(settings.rate(), found.rate());
            assertEquals(settings.minimumScore(), found.site().minimumScore());
        }
    }

    private static void assertRefused(ApiKeys node, NewApiKey key) {
        assertEquals(Optional.empty(), node.find(key.secret()));
        assertEquals(Optional.empty(), node.findPublished(key.key().publishableKey()));
    }

    private static String mistyped(String key, int place) {
        char wrong = key.charAt(place) == 'x' ? 'y' : 'x';
        return key.substring(0, place) + wrong + key.substring(place + 1);
    }

    private static NewApiKey create(ApiKeys keys, long account) {
        return keys.create(account, SETTINGS).orElseThrow();
    }

    private ApiKeys keys(Database database) {
        return ApiKeys.on(database, clock, clock.ticker(), "aic");
    }

    /** A connection that runs something once, after the next commit. */
    private static Connection watched(Connection connection, AtomicReference<Runnable> afterCommit) {
        return (Connection) Proxy.newProxyInstance(
                ApiKeyCacheTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    Object result;
                    try {
                        result = method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("commit")) {
                        afterCommit.getAndSet(() -> {}).run();
                    }
                    return result;
                });
    }
}
