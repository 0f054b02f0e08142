package dev.postern.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The versions of Postern's tables. Version n is made of version n − 1 by the statements in the resource {@code V<n>.sql}, each of which does nothing if it was done
 * before: a node that died half way is followed by one that finishes.
 */
final class Schema {
    static final int LATEST = 4;

    private static final System.Logger LOG = System.getLogger(Schema.class.getName());
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final long PAUSE_MILLIS = 50;

    private final Database database;
    private final InstantSource clock;

    Schema(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    void bringUpToDate() {
        int version = version().orElse(0);
        if (version < LATEST) {
            prepare();
            migrateAlone();
        } else {
            requireKnown(version);
        }
    }

    /** Empty where there are no tables of ours. */
    private Optional<Integer> version() {
        try {
            return database.inTransaction(
                    tx -> tx.first("SELECT COALESCE(MAX(version), 0) FROM postern_schema", row -> row.getInt(1)));
        } catch (DatabaseException e) {
            // As a rule the table is missing. If it is anything else, making it will fail for the same reason, and be
            // told.
            return Optional.empty();
        }
    }

    private static void requireKnown(int version) {
        if (version > LATEST) {
            throw new SchemaException("Postern's tables in this database are of version " + version
                    + ", made by a newer Postern; this one knows versions up to " + LATEST
                    + ": upgrade it, or give it a database of its own");
        }
    }

    /** The two tables that migrating needs. Two nodes that create a table at once may both fail to on PostgreSQL, once. */
    private void prepare() {
        for (String statement : statements("V0.sql")) {
            try {
                run(statement);
            } catch (DatabaseException e) {
                run(statement);
            }
        }
    }

    private void migrateAlone() {
        Lease lease = new Lease(database, clock, "schema", LEASE);
        long giveUpAt = clock.millis() + PATIENCE.toMillis();
        while (!lease.tryAcquire()) {
            if (clock.millis() > giveUpAt) {
                throw new SchemaException("another node has been migrating Postern's tables for " + PATIENCE.toSeconds()
                        + " s: see whether it hangs, and start again");
            }
            pause();
        }
        try {
            int version = version().orElse(0);
            requireKnown(version);
            for (int next = version + 1; next <= LATEST; next++) {
                migrateTo(next, lease);
            }
        } finally {
            lease.release();
        }
    }

    private void migrateTo(int version, Lease lease) {
        for (String statement : statements("V" + version + ".sql")) {
            if (!lease.tryAcquire()) {
                throw new SchemaException("migrating Postern's tables took so long that another node has taken over");
            }
            run(statement);
        }
        database.inTransaction(tx ->
                tx.update("INSERT INTO postern_schema (version, applied_at) VALUES (?, ?)", version, clock.millis()));
        LOG.log(System.Logger.Level.INFO, "Postern''s tables are of version {0} now (event=schema-updated)", version);
    }

    private void run(String statement) {
        database.inTransaction(tx -> tx.update(database.dialect().translate(statement)));
    }

    private static List<String> statements(String resource) {
        try (InputStream file = Schema.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--.*", "");
            return Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaException("the start was interrupted while another node was migrating Postern's tables");
        }
    }
}
