package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.challenge.digits.Digits;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.limit.Rate;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an owner does with keys, and what a key opens. */
class ApiKeysTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final ApiKeySettings SETTINGS =
            ApiKeySettings.builder("shop").build();

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aNewKey_isWhatItsOwnerSeesFromThenOn(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        NewApiKey created = keys.create(ada, SETTINGS).orElseThrow();
        ApiKey key = created.key();
        assertTrue(key.id() > 0 && key.id() < 1L << 53, "id " + key.id());
        assertEquals(ada, key.accountId());
        assertEquals("aic_sk_", key.prefix());
        assertTrue(created.secret().startsWith("aic_sk_"));
        assertTrue(created.secret().endsWith(key.lastFour()));
        assertEquals(4, key.lastFour().length());
        assertTrue(key.publishableKey().startsWith("aic_pk_"));
        assertEquals(SETTINGS, key.settings());
        assertEquals(TestClock.START, key.createdAt());
        assertEquals(Optional.empty(), key.lastUsedAt());
        assertEquals("key-" + key.id(), key.site(Digits.family()).id());

        for (ApiKeys node : List.of(keys, keys(database))) {
            assertEquals(Optional.of(key), node.get(ada, key.id()));
            assertEquals(List.of(key), node.list(ada));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void keys_areListedTheNewestFirst_untilTheyAreRevoked(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        List<ApiKey> newestFirst = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            clock.advanceMillis(1);
            newestFirst.add(0, create(keys, ada));
        }
        assertEquals(newestFirst, keys.list(ada));

        ApiKey revoked = newestFirst.remove(2);
        assertTrue(keys.revoke(ada, revoked.id()));
        assertEquals(newestFirst, keys.list(ada));
        assertEquals(Optional.empty(), keys.get(ada, revoked.id()));
        assertEquals(Optional.empty(), keys.change(ada, revoked.id(), settings -> SETTINGS));
        assertFalse(keys.revoke(ada, revoked.id()), "it is revoked already");
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anotherAccountsKey_isNeitherSeenNorChangedNorRevoked(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        long eve = Owners.add(database, "eve");
        ApiKeys keys = keys(database);
        NewApiKey adas = keys.create(ada, SETTINGS).orElseThrow();
        long id = adas.key().id();
        assertEquals(List.of(), keys.list(eve));
        assertEquals(Optional.empty(), keys.get(eve, id));
        assertEquals(Optional.empty(), keys.change(eve, id, settings -> {
            throw new AssertionError("eve is shown " + settings);
        }));
        assertFalse(keys.revoke(eve, id));
        assertEquals(List.of(adas.key()), keys.list(ada));
        assertTrue(keys.find(adas.secret()).isPresent());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void settings_comeBackFromTheDatabaseAsTheyWere(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        ApiKeySettings unusual = new ApiKeySettings(
                "Ключ „Žluťoučký“ \uD83D\uDD11's; -- \\ % ? 100 %",
                Set.of(Scope.DESK, Scope.GATE),
                Difficulty.EASY,
                Audience.AGENT,
                62.5,
                Set.of("shop.example", "[2001:db8::1]", "[::1]", "127.0.0.1", "a-b_c.example"),
                Duration.ofSeconds(599),
                Duration.ofSeconds(3_599),
                new Rate(7, Duration.ofSeconds(90)),
                false);
        ApiKeySettings longest = SETTINGS.toBuilder()
                .name("\uD83D\uDD11".repeat(100))
                .scopes(Set.of(Scope.DESK))
                .audience(Audience.HUMAN)
                .minimumScore(0.1)
                .hostnames(IntStream.range(0, 20)
                        .mapToObj(i -> "%0253d".formatted(i))
                        .collect(Collectors.toSet()))
                .rate(new Rate(1_000_000, Duration.ofDays(1)))
                .build();
        for (ApiKeySettings settings : List.of(unusual, longest, SETTINGS)) {
            ApiKey created = keys.create(ada, settings).orElseThrow().key();
            assertEquals(settings, created.settings());
            assertEquals(Optional.of(created), keys.get(ada, created.id()));
        }
        long id = create(keys, ada).id();
        for (ApiKeySettings settings : List.of(unusual, longest, SETTINGS)) {
            assertEquals(
                    settings,
                    keys.change(ada, id, old -> settings).orElseThrow().settings());
            assertEquals(settings, keys.get(ada, id).orElseThrow().settings());
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aChange_startsFromWhatIsThere_andTouchesTheSettingsOfOneKeyAlone(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        ApiKey key = create(keys, ada);
        clock.advanceMillis(1);
        ApiKey other = create(keys, ada);
        ApiKey renamed = keys.change(
                        ada, key.id(), old -> old.toBuilder().name("store").build())
                .orElseThrow();
        ApiKey slowed = keys.change(
                        ada, key.id(), old -> old.toBuilder().minimumScore(1).build())
                .orElseThrow();
        ApiKeySettings both = SETTINGS.toBuilder().name("store").minimumScore(1).build();
        assertEquals(SETTINGS.toBuilder().name("store").build(), renamed.settings());
        assertEquals(both, slowed.settings());
        assertEquals(List.of(other, withSettings(key, both)), keys.list(ada));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aChangeThatIsRefused_changesNothing(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        ApiKey key = create(keys, ada);
        assertThrows(
                IllegalArgumentException.class,
                () -> keys.change(ada, key.id(), old -> old.toBuilder().name("").build()));
        assertEquals(Optional.of(key), keys.get(ada, key.id()));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void changesOfOneKeyAtOnce_areMadeOneAfterTheOther(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        long id = create(keys, ada).id();
        try (Crowd crowd = new Crowd(4)) {
            for (int round = 0; round < 5; round++) {
                crowd.all(i -> keys.change(
                        ada,
                        id,
                        old -> old.toBuilder()
                                .minimumScore(old.minimumScore() + 1)
                                .build()));
            }
        }
        assertEquals(
                SETTINGS.minimumScore() + 20,
                keys.get(ada, id).orElseThrow().settings().minimumScore());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aKey_isFoundByItsSecret_andByItsPublishableKey(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        ApiKeySettings settings = SETTINGS.toBuilder()
                .scopes(Set.of(Scope.GATE, Scope.DESK))
                .minimumScore(62.5)
                .hostnames(Set.of("shop.example"))
                .rate(new Rate(7, Duration.ofSeconds(90)))
                .build();
        NewApiKey created = keys.create(ada, settings).orElseThrow();
        create(keys, ada);
        String published = created.key().publishableKey();
        for (KeyInUse found : List.of(
                keys.find(created.secret()).orElseThrow(),
                keys.findPublished(published).orElseThrow())) {
            assertEquals(created.key().id(), found.id());
            assertEquals(settings.scopes(), found.scopes());
            assertEquals(settings.rate(), found.rate());
            assertEquals("key-" + created.key().id(), found.site().id());
            assertEquals(62.5, found.site().minimumScore());
            assertEquals(Set.of("shop.example"), found.site().hostnames());
        }
        assertEquals(Optional.empty(), keys.find(published), "a publishable key opens nothing");
        assertEquals(Optional.empty(), keys.findPublished(created.secret()));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void theSecret_standsNowhereInTheDatabase_norInWhatIsLogged(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        NewApiKey created = keys.create(ada, SETTINGS).orElseThrow();
        assertTrue(keys.find(created.secret()).isPresent());
        keys.flush();
        String secret = created.secret();
        List<String> columns = columns(database);
        assertTrue(columns.contains(created.key().publishableKey()), "the dump is one of this row");
        for (int from = "aic_sk_".length(); from + 12 <= secret.length(); from++) {
            String part = secret.substring(from, from + 12);
            assertFalse(created.toString().contains(part));
            for (String column : columns) {
                assertFalse(column.contains(part), column);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anAccount_hasAHundredKeys_evenIfManyAreMadeAtOnce(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys keys = keys(database);
        for (int n = 0; n < 95; n++) {
            create(keys, ada);
        }
        try (Crowd crowd = new Crowd(8)) {
            List<Boolean> created = crowd.all(i -> keys.create(ada, SETTINGS).isPresent());
            assertEquals(5, created.stream().filter(done -> done).count());
        }
        List<ApiKey> all = keys.list(ada);
        assertEquals(ApiKeys.MOST_KEYS, all.size());
        assertEquals(Optional.empty(), keys.create(ada, SETTINGS));
        assertTrue(keys.create(Owners.add(database, "bob"), SETTINGS).isPresent(), "bob has none yet");

        assertTrue(keys.revoke(ada, all.get(0).id()));
        assertTrue(keys.create(ada, SETTINGS).isPresent(), "a revoked one doesn't count");
        assertEquals(Optional.empty(), keys.create(ada, SETTINGS));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void keysOfAnotherBrand_startWithIt_andThoseOfTheFormerOneAreNone(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys shop = ApiKeys.on(database, clock, clock.ticker(), "shop");
        NewApiKey created = shop.create(ada, SETTINGS).orElseThrow();
        assertTrue(created.secret().startsWith("shop_sk_"));
        assertTrue(created.key().publishableKey().startsWith("shop_pk_"));
        assertEquals("shop_sk_", created.key().prefix());
        assertTrue(shop.isWellFormed(created.secret()));
        assertEquals(
                created.key().id(), shop.find(created.secret()).orElseThrow().id());
        assertEquals(
                created.key().id(),
                shop.findPublished(created.key().publishableKey()).orElseThrow().id());
        assertEquals(Optional.empty(), keys(database).find(created.secret()));
        assertEquals(
                Optional.empty(), keys(database).findPublished(created.key().publishableKey()));
        assertThrows(IllegalArgumentException.class, () -> ApiKeys.on(database, "Shop", Digits.family()));
    }

    private static ApiKey create(ApiKeys keys, long account) {
        return keys.create(account, SETTINGS).orElseThrow().key();
    }

    private static ApiKey withSettings(ApiKey key, ApiKeySettings settings) {
        return new ApiKey(
                key.id(),
                key.accountId(),
                key.prefix(),
                key.lastFour(),
                key.publishableKey(),
                settings,
                key.createdAt(),
                key.lastUsedAt());
    }

    /** All that stands in the first row, as text. */
    private static List<String> columns(Database database) {
        return database.inTransaction(tx -> tx.first("SELECT * FROM postern_api_key", row -> {
                    List<String> columns = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(row.getString(i)));
                    }
                    return columns;
                }))
                .orElseThrow();
    }

    private ApiKeys keys(Database database) {
        return ApiKeys.on(database, clock, clock.ticker(), "aic");
    }

    private Database open(TestDatabase dataSource) {
        return Database.open(dataSource::getConnection, clock);
    }
}
