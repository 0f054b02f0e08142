package dev.postern.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts entries exactly, in all and by site, and gives no more room than there is. Sites of API keys, of which there may be any number, have a part of
 * the room for all of them together, so that they leave the rest to the application's own. Thread-safe.
 */
final class Room {
    /** What the ids of keys' sites start with, as accounts have it. */
    static final String KEY_SITE = "key-";

    private final long maximum;
    private final long maximumPerSite;
    private final long maximumOfKeys;
    private final long maximumPerKey;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong takenByKeys = new AtomicLong();
    private final ConcurrentMap<String, AtomicLong> takenBySite = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> takenByKey = new ConcurrentHashMap<>();

    Room(long maximum, long maximumPerSite, long maximumOfKeys, long maximumPerKey) {
        this.maximum = maximum;
        this.maximumPerSite = maximumPerSite;
        this.maximumOfKeys = maximumOfKeys;
        this.maximumPerKey = maximumPerKey;
    }

    /** Takes room for one entry, if there is any. */
    boolean take(String site) {
        // Of the site first, so that one at its share never stands in the way of others.
        if (!takeOfSite(site)) {
            return false;
        }
        if (!take(taken, maximum)) {
            releaseOfSite(site);
            return false;
        }
        return true;
    }

    void release(String site) {
        releaseOfSite(site);
        taken.decrementAndGet();
    }

    long taken() {
        return taken.get();
    }

    private boolean takeOfSite(String site) {
        if (site.startsWith(KEY_SITE)) {
            return takeOfKey(site);
        }
        return maximumPerSite >= maximum || take(bySite(site), maximumPerSite);
    }

    private boolean takeOfKey(String site) {
        boolean[] took = {false};
        takenByKey.compute(site, (id, before) -> {
            long count = before == null ? 0 : before;
            took[0] = count < maximumPerKey;
            return took[0] ? Long.valueOf(count + 1) : before;
        });
        if (took[0] && !take(takenByKeys, maximumOfKeys)) {
            forget(site);
            return false;
        }
        return took[0];
    }

    private void releaseOfSite(String site) {
        if (site.startsWith(KEY_SITE)) {
            forget(site);
            takenByKeys.decrementAndGet();
        } else if (maximumPerSite < maximum) {
            bySite(site).decrementAndGet();
        }
    }

    /** Keys come and go: of one that has nothing here nothing stays. */
    private void forget(String site) {
        takenByKey.computeIfPresent(site, (id, count) -> count == 1 ? null : Long.valueOf(count - 1));
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
        return taken + " of " + maximum + " right answers, at most " + maximumPerSite + " for one site, "
                + maximumOfKeys + " for all API keys, and " + maximumPerKey + " for one of them";
    }
}
