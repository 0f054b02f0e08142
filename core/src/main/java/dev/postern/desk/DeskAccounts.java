package dev.postern.desk;

import dev.postern.database.Database;
import dev.postern.database.DuplicateKeyException;
import dev.postern.database.Transaction;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What accounts have at the desk: for whoever grants credits, and gives plans. Thread-safe.
 *
 * <p>Every method throws {@link dev.postern.database.DatabaseException} if the database can't be reached.
 */
public final class DeskAccounts {
    /** The most credits that can be granted or taken at a time. */
    public static final long MOST_CREDITS = 1_000_000_000_000L;

    private final Database database;
    private final InstantSource clock;
    private final OptionalLong firstCredits;

    DeskAccounts(Database database, InstantSource clock, OptionalLong firstCredits) {
        this.database = database;
        this.clock = clock;
        this.firstCredits = firstCredits;
    }

    /** Those in this database, for whom there need be no desk in this process: an account that never came to one gets its first credits there. */
    public static DeskAccounts on(Database database) {
        return new DeskAccounts(database, InstantSource.system(), OptionalLong.empty());
    }

    /** What an account has; empty if there is no such account. */
    public Optional<DeskAccount> get(long accountId) {
        Optional<AccountRow> row = row(accountId);
        return row.isPresent()
                ? row.map(this::withFirstCredits).map(AccountRow::account)
                : change(accountId, (tx, made) -> made.account());
    }

    /** What the database holds of an account, which is not locked; empty if it never came to a desk. */
    Optional<AccountRow> row(long accountId) {
        return database.inTransaction(tx -> AccountRow.find(tx, accountId)).map(row -> row.at(clock.instant()));
    }

    /**
     * Grants credits.
     *
     * @param credits 1 to {@link #MOST_CREDITS}; or as many less than 0, to take credits away, of which those stay that the account does not have
     * @return what it has now; empty if there is no such account
     * @throws IllegalArgumentException if that is no number of credits
     */
    public Optional<DeskAccount> grant(long accountId, long credits) {
        if (credits == 0 || credits > MOST_CREDITS || credits < -MOST_CREDITS) {
            throw new IllegalArgumentException("it must be 1 to " + MOST_CREDITS + " credits, or as many less than 0");
        }
        return change(accountId, (tx, row) -> {
            long most = Math.max(credits, -row.account().balance());
            return save(tx, accountId, row.granted(most));
        });
    }

    /** Gives an account another plan. What it has now; empty if there is no such account. */
    public Optional<DeskAccount> setPlan(long accountId, Plan plan) {
        return change(accountId, (tx, row) -> save(tx, accountId, row.withPlan(plan)));
    }

    private static DeskAccount save(Transaction tx, long accountId, AccountRow row) throws SQLException {
        row.save(tx, accountId);
        return row.account();
    }

    /** Does some work in a transaction that locks the account. Empty if there is no such account. */
    <T> Optional<T> change(long accountId, Work<T> work) {
        Optional<T> done = changeRow(accountId, work);
        return done.isPresent() || !insert(accountId) ? done : changeRow(accountId, work);
    }

    private <T> Optional<T> changeRow(long accountId, Work<T> work) {
        return database.inTransaction(tx -> {
            Optional<AccountRow> found = AccountRow.lock(tx, accountId);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            AccountRow row = found.get().at(clock.instant());
            return Optional.of(work.on(tx, withFirstCredits(row)));
        });
    }

    private AccountRow withFirstCredits(AccountRow row) {
        return firstCredits.isPresent() ? row.withFirstCredits(firstCredits.getAsLong()) : row;
    }

    /** Whether the account has a row now. */
    private boolean insert(long accountId) {
        try {
            return database.inTransaction(tx -> AccountRow.insert(tx, accountId)) == 1;
        } catch (DuplicateKeyException e) {
            return true;
        }
    }

    /** What is done about an account. */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it.
         *
         * @param row as it is now; it is saved only by who saves it
         */
        T on(Transaction tx, AccountRow row) throws SQLException;
    }
}
