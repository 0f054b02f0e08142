package dev.postern.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each limit was used since that was taken last. Bounded: of more limits than it holds, those that come last are left out. Thread-safe. */
final class RecentUse<K> {
    private static final int MOST = 10_000;

    private final Runnable onUse;
    private volatile ConcurrentHashMap<K, Integer> times = new ConcurrentHashMap<>();

    RecentUse(Runnable onUse) {
        this.onUse = onUse;
    }

    void add(K each, int more) {
        ConcurrentHashMap<K, Integer> now = times;
        if (now.size() < MOST || now.containsKey(each)) {
            now.merge(each, more, Integer::sum);
        }
        onUse.run();
    }

    /** What is added at this moment may be left out. */
    Map<K, Integer> take() {
        Map<K, Integer> taken = times;
        times = new ConcurrentHashMap<>();
        return taken;
    }

    int of(K each) {
        return times.getOrDefault(each, 0);
    }
}
