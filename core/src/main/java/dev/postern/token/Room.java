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

    /** Takes room for one entry, if there is any. */
    boolean take(String site) {
        if (maximumPerSite >= maximum) {
            return take(taken, maximum);
        }
        AtomicLong ofSite = bySite(site); // first, so that a site at its share never stands in the way of others
        if (!take(ofSite, maximumPerSite)) {
            return false;
        }
        if (!take(taken, maximum)) {
            ofSite.decrementAndGet();
            return false;
        }
        return true;
    }

    void release(String site) {
        if (maximumPerSite < maximum) {
            bySite(site).decrementAndGet();
        }
        taken.decrementAndGet();
    }

    long taken() {
        return taken.get();
    }

    private AtomicLong bySite(String site) {
        AtomicLong count = takenBySite.get(site);
        return count != null ? count : takenBySite.computeIfAbsent(site, absent -> new AtomicLong());
    }

    private static boolean take(AtomicLong count, long maximum) {
        if (count.incrementAndGet() <= maximum) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    @Override
    public String toString() {
        return taken + " of " + maximum + " right answers, at most " + maximumPerSite + " for one site";
    }
}
