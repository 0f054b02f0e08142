package dev.postern.token.jdbc;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.DuplicateKeyException;
import dev.postern.limit.SharedUsage;
import dev.postern.token.Attempt;
import dev.postern.token.Pass;
import dev.postern.token.StoreUnavailableException;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spent challenges and passes in a database that several nodes share: PostgreSQL, MariaDB from 10.6 on, or H2. What was spent stays so
 * when nodes, or all of them, start again. Thread-safe.
 *
 * <p><b>Atomic.</b> A challenge and the pass that it earned are one row, whose primary key is the challenge's: the node whose row is
 * inserted is the first, and redeeming changes that row if nobody has. Both are one statement, committed by itself, so nothing can be
 * left half done.
 *
 * <p><b>Round trips.</b> {@link #spend} and {@link #redeem} take one each on PostgreSQL and MariaDB, and in H2 one statement, where the
 * data source is a pool whose connections are in auto-commit mode. After a spend, one call in ten seconds also removes what has expired,
 * by one statement more, which it waits for, too; one in a tenth of a second while there is more of it than one statement takes.
 *
 * <p><b>Nothing in clear.</b> Of a key, the first 16 bytes of its {@linkplain TokenKey#digest digest} are kept, so neither token nor
 * site can be read from the table. Whoever has read it needs as many tries to find a pass as who guesses one unseen, 2<sup>122</sup>.
 * That two of a billion live keys are the same has a chance of 10<sup>−21</sup>; one of the two would be refused.
 *
 * <p><b>Time</b> is that of each node's clock, in whole milliseconds. A pass is good by the clock of the node that is asked. Rows are
 * removed a minute after they have expired, so that a clock which is fast by less forgets nothing that other nodes still need.
 *
 * <p><b>How many rows.</b> There is no bound: a row for each answer to a challenge of this gate's, right or wrong, for its lifetime and
 * that minute, some 200 to 700 bytes with its indexes. Limits per client address and the challenges' lifetimes bound them. Each node
 * removes up to 1,000 rows ten times a second, on threads that spend: it needs no thread, and who is not first, or redeems, pays nothing.
 * What expired last stays until somebody spends again, and does no harm. PostgreSQL and MariaDB leave rows that another node is removing
 * to that one; in H2 it is waited for, for a second at most.
 *
 * <p><b>When the database fails.</b> Both operations throw {@link StoreUnavailableException} where the database is away, refuses, or
 * does not answer: no server is waited for longer than 0.5 seconds; MariaDB gives a statement up after 0.4, and H2 after 1. What
 * the data source takes to give a connection comes on top: 250 milliseconds is a good limit for a pool, both for that and for asking an idle connection whether it is alive, so that no request waits for a second. If the database refused, or has given the
 * statement up, nothing was spent. If the connection was lost or no reply came, that is not known: the challenge may be spent, or the
 * pass redeemed, though the caller was told that the store is unavailable. So it fails closed. A redemption with an idempotency key can
 * be repeated, and then gets its reply. On PostgreSQL a statement that nobody waits for any more goes on waiting for its locks, as while
 * the table is being altered; {@code ALTER ROLE … SET statement_timeout = '1s'} ends it.
 */
public final class JdbcTokenStore implements TokenStore {
    private static final System.Logger LOG = System.getLogger(JdbcTokenStore.class.getName());

    private static final int KEY_BYTES = 16;
    private static final int MOST_BYTES = 65_535;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final long KEPT_LONGER_MILLIS = 60_000;
    private static final long TIDY_EVERY_MILLIS = 10_000;
    private static final long TIDY_ON_AFTER_MILLIS = 100;

    private final Database database;
    private final Statements statements;
    private final InstantSource clock;
    private final AtomicLong nextTidy;

    private JdbcTokenStore(Database database, InstantSource clock) {
        this.database = database;
        this.statements = Statements.of(database.dialect());
        this.clock = clock;
        this.nextTidy = new AtomicLong(clock.millis() + TIDY_EVERY_MILLIS);
    }

    /** The store in this database, by the system's clock. */
    public static JdbcTokenStore on(Database database) {
        return on(database, InstantSource.system());
    }

    /** As {@link #on(Database)}, by a clock of the caller's. */
    public static JdbcTokenStore on(Database database, InstantSource clock) {
        return new JdbcTokenStore(database, clock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreUnavailableException if the database is away, slow, or refuses; if the connection was lost or hung, the
     *     challenge may be spent all the same
     * @throws IllegalArgumentException if a pass is longer than 65,535 bytes
     */
    @Override
    public boolean spend(Attempt attempt) {
        long now = clock.millis();
        Optional<Pass> pass = attempt.pass();
        long challengeUntil = now + attempt.lifetime().toMillis();
        Optional<Long> passUntil = pass.map(earned -> now + earned.lifetime().toMillis());
        boolean first = isInserted(
                key(attempt.challenge()),
                Math.max(challengeUntil, passUntil.orElse(challengeUntil)),
                pass.map(earned -> key(earned.key())),
                passUntil,
                pass.map(JdbcTokenStore::content));
        if (first) {
            tidyIfDue(now);
        }
        return first;
    }

    private boolean isInserted(Object... row) {
        try {
            return database.inOneStatement(tx -> tx.update(statements.insert(), row)) == 1;
        } catch (DuplicateKeyException e) {
            return false; // in H2
        } catch (DatabaseException e) {
            throw unavailable(e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreUnavailableException if the database is away, slow, or refuses; if the connection was lost or hung, the
     *     pass may be redeemed all the same
     */
    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        byte[] with =
                bytes(idempotencyKey.orElseGet(UUID::randomUUID)); // a call without a key has one that no other has
        long now = clock.millis();
        try {
            return database.inOneStatement(
                    tx -> tx.first(statements.redeem(), row -> row.getBytes(1), with, key(pass), now, with));
        } catch (DatabaseException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailableException unavailable(DatabaseException e) {
        return new StoreUnavailableException("the token store's database fails: " + e.getMessage(), RETRY_AFTER);
    }

    private void tidyIfDue(long now) {
        long due = nextTidy.get();
        if (now < due || !nextTidy.compareAndSet(due, now + TIDY_EVERY_MILLIS)) {
            return;
        }
        try {
            if (tidy(now) == Statements.ROWS_AT_A_TIME) {
                nextTidy.set(now + TIDY_ON_AFTER_MILLIS);
            }
        } catch (DatabaseException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "expired challenges and passes stay for now: {0} (event=store-not-tidied)",
                    e.getMessage());
        }
    }

    private int tidy(long now) {
        return database.inOneStatement(tx -> tx.update(statements.tidy(), now - KEPT_LONGER_MILLIS));
    }

    @Override
    public Optional<SharedUsage> sharedUsage() {
        return Optional.of(new JdbcSharedUsage(database));
    }

    @Override
    public void check() {
        try {
            database.inOneStatement(tx -> tx.first("SELECT 1", row -> row.getInt(1)));
        } catch (DatabaseException e) {
            throw unavailable(e);
        }
    }

    /** Does nothing: whoever made the data source closes it. */
    @Override
    public void close() {}

    private static byte[] key(TokenKey key) {
        return Arrays.copyOf(key.digest(), KEY_BYTES);
    }

    private static byte[] content(Pass pass) {
        if (pass.content().length > MOST_BYTES) { // which MariaDB might cut
            throw new IllegalArgumentException(
                    "a pass of " + pass.content().length + " bytes is longer than " + MOST_BYTES);
        }
        return pass.content();
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
