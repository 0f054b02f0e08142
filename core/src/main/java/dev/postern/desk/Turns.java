package dev.postern.desk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that wait, from which accounts take turns: a job waits for one of each other account at most, and for its own account's. No account has so many read at a time that none could be
 * read of another. Thread-safe.
 */
final class Turns {
    private final int mostOfOne;
    private final Map<Long, Deque<Job>> waiting = new LinkedHashMap<>();
    private final Map<Long, Integer> running = new HashMap<>();

    /** Of jobs that so many workers do. */
    Turns(int workers) {
        mostOfOne = Math.max(1, workers - 1);
    }

    synchronized void add(Job job) {
        waiting.computeIfAbsent(job.accountId(), account -> new ArrayDeque<>()).add(job);
    }

    /** Whether the job still waited, which it does no more. */
    synchronized boolean remove(Job job) {
        Deque<Job> ofAccount = waiting.get(job.accountId());
        boolean waited = ofAccount != null && ofAccount.remove(job);
        if (ofAccount != null && ofAccount.isEmpty()) {
            waiting.remove(job.accountId());
        }
        return waited;
    }

    /** The job whose turn it is, which runs from now on; null if there is none, or those that wait have to wait for others of their account. */
    synchronized @Nullable Job next() {
        Optional<Long> account = waiting.keySet().stream()
                .filter(waits -> running.getOrDefault(waits, 0) < mostOfOne)
                .findFirst();
        if (account.isEmpty()) {
            return null;
        }
        Deque<Job> ofAccount = Objects.requireNonNull(waiting.remove(account.get()));
        Job job = ofAccount.remove();
        if (!ofAccount.isEmpty()) {
            waiting.put(account.get(), ofAccount); // as the last one
        }
        running.merge(account.get(), 1, Integer::sum);
        return job;
    }

    /** The job runs no more. */
    synchronized void done(Job job) {
        running.computeIfPresent(job.accountId(), (account, count) -> count == 1 ? null : count - 1);
    }
}
