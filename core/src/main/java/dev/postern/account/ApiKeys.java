package dev.postern.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.challenge.digits.Digits;
import dev.postern.database.Database;
import dev.postern.database.Ids;
import dev.postern.database.Transaction;
import dev.postern.limit.LimitExchange;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * API keys in a database, where they stand as hashes alone. Thread-safe.
 *
 * <p>A key that is used is read from the database once in 4 seconds on each node: so long it takes at most until a node knows of a change that was made on another. On
 * the node where it was made it is known at once.
 *
 * <p>Every method throws {@link dev.postern.database.DatabaseException} if the database can't be reached.
 */
public final class ApiKeys {
    /** How many keys an account may have. */
    public static final int MOST_KEYS = 100;

    /** How many keys an account may make in 24 hours, revoked ones included: figures are kept of each. */
    public static final int MOST_KEYS_A_DAY = 200;

    private static final Duration REMEMBERED = Duration.ofSeconds(4);
    private static final Duration BETWEEN_USES = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final String COLUMNS =
            "id, account_id, last_four, publishable_key, name, scopes, difficulty, audience,"
                    + " min_score_tenths, hostnames, challenge_seconds, verification_seconds, rate_times, rate_seconds, active,"
                    + " created_at, last_used_at";

    private final Database database;
    private final InstantSource clock;
    private final KeyFormat format;
    private final Digits digits;
    private final SecureRandom random = new SecureRandom();
    private final LoadingCache<KeyHash, Optional<KeyInUse>> inUse;
    private final LoadingCache<String, Optional<KeyInUse>> published;

    /** Apart, because everyone knows a publishable key, and could use up what the site's server needs. */
    private final Limiter<KeyRate> fromServers;

    private final Limiter<KeyRate> fromPages;
    private final Map<Long, Long> lastUses = new ConcurrentHashMap<>();

    private ApiKeys(Database database, InstantSource clock, Ticker ticker, KeyFormat format, Digits digits) {
        this.database = database;
        this.clock = clock;
        this.format = format;
        this.digits = digits;
        Caffeine<Object, Object> cache = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .maximumSize(MOST_REMEMBERED)
                .executor(Runnable::run)
                .ticker(ticker);
        fromServers = new Limiter<>(KeyRate::rate, ticker);
        fromPages = new Limiter<>(KeyRate::rate, ticker);
        inUse = cache.build(this::load);
        published = cache.build(this::loadPublished);
    }

    /** The keys in this database. */
    public static ApiKeys on(Database database) {
        return on(database, KeyFormat.DEFAULT.brand(), Digits.family());
    }

    /**
     * The keys in this database, which start with another word, or whose sites ask in other phrases.
     *
     * @param brand {@code aic} for keys that look like {@code aic_sk_…}, the default
     * @param digits what the keys' sites ask; {@link Digits#family()} by default
     * @throws IllegalArgumentException if the word isn't 1 to 10 of a-z 0-9, with a letter first
     */
    public static ApiKeys on(Database database, String brand, Digits digits) {
        return new ApiKeys(database, InstantSource.system(), Ticker.systemTicker(), new KeyFormat(brand), digits);
    }

    static ApiKeys on(Database database, InstantSource clock, Ticker ticker, String brand) {
        return new ApiKeys(database, clock, ticker, new KeyFormat(brand), Digits.family());
    }

    /**
     * Makes a key. When this returns, it is in the database.
     *
     * @return empty if the account has {@link #MOST_KEYS} already, has made {@link #MOST_KEYS_A_DAY} in the last 24 hours, or is there no more
     */
    public Optional<NewApiKey> create(long accountId, ApiKeySettings settings) {
        String secret = format.newSecret(random);
        ApiKey key = new ApiKey(
                Ids.next(),
                accountId,
                format.secretPrefix(),
                secret.substring(secret.length() - 4),
                format.newPublishable(random),
                settings,
                Instant.ofEpochMilli(clock.millis()),
                Optional.empty());
        boolean created = database.inTransaction(tx -> {
            if (!Accounts.lock(tx, accountId)) {
                return false;
            }
            long count = tx.first(
                            "SELECT COUNT(*) FROM postern_api_key WHERE account_id = ? AND revoked_at IS NULL",
                            row -> row.getLong(1),
                            accountId)
                    .orElse(0L);
            long today = tx.first(
                            "SELECT COUNT(*) FROM postern_api_key WHERE account_id = ? AND created_at > ?",
                            row -> row.getLong(1),
                            accountId,
                            key.createdAt().minus(Duration.ofDays(1)).toEpochMilli())
                    .orElse(0L);
            return count < MOST_KEYS && today < MOST_KEYS_A_DAY && insert(tx, key, KeyHash.of(secret)) == 1;
        });
        return created ? Optional.of(new NewApiKey(key, secret)) : Optional.empty();
    }

    /** The keys of an account that are not revoked, the newest first. */
    public List<ApiKey> list(long accountId) {
        return database.inTransaction(tx -> tx.all(
                "SELECT " + COLUMNS
                        + " FROM postern_api_key WHERE account_id = ? AND revoked_at IS NULL ORDER BY created_at DESC, id",
                this::read,
                accountId));
    }

    /** A key of this account that is not revoked. */
    public Optional<ApiKey> get(long accountId, long id) {
        return database.inTransaction(tx -> get(tx, accountId, id, ""));
    }

    /**
     * Changes the settings of a key.
     *
     * @param change what becomes of the settings that it has; may be asked more than once
     * @return the key as it is now; empty if the account has no such key
     */
    public Optional<ApiKey> change(long accountId, long id, UnaryOperator<ApiKeySettings> change) {
        Optional<Changed> changed = database.inTransaction(tx -> {
            Optional<ApiKey> found = get(tx, accountId, id, " FOR UPDATE");
            if (found.isEmpty()) {
                return Optional.empty();
            }
            ApiKeySettings settings = change.apply(found.get().settings());
            update(tx, id, settings);
            return changed(tx, id);
        });
        changed.ifPresent(this::forget);
        return changed.map(Changed::key);
    }

    /** Revokes a key for good. Whether the account had it. */
    public boolean revoke(long accountId, long id) {
        Optional<Changed> revoked = database.inTransaction(tx -> {
            int rows = tx.update(
                    "UPDATE postern_api_key SET revoked_at = ?, active = ? WHERE id = ? AND account_id = ?"
                            + " AND revoked_at IS NULL",
                    clock.millis(),
                    false,
                    id,
                    accountId);
            return rows == 1 ? changed(tx, id) : Optional.empty();
        });
        revoked.ifPresent(this::forget);
        return revoked.isPresent();
    }

    /** Revokes all keys of an account for good. */
    public void revokeAll(long accountId) {
        list(accountId).forEach(key -> revoke(accountId, key.id()));
    }

    /** The key in force that this is; empty if it is none. What can't be one is told without a look-up. */
    public Optional<KeyInUse> find(String secret) {
        return isWellFormed(secret) ? find(KeyHash.of(secret)) : Optional.empty();
    }

    /** The key in force that has this hash; of one that is {@link #isWellFormed well-formed}, because each is looked up. */
    public Optional<KeyInUse> find(KeyHash secret) {
        return inUse.get(secret);
    }

    /** The key in force that has this hash, if this node remembers it: costs no look-up. */
    public Optional<KeyInUse> remembered(KeyHash secret) {
        Optional<KeyInUse> key = inUse.getIfPresent(secret);
        return key == null ? Optional.empty() : key;
    }

    /** The key in force that has this publishable key beside it, if this node remembers it: costs no look-up. */
    public Optional<KeyInUse> rememberedPublished(String publishableKey) {
        Optional<KeyInUse> key = published.getIfPresent(publishableKey);
        return key == null ? Optional.empty() : key;
    }

    /** Whether it has the form of a publishable key, and its check is right. */
    public boolean isPublishable(String publishableKey) {
        return format.isPublishable(publishableKey);
    }

    /** Whether it has the form of a secret key, and its check is right: what has not is no key, and what has may be none. */
    public boolean isWellFormed(String secret) {
        return format.isSecret(secret);
    }

    /** The key in force that has this publishable key beside it. */
    public Optional<KeyInUse> findPublished(String publishableKey) {
        return format.isPublishable(publishableKey) ? published.get(publishableKey) : Optional.empty();
    }

    /** Writes when keys were used last. Meant to be called every few seconds, and at the end. */
    public void flush() {
        List<Map.Entry<Long, Long>> uses = new ArrayList<>(lastUses.entrySet());
        if (uses.isEmpty()) {
            return;
        }
        database.inTransaction(tx -> tx.batch(
                "UPDATE postern_api_key SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)",
                uses.stream()
                        .map(use -> new Object[] {use.getValue(), use.getKey(), use.getValue()})
                        .toList()));
        uses.forEach(use -> lastUses.remove(use.getKey(), use.getValue()));
    }

    private Optional<Changed> changed(Transaction tx, long id) throws SQLException {
        return tx.first(
                "SELECT secret_hash, " + COLUMNS + " FROM postern_api_key WHERE id = ?",
                row -> new Changed(read(row), KeyHash.parse(row.getString("secret_hash"))),
                id);
    }

    /** Also that there was no such key in force. Waits for a read of it that is under way, and forgets what that has found. */
    private void forget(Changed changed) {
        inUse.asMap().remove(changed.digest());
        published.asMap().remove(changed.key().publishableKey());
    }

    private Optional<KeyInUse> load(KeyHash digest) {
        Optional<ApiKey> found = inForce("secret_hash", digest.toString());
        found.ifPresent(this::noteUse);
        return found.map(key -> inUse(key, fromServers));
    }

    private Optional<KeyInUse> loadPublished(String publishableKey) {
        Optional<ApiKey> found = inForce("publishable_key", publishableKey);
        found.ifPresent(this::noteUse);
        return found.map(key -> inUse(key, fromPages));
    }

    private Optional<ApiKey> inForce(String column, String value) {
        return database.inTransaction(tx -> tx.first(
                        "SELECT " + COLUMNS + " FROM postern_api_key WHERE " + column + " = ? AND revoked_at IS NULL",
                        this::read,
                        value))
                .filter(key -> key.settings().active());
    }

    /** Lets the keys' rates hold for all nodes together that exchange them so. */
    public void join(LimitExchange exchange) {
        exchange.join("key", fromServers, KeyRate::toString);
        exchange.join("key of pages", fromPages, KeyRate::toString);
    }

    private KeyInUse inUse(ApiKey key, Limiter<KeyRate> requests) {
        Rate rate = key.settings().rate();
        return new KeyInUse(
                key.id(),
                key.accountId(),
                key.publishableKey(),
                key.site(digits),
                key.settings().scopes(),
                rate,
                requests.of(new KeyRate(key.id(), rate)));
    }

    /** A key is read because it is used: that is often enough to know when it was used last. */
    private void noteUse(ApiKey key) {
        long now = clock.millis();
        if (key.lastUsedAt()
                .filter(last -> last.plus(BETWEEN_USES).toEpochMilli() > now)
                .isEmpty()) {
            lastUses.merge(key.id(), now, Math::max);
        }
    }

    private Optional<ApiKey> get(Transaction tx, long accountId, long id, String lock) throws SQLException {
        return tx.first(
                "SELECT " + COLUMNS + " FROM postern_api_key WHERE id = ? AND account_id = ? AND revoked_at IS NULL"
                        + lock,
                this::read,
                id,
                accountId);
    }

    private static int insert(Transaction tx, ApiKey key, KeyHash digest) throws SQLException {
        return tx.update(
                "INSERT INTO postern_api_key (id, account_id, secret_hash, last_four, publishable_key, created_at,"
                        + " name, scopes, difficulty, audience, min_score_tenths, hostnames, challenge_seconds,"
                        + " verification_seconds, rate_times, rate_seconds, active)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                concat(
                        Stream.of(
                                key.id(),
                                key.accountId(),
                                digest.toString(),
                                key.lastFour(),
                                key.publishableKey(),
                                key.createdAt().toEpochMilli()),
                        values(key.settings())));
    }

    private static void update(Transaction tx, long id, ApiKeySettings settings) throws SQLException {
        tx.update(
                "UPDATE postern_api_key SET name = ?, scopes = ?, difficulty = ?, audience = ?, min_score_tenths = ?,"
                        + " hostnames = ?, challenge_seconds = ?, verification_seconds = ?, rate_times = ?,"
                        + " rate_seconds = ?, active = ? WHERE id = ?",
                concat(values(settings), Stream.of(id)));
    }

    private static Stream<Object> values(ApiKeySettings settings) {
        return Stream.of(
                settings.name(),
                settings.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(",")),
                settings.difficulty().name(),
                settings.audience().name(),
                (int) Math.round(settings.minimumScore() * 10),
                settings.hostnames().stream().sorted().collect(Collectors.joining(",")),
                (int) settings.challengeLifetime().toSeconds(),
                (int) settings.verificationLifetime().toSeconds(),
                settings.rate().times(),
                (int) settings.rate().per().toSeconds(),
                settings.active());
    }

    private static Object[] concat(Stream<? extends Object> first, Stream<? extends Object> second) {
        return Stream.concat(first, second).toArray();
    }

    private ApiKey read(ResultSet row) throws SQLException {
        ApiKeySettings settings = ApiKeySettings.builder(row.getString("name"))
                .scopes(words(row.getString("scopes")).map(Scope::valueOf).collect(Collectors.toSet()))
                .difficulty(Difficulty.valueOf(row.getString("difficulty")))
                .audience(Audience.valueOf(row.getString("audience")))
                .minimumScore(row.getInt("min_score_tenths") / 10.0)
                .hostnames(words(row.getString("hostnames")).collect(Collectors.toSet()))
                .challengeLifetime(Duration.ofSeconds(row.getInt("challenge_seconds")))
                .verificationLifetime(Duration.ofSeconds(row.getInt("verification_seconds")))
                .rate(new Rate(row.getInt("rate_times"), Duration.ofSeconds(row.getInt("rate_seconds"))))
                .active(row.getBoolean("active"))
                .build();
        long lastUsed = row.getLong("last_used_at");
        boolean neverUsed = row.wasNull();
        return new ApiKey(
                row.getLong("id"),
                row.getLong("account_id"),
                format.secretPrefix(),
                row.getString("last_four"),
                row.getString("publishable_key"),
                settings,
                Instant.ofEpochMilli(row.getLong("created_at")),
                neverUsed ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastUsed)));
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(",")).filter(word -> !word.isEmpty());
    }

    /** How often a key may be used; of a rate that is changed, it begins anew. */
    private record KeyRate(long id, Rate rate) {
        @Override
        public String toString() {
            return id + " " + rate;
        }
    }

    /** A key as it has become, and what it is found by. */
    private record Changed(ApiKey key, KeyHash digest) {}
}
