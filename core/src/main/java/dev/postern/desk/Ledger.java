package dev.postern.desk;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks in the database, each of which holds a credit from its beginning to its end. A task begins, and ends, in one transaction with what becomes of its account;
 * it ends once, on whatever node.
 */
final class Ledger {
    private static final int MOST_AT_A_TIME = 500;
    private static final String COLUMNS = "id, state, is_list, texts, created_at, ended_at";

    private final Database database;
    private final DeskAccounts accounts;
    private final InstantSource clock;
    private final Duration kept;

    /**
     * Tasks of these accounts.
     *
     * @param kept how long the end of a task can be asked for
     */
    Ledger(Database database, DeskAccounts accounts, InstantSource clock, Duration kept) {
        this.database = database;
        this.accounts = accounts;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * Begins a task.
     *
     * @param givenUpAfter after what time its credit is given back even if nobody ends it: because its node has died
     */
    DeskTask begin(long accountId, boolean isList, Limits limits, Duration givenUpAfter) throws RefusedException {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Begin begin = accounts.change(accountId, (tx, row) -> {
                    Optional<RefusedException> refusal = limits.refusalOf(row.account(), now);
                    if (refusal.isPresent()) {
                        return new Begin(0, refusal.get());
                    }
                    row.begun().save(tx, accountId);
                    long id = Ids.next();
                    tx.update(
                            "INSERT INTO postern_desk_task (id, account_id, state, is_list, texts, created_at, until_at)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                            id,
                            accountId,
                            TaskState.PROCESSING.name(),
                            isList,
                            "",
                            now.toEpochMilli(),
                            now.plus(givenUpAfter).toEpochMilli());
                    return new Begin(id, null);
                })
                .orElseThrow(() -> RefusedException.forGood(RefusedException.Reason.NO_ACCOUNT));
        if (begin.refusal() != null) {
            throw begin.refusal();
        }
        return new DeskTask(begin.id(), TaskState.PROCESSING, isList, List.of(), now, Optional.empty());
    }

    /** Ends a task, and charges it or gives back its credit. The task as it is then; empty if it had ended before. */
    Optional<DeskTask> end(long accountId, DeskTask task, Outcome outcome) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        boolean isEnded = accounts.change(accountId, (tx, row) -> {
                    int ended = tx.update(
                            "UPDATE postern_desk_task SET state = ?, texts = ?, ended_at = ?, until_at = ?"
                                    + " WHERE id = ? AND account_id = ? AND state = ?",
                            outcome.state().name(),
                            String.join("\n", outcome.texts()),
                            now.toEpochMilli(),
                            now.plus(kept).toEpochMilli(),
                            task.id(),
                            accountId,
                            TaskState.PROCESSING.name());
                    if (ended == 1) {
                        row.ended(outcome.state()).save(tx, accountId);
                    }
                    return ended == 1;
                })
                .orElse(false);
        return isEnded ? Optional.of(task.ended(outcome, now)) : Optional.empty();
    }

    /** A task of this account, unless it is forgotten. */
    Optional<DeskTask> find(long accountId, long id) {
        return database.inTransaction(tx -> tx.first(
                "SELECT " + COLUMNS + " FROM postern_desk_task WHERE id = ? AND account_id = ?"
                        + " AND (state = ? OR until_at > ?)",
                Ledger::read,
                id,
                accountId,
                TaskState.PROCESSING.name(),
                clock.millis()));
    }

    /** Ends tasks that nobody has ended in their time. */
    void giveUp() {
        List<Overdue> overdue = database.inTransaction(tx -> tx.all(
                "SELECT account_id, " + COLUMNS + " FROM postern_desk_task WHERE state = ? AND until_at <= ?"
                        + " ORDER BY until_at LIMIT " + MOST_AT_A_TIME,
                row -> new Overdue(row.getLong("account_id"), read(row)),
                TaskState.PROCESSING.name(),
                clock.millis()));
        DatabaseException failure = null;
        for (Overdue each : overdue) {
            try {
                end(each.accountId(), each.task(), Outcome.UNAVAILABLE);
            } catch (DatabaseException e) {
                failure = e; // one account's row that is locked keeps back no other's credits
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Forgets tasks that ended some time ago. */
    void forget() {
        database.inTransaction(tx -> tx.update(
                "DELETE FROM postern_desk_task WHERE state <> ? AND until_at <= ?",
                TaskState.PROCESSING.name(),
                clock.millis()));
    }

    private static DeskTask read(ResultSet row) throws SQLException {
        TaskState state = TaskState.valueOf(row.getString("state"));
        List<String> texts =
                state == TaskState.READY ? List.of(row.getString("texts").split("\n", -1)) : List.of();
        Instant createdAt = Instant.ofEpochMilli(row.getLong("created_at"));
        long endedAt = row.getLong("ended_at");
        Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAt));
        return new DeskTask(row.getLong("id"), state, row.getBoolean("is_list"), texts, createdAt, end);
    }

    private record Begin(long id, @Nullable RefusedException refusal) {}

    private record Overdue(long accountId, DeskTask task) {}
}
