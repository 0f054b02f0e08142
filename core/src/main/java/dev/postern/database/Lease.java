package dev.postern.database;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The right to do one thing that only one node should do at a time, held until it is given up or its time is over: a node that dies blocks
 * the others for that long alone. The nodes' clocks must agree to within a fraction of that time.
 */
public final class Lease {
    private final Database database;
    private final InstantSource clock;
    private final String name;
    private final Duration time;
    private final long holder = new SecureRandom().nextLong();

    /** A lease of this name, which is not held yet. */
    public Lease(Database database, InstantSource clock, String name, Duration time) {
        this.database = database;
        this.clock = clock;
        this.name = name;
        this.time = time;
    }

    /** Takes it if it is free, or takes it for longer if it is held already. Whether it is held now. */
    public boolean tryAcquire() {
        long now = clock.millis();
        long until = now + time.toMillis();
        int taken = database.inTransaction(tx -> tx.update(
                "UPDATE postern_lease SET holder = ?, until_ms = ? WHERE name = ? AND (until_ms <= ? OR holder = ?)",
                holder,
                until,
                name,
                now,
                holder));
        return taken == 1 || isNew(until) || isHeldUntil(until);
    }

    private boolean isNew(long until) {
        try {
            return database.inTransaction(tx -> tx.update(
                            "INSERT INTO postern_lease (name, holder, until_ms) VALUES (?, ?, ?)", name, holder, until))
                    == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** An update that changes no value may be told as one that found no row: drivers can be set to that. */
    private boolean isHeldUntil(long until) {
        return database.inTransaction(tx -> tx.first(
                        "SELECT 1 FROM postern_lease WHERE name = ? AND holder = ? AND until_ms = ?",
                        row -> true,
                        name,
                        holder,
                        until))
                .isPresent();
    }

    /** Gives it up. */
    public void release() {
        database.inTransaction(
                tx -> tx.update("UPDATE postern_lease SET until_ms = 0 WHERE name = ? AND holder = ?", name, holder));
    }
}
