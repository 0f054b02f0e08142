package dev.postern.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts entries exactly, in all and by site, and gives no more room than there is. Thread-safe. */
final class Room {
    private final long maximum;
    private final long maximumPerSite;
    private final AtomicLong taken = new AtomicLong();
    private final ConcurrentMap<String, AtomicLong> takenBySite = new ConcurrentHashMap<>();

    Room(long maximum, long maximumPerSite) {
        this.maximum = maximum;
        this.maximumPerSite = maximumPerSite;
    }

    /** Takes room for all of these entries, or for none. */
    boolean take(String site, int entries) {
        AtomicLong ofSite = bySite(site); // first, so that a site at its share never stands in the way of others
        if (!take(ofSite, entries, maximumPerSite)) {
            return false;
        }
        if (!take(taken, entries, maximum)) {
            ofSite.addAndGet(-entries);
            return false;
        }
        return true;
    }

    void release(String site, int entries) {
        bySite(site).addAndGet(-entries);
        taken.addAndGet(-entries);
    }

    long taken() {
        return taken.get();
    }

    private AtomicLong bySite(String site) {
        AtomicLong count = takenBySite.get(site);
        return count != null ? count : takenBySite.computeIfAbsent(site, absent -> new AtomicLong());
    }

    private static boolean take(AtomicLong count, int entries, long maximum) {
        if (count.addAndGet(entries) <= maximum) {
            return true;
        }
        count.addAndGet(-entries);
        return false;
    }

    @Override
    public String toString() {
        return taken + " of " + maximum + " entries, at most " + maximumPerSite + " for one site";
    }
}
