package dev.postern.account;

import dev.postern.database.Database;
import dev.postern.database.DuplicateKeyException;
import dev.postern.database.Ids;
import dev.postern.database.PlainText;
import dev.postern.database.Transaction;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Accounts in a database. Thread-safe.
 *
 * <p>Passwords are hashed with Argon2id at what OWASP recommends, on a bounded pool; the cost stands with the hash, and is raised at the
 * next login where it is lower than it would be today. For one account, on each node, one client can try 10 passwords in 10 minutes, and all clients
 * together 100.
 *
 * <p>Every method throws {@link dev.postern.database.DatabaseException} if the database can't be reached, and those that take a password
 * {@link TryLaterException} if too many are being tried.
 */
public final class Accounts implements AutoCloseable {
    private static final Rate TRIES_OF_ONE_CLIENT = new Rate(10, Duration.ofMinutes(10));
    private static final Rate TRIES_OF_ALL_CLIENTS = new Rate(100, Duration.ofMinutes(10));
    private static final Duration LONGEST_SKEW = Duration.ofHours(1);

    /** Apart from those who try to log in, or strangers could keep an owner from it. */
    private static final String WHO_HAS_LOGGED_IN = "";

    /** Who tries where that is not known. */
    private static final String ANYONE = "anyone";

    private static final int LONGEST_NAME = 100;
    private static final String COLUMNS = "id, email, name, created_at, password_hash, token_generation";

    private final Database database;
    private final InstantSource clock;
    private final PasswordHasher hasher;
    private final Limiter<Try> triesOfOneClient = new Limiter<>(TRIES_OF_ONE_CLIENT);
    private final Limiter<String> triesOfAllClients = new Limiter<>(TRIES_OF_ALL_CLIENTS);

    private Accounts(Database database, InstantSource clock, Argon2 cost) {
        this.database = database;
        this.clock = clock;
        this.hasher = new PasswordHasher(cost);
    }

    /** The accounts in this database. */
    public static Accounts on(Database database) {
        return on(database, InstantSource.system());
    }

    /** As {@link #on(Database)}, by a clock of the caller's. */
    public static Accounts on(Database database, InstantSource clock) {
        return on(database, clock, Argon2.RECOMMENDED);
    }

    static Accounts on(Database database, InstantSource clock, Argon2 cost) {
        return new Accounts(database, clock, cost);
    }

    /**
     * Makes an account. When this returns, it is in the database.
     *
     * @param name what the person wants to be called
     * @return empty if there is one with this address, in whatever case
     * @throws IllegalArgumentException if the name is blank, has more than 100 characters, or has control characters
     */
    public Optional<Session> register(EmailAddress email, Password password, Optional<String> name) {
        name.ifPresent(Accounts::requireName);
        String hash = hasher.hash(password);
        Account account = new Account(Ids.next(), email.value(), name, Instant.ofEpochMilli(clock.millis()));
        try {
            database.inTransaction(tx -> tx.update(
                    "INSERT INTO postern_account (id, email, email_key, name, password_hash, token_generation, created_at)"
                            + " VALUES (?, ?, ?, ?, ?, 0, ?)",
                    account.id(),
                    account.email(),
                    email.key(),
                    name,
                    hash,
                    account.createdAt().toEpochMilli()));
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return Optional.of(new Session(account, 0));
    }

    /** The account with this address and password; that one of them is wrong can't be told from the other, nor by the time. */
    public Optional<Session> login(EmailAddress email, Password password) {
        return login(email, password, ANYONE);
    }

    /**
     * As {@link #login(EmailAddress, Password)}, where it is known who tries.
     *
     * @param client whom tries are counted for, such as a network address: so that a stranger's don't keep the owner out
     */
    public Optional<Session> login(EmailAddress email, Password password, String client) {
        requireFewTries(email.key(), client);
        requireNoWait(triesOfAllClients.tryOnce(email.key()).toWait());
        Optional<Stored> found = stored(email);
        if (found.isEmpty()) {
            hasher.matchNobody(password);
            return Optional.empty();
        }
        Stored stored = found.get();
        if (!hasher.matches(password, stored.hash)) {
            return Optional.empty();
        }
        if (hasher.isOutdated(stored.hash)) {
            String stronger = hasher.hash(password);
            database.inTransaction(tx -> tx.update(
                    "UPDATE postern_account SET password_hash = ? WHERE id = ? AND password_hash = ?",
                    stronger,
                    stored.session.account().id(),
                    stored.hash));
        }
        return Optional.of(stored.session);
    }

    /** Takes the time of a login that fails, for what can't be an address or a password. */
    public void loginOfNobody() {
        hasher.matchNobody(Password.of("correct horse battery staple"));
    }

    /**
     * The account that a token speaks for, unless the token has ended.
     *
     * @param generation as it was at login
     * @param token the token's own id
     */
    public Optional<Account> of(long id, int generation, UUID token) {
        return database.inTransaction(tx -> tx.first(
                "SELECT " + COLUMNS + " FROM postern_account WHERE id = ? AND token_generation = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM postern_ended_token t WHERE t.id = ?)",
                row -> Stored.read(row).session.account(),
                id,
                generation,
                token.toString()));
    }

    /** The account with this address, for administrators: it says whether there is one. */
    public Optional<Account> find(EmailAddress email) {
        return stored("email_key = ?", email.key()).map(stored -> stored.session.account());
    }

    /** Ends a token before it expires. */
    public void endToken(UUID token, Instant expiresAt) {
        try {
            database.inTransaction(tx -> tx.update(
                    "INSERT INTO postern_ended_token (id, expires_at) VALUES (?, ?)",
                    token.toString(),
                    expiresAt.toEpochMilli()));
        } catch (DuplicateKeyException e) {
            // it has ended already
        }
    }

    /** Forgets ended tokens that expired an hour ago: by the clock of another node they may have expired just now. */
    public void forgetEndedTokens() {
        long now = clock.instant().minus(LONGEST_SKEW).toEpochMilli();
        database.inTransaction(tx -> tx.update("DELETE FROM postern_ended_token WHERE expires_at < ?", now));
    }

    /** Changes the password, which ends all tokens. Whether the current one was right. */
    public boolean changePassword(long id, Password current, Password next) {
        Optional<Stored> found = stored("id = ?", id);
        if (found.isEmpty()) {
            return false;
        }
        requireFewTries(found.get().emailKey(), WHO_HAS_LOGGED_IN);
        if (!hasher.matches(current, found.get().hash)) {
            return false;
        }
        String hash = hasher.hash(next);
        return database.inTransaction(tx -> tx.update(
                        "UPDATE postern_account SET password_hash = ?, token_generation = token_generation + 1"
                                + " WHERE id = ? AND password_hash = ?",
                        hash,
                        id,
                        found.get().hash))
                == 1;
    }

    /** Sets the password of an account whose owner has lost it, which ends all tokens. Whether there is such an account. */
    public boolean resetPassword(EmailAddress email, Password password) {
        String hash = hasher.hash(password);
        return database.inTransaction(tx -> tx.update(
                        "UPDATE postern_account SET password_hash = ?, token_generation = token_generation + 1"
                                + " WHERE email_key = ?",
                        hash,
                        email.key()))
                == 1;
    }

    /** Deletes an account with its keys, all that was counted for them, and what it has at the desk. Whether it was there. */
    public boolean delete(long id) {
        return database.inTransaction(tx -> {
            lock(tx, id);
            tx.update(
                    "DELETE FROM postern_count WHERE key_id IN (SELECT id FROM postern_api_key WHERE account_id = ?)",
                    id);
            tx.update("DELETE FROM postern_api_key WHERE account_id = ?", id);
            return tx.update("DELETE FROM postern_account WHERE id = ?", id) == 1;
        });
    }

    /** Lets only one transaction at a time decide about an account and its keys. Whether there is such an account. */
    static boolean lock(Transaction tx, long id) throws SQLException {
        return tx.first("SELECT id FROM postern_account WHERE id = ? FOR UPDATE", row -> true, id)
                .isPresent();
    }

    /** Lets passwords that are being hashed be finished, and takes no more. */
    @Override
    public void close() {
        hasher.close();
    }

    private void requireFewTries(String emailKey, String client) {
        requireNoWait(triesOfOneClient.tryOnce(new Try(emailKey, client)).toWait());
    }

    private static void requireNoWait(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw new TryLaterException(TryLaterException.Reason.THROTTLED, wait.get());
        }
    }

    private record Try(String emailKey, String client) {}

    private static void requireName(String name) {
        if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME || !PlainText.is(name)) {
            throw new IllegalArgumentException(
                    "a name must have 1 to " + LONGEST_NAME + " characters, and no control characters");
        }
    }

    /** Reads a row in any case, that of another account where there is none with this address: to read one takes time. */
    private Optional<Stored> stored(EmailAddress email) {
        return stored(
                        "id = COALESCE((SELECT id FROM postern_account WHERE email_key = ?),"
                                + " (SELECT MIN(id) FROM postern_account))",
                        email.key())
                .filter(stored -> stored.emailKey().equals(email.key()));
    }

    private Optional<Stored> stored(String condition, Object value) {
        return database.inTransaction(
                tx -> tx.first("SELECT " + COLUMNS + " FROM postern_account WHERE " + condition, Stored::read, value));
    }

    private record Stored(Session session, String hash) {
        static Stored read(ResultSet row) throws SQLException {
            Account account = new Account(
                    row.getLong("id"),
                    row.getString("email"),
                    Optional.ofNullable(row.getString("name")),
                    Instant.ofEpochMilli(row.getLong("created_at")));
            return new Stored(new Session(account, row.getInt("token_generation")), row.getString("password_hash"));
        }

        String emailKey() {
            return session.account().email().toLowerCase(Locale.ROOT);
        }
    }
}
