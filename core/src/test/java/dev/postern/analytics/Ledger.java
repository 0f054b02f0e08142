package dev.postern.analytics;

import dev.postern.Verdict;
import dev.postern.Verdict.Outcome;
import dev.postern.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Accounts and keys to count for, and what the rows of a database say. */
final class Ledger {
    static final long ACCOUNT = 100;
    static final long KEY = 1;
    static final long OTHER_KEY = 2;
    static final long OTHER_ACCOUNT = 200;
    static final long FOREIGN_KEY = 3;

    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant FAR_OFF = Instant.parse("2100-01-01T00:00:00Z");

    private final Database database;

    /** An account with two keys, one of them revoked, and another account with a key. */
    Ledger(Database database) {
        this.database = database;
        addAccount(ACCOUNT);
        addAccount(OTHER_ACCOUNT);
        addKey(KEY, ACCOUNT, Optional.empty());
        addKey(OTHER_KEY, ACCOUNT, Optional.of(1L));
        addKey(FOREIGN_KEY, OTHER_ACCOUNT, Optional.empty());
    }

    private void addAccount(long id) {
        database.inTransaction(tx -> tx.update(
                "INSERT INTO postern_account (id, email, email_key, password_hash, token_generation, created_at)"
                        + " VALUES (?, ?, ?, '', 0, 0)",
                id,
                "m" + id + "@example.com",
                "m" + id + "@example.com"));
    }

    void addKey(long id, long account, Optional<Long> revokedAt) {
        database.inTransaction(tx -> tx.update(
                "INSERT INTO postern_api_key (id, account_id, secret_hash, last_four, publishable_key, name, scopes,"
                        + " difficulty, audience, min_score_tenths, hostnames, challenge_seconds, verification_seconds,"
                        + " rate_times, rate_seconds, active, created_at, revoked_at)"
                        + " VALUES (?, ?, ?, '', ?, '', '', '', '', 0, '', 320, 300, 600, 60, TRUE, 0, ?)",
                id,
                account,
                "secret" + id,
                "public" + id,
                revokedAt));
    }

    void removeKey(long id) {
        database.inTransaction(tx -> tx.update("DELETE FROM postern_api_key WHERE id = ?", id));
    }

    /** The starts of the rows of this width, in order. */
    List<Instant> starts(Width width) {
        return database.inTransaction(tx -> tx.all(
                "SELECT start_at FROM postern_count WHERE width = ? ORDER BY start_at",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                width.seconds()));
    }

    long rows() {
        return database.inTransaction(tx -> tx.first("SELECT COUNT(*) FROM postern_count", row -> row.getLong(1)))
                .orElseThrow();
    }

    /** What all rows of all keys that there are add up to, in one statement. */
    Figures all() {
        Sum sum = new Sum();
        database.inTransaction(tx -> {
            tx.each("SELECT " + Sum.COLUMNS + " FROM postern_count", row -> sum.add(row, 1));
            return true;
        });
        return sum.figures();
    }

    /** All that was ever counted for the account. */
    static Figures ever(Analytics analytics) {
        return analytics
                .overview(ACCOUNT, OptionalLong.empty(), LONG_AGO, FAR_OFF)
                .orElseThrow()
                .figures();
    }

    static Verdict allowed(double score, long millis) {
        return new Verdict(Outcome.ALLOWED, score, Duration.ofMillis(millis), Optional.of(new UUID(1, millis)));
    }

    static Verdict lowScore(double score, long millis) {
        return new Verdict(Outcome.LOW_SCORE, score, Duration.ofMillis(millis), Optional.empty());
    }

    static Verdict failed(Outcome outcome) {
        return new Verdict(outcome, 0, Duration.ofSeconds(77), Optional.empty());
    }
}
