package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.FailingConnections;
import dev.postern.database.TestDatabase;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a key was used last, as its owner sees it. */
class ApiKeyUseTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final ApiKeySettings SETTINGS =
            ApiKeySettings.builder("shop").build();

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aUse_isWrittenByTheFlush_notByTheUse(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        NewApiKey key = keys.create(ada, SETTINGS).orElseThrow();
        NewApiKey unused = keys.create(ada, SETTINGS).orElseThrow();
        clock.advance(Duration.ofSeconds(9));
        Instant used = clock.instant();
        assertTrue(keys.find(key.secret()).isPresent());
        assertEquals(Optional.empty(), lastUse(keys, key));

        clock.advance(Duration.ofSeconds(1));
        keys.flush();
        assertEquals(Optional.of(used), lastUse(keys, key));
        assertEquals(Optional.of(used), lastUse(keys(database), key), "as another node sees it");
        assertEquals(Optional.empty(), lastUse(keys, unused));
        connections.failAfter(0);
        keys.flush(); // there is nothing left to write
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void usesOfOneKey_areWrittenOnceAMinute(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        ApiKeys keys = keys(database);
        NewApiKey key = keys.create(Owners.add(database, "ada"), SETTINGS).orElseThrow();
        long writes = 0;
        for (int second = 0; second < 180; second += 12) {
            assertTrue(keys.find(key.secret()).isPresent());
            connections.mend();
            keys.flush();
            boolean written = connections.calls() > 0;
            assertEquals(second % 60 == 0, written, "after " + second + " s");
            writes += written ? 1 : 0;
            Duration late = Duration.between(lastUse(keys, key).orElseThrow(), clock.instant());
            assertTrue(late.compareTo(Duration.ofMinutes(1)) < 0, "late by " + late);
            clock.advance(Duration.ofSeconds(12));
        }
        assertEquals(3, writes);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aMinute_isAMinuteExactly(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        ApiKeys keys = keys(database);
        NewApiKey key = keys.create(Owners.add(database, "ada"), SETTINGS).orElseThrow();
        use(keys, key);
        clock.advanceMillis(59_999);
        use(keys, key);
        assertEquals(Optional.of(TestClock.START), lastUse(keys, key));
        clock.advanceMillis(1);
        use(keys(database), key);
        assertEquals(Optional.of(TestClock.START.plusSeconds(60)), lastUse(keys, key));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aNodeThatWritesLate_doesNotSetTheLastUseBack(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        ApiKeys early = keys(database);
        ApiKeys late = keys(database);
        NewApiKey key = early.create(Owners.add(database, "ada"), SETTINGS).orElseThrow();
        assertTrue(late.find(key.secret()).isPresent());
        clock.advance(Duration.ofSeconds(90));
        use(early, key);
        late.flush();
        assertEquals(Optional.of(clock.instant()), lastUse(early, key));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aFlushThatFails_isMadeUpForByTheNext(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        ApiKeys keys = keys(database);
        NewApiKey key = keys.create(Owners.add(database, "ada"), SETTINGS).orElseThrow();
        assertTrue(keys.find(key.secret()).isPresent());
        connections.failAfter(1);
        assertThrows(DatabaseException.class, keys::flush);
        connections.mend();
        assertEquals(Optional.empty(), lastUse(keys, key));
        clock.advance(Duration.ofSeconds(30));
        keys.flush();
        assertEquals(Optional.of(TestClock.START), lastUse(keys, key));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aKeyThatOpensNothing_isNotUsed_andOneThatPagesNameIs(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        ApiKeys keys = keys(database);
        long ada = Owners.add(database, "ada");
        NewApiKey inactive =
                keys.create(ada, SETTINGS.toBuilder().active(false).build()).orElseThrow();
        NewApiKey published = keys.create(ada, SETTINGS).orElseThrow();
        assertEquals(Optional.empty(), keys.find(inactive.secret()));
        assertTrue(keys.findPublished(published.key().publishableKey()).isPresent());
        keys.flush();
        assertEquals(Optional.empty(), lastUse(keys, inactive));
        assertEquals(Optional.of(TestClock.START), lastUse(keys, published));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void theLastUse_outlivesAChange(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        ApiKeys keys = keys(database);
        long ada = Owners.add(database, "ada");
        NewApiKey key = keys.create(ada, SETTINGS).orElseThrow();
        use(keys, key);
        Optional<ApiKey> changed = keys.change(
                ada, key.key().id(), old -> old.toBuilder().name("store").build());
        assertEquals(Optional.of(TestClock.START), changed.orElseThrow().lastUsedAt());
        assertEquals(Optional.of(TestClock.START), lastUse(keys, key));
    }

    private static void use(ApiKeys keys, NewApiKey key) {
        assertTrue(keys.find(key.secret()).isPresent());
        keys.flush();
    }

    private static Optional<Instant> lastUse(ApiKeys keys, NewApiKey key) {
        return keys.get(key.key().accountId(), key.key().id()).orElseThrow().lastUsedAt();
    }

    private ApiKeys keys(Database database) {
        return ApiKeys.on(database, clock, clock.ticker(), "aic");
    }
}
