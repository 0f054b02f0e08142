package dev.postern.desk;

import dev.postern.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the database holds of an account, and what becomes of it.
 *
 * @param hasFirstCredits whether it has got those that every account gets
 * @param day the one, in UTC, whose tasks are counted, and in whose month
 */
record AccountRow(boolean hasFirstCredits, DeskAccount account, LocalDate day) {
    private static final String COLUMNS = "has_first_credits, balance, running_tasks, plan_is_active, plan_ends_at,"
            + " counted_day, tasks_of_day, tasks_of_month";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM postern_desk_account WHERE account_id = ?";

    /** The row as it was committed last. */
    static Optional<AccountRow> find(Transaction tx, long accountId) throws SQLException {
        return tx.first(SELECT, AccountRow::read, accountId);
    }

    /** Locks the row, so that only one transaction at a time decides about the account. */
    static Optional<AccountRow> lock(Transaction tx, long accountId) throws SQLException {
        return tx.first(SELECT + " FOR UPDATE", AccountRow::read, accountId);
    }

    /** Makes the row of an account that has none. How many it has made: none where there is no such account. */
    static int insert(Transaction tx, long accountId) throws SQLException {
        return tx.update(
                "INSERT INTO postern_desk_account (account_id, " + COLUMNS + ")"
                        + " SELECT id, FALSE, 0, 0, TRUE, NULL, 0, 0, 0 FROM postern_account WHERE id = ?",
                accountId);
    }

    void save(Transaction tx, long accountId) throws SQLException {
        tx.update(
                "UPDATE postern_desk_account SET has_first_credits = ?, balance = ?, running_tasks = ?, plan_is_active = ?,"
                        + " plan_ends_at = ?, counted_day = ?, tasks_of_day = ?, tasks_of_month = ? WHERE account_id = ?",
                hasFirstCredits,
                account.balance(),
                account.running(),
                account.plan().active(),
                account.plan().endsAt().map(Instant::toEpochMilli),
                day.toEpochDay(),
                account.tasksToday(),
                account.tasksThisMonth(),
                accountId);
    }

    private static AccountRow read(ResultSet row) throws SQLException {
        long planEndsAt = row.getLong("plan_ends_at");
        Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(planEndsAt));
        DeskAccount account = new DeskAccount(
                row.getLong("balance"),
                row.getInt("running_tasks"),
                new Plan(row.getBoolean("plan_is_active"), end),
                row.getLong("tasks_of_day"),
                row.getLong("tasks_of_month"));
        return new AccountRow(
                row.getBoolean("has_first_credits"), account, LocalDate.ofEpochDay(row.getLong("counted_day")));
    }

    /** The row as it is at this time: what was counted before today, or before this month, counts no more. */
    AccountRow at(Instant now) {
        LocalDate date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate today = date.isBefore(day) ? day : date; // another node's clock is ahead
        boolean isSameMonth = YearMonth.from(today).equals(YearMonth.from(day));
        long tasksToday = today.equals(day) ? account.tasksToday() : 0;
        long tasksThisMonth = isSameMonth ? account.tasksThisMonth() : 0;
        return new AccountRow(
                hasFirstCredits,
                new DeskAccount(account.balance(), account.running(), account.plan(), tasksToday, tasksThisMonth),
                today);
    }

    AccountRow withFirstCredits(long credits) {
        return hasFirstCredits ? this : new AccountRow(true, granted(credits).account, day);
    }

    AccountRow granted(long credits) {
        return with(new DeskAccount(
                Math.addExact(account.balance(), credits),
                account.running(),
                account.plan(),
                account.tasksToday(),
                account.tasksThisMonth()));
    }

    AccountRow withPlan(Plan plan) {
        return with(new DeskAccount(
                account.balance(), account.running(), plan, account.tasksToday(), account.tasksThisMonth()));
    }

    /** With one more task, which holds its credit. */
    AccountRow begun() {
        return with(new DeskAccount(
                account.balance() - DeskTask.COST,
                account.running() + 1,
                account.plan(),
                account.tasksToday() + 1,
                account.tasksThisMonth() + 1));
    }

    /** With one task less, whose credit comes back unless it was read. */
    AccountRow ended(TaskState state) {
        long back = state == TaskState.READY ? 0 : DeskTask.COST;
        return with(new DeskAccount(
                account.balance() + back,
                account.running() - 1,
                account.plan(),
                account.tasksToday(),
                account.tasksThisMonth()));
    }

    private AccountRow with(DeskAccount next) {
        return new AccountRow(hasFirstCredits, next, day);
    }
}
