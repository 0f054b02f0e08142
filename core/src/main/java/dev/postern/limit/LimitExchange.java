package dev.postern.limit;

import dev.postern.limit.SharedUsage.Use;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Lets limiters of several nodes count together. Each goes on counting by itself; once a second a thread of this one's hands on what was used since, learns what is used on all nodes together, and takes
 * that from the node's own limits. No request waits for it. Thread-safe.
 *
 * <p><b>What is promised.</b> Who divides requests over nodes is allowed what the limit says, and beyond that, once, what each further node lets through before its next exchange and what is refilled in a second:
 * with n nodes never more than n times the limit at once, and in the long run no more than the limit. What was let through beyond it is paid back by waiting longer.
 *
 * <p><b>What is bounded.</b> An exchange is of the {@value SharedUsage#MOST_AT_ONCE} limits that are used up most; a second's uses of further ones are counted by their node alone, as are all while the store
 * is away, which is logged once. Nobody is refused because of that.
 *
 * <p><b>What is told.</b> The store sees a limit as a code under the secret (HMAC-SHA-256, cut to 128 bits), so that no client's address can be found in it, nor be tried out without the secret.
 */
public final class LimitExchange implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LimitExchange.class.getName());
    private static final String ALGORITHM = "HmacSHA256";
    private static final int CODE_BYTES = 16;
    static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SharedUsage store;
    private final SecretKeySpec key;
    private final List<Member<?>> members = new CopyOnWriteArrayList<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private @Nullable ScheduledExecutorService executor;
    private boolean closed;
    private volatile boolean isAway;

    /**
     * An exchange by this store, which is not closed with it. Its daemon thread begins with the first use of a limiter that has joined.
     *
     * @param secret the same on all nodes; 32 random bytes or more
     */
    public LimitExchange(SharedUsage store, byte[] secret) {
        this.store = store;
        this.key = new SecretKeySpec(
                mac(new SecretKeySpec(secret, ALGORITHM))
                        .doFinal("postern 1 limit".getBytes(StandardCharsets.US_ASCII)),
                ALGORITHM);
    }

    /**
     * Lets this limiter count together with those that have joined by the same name on other nodes. It is in one exchange at a time.
     *
     * @param text tells each one that is limited from all others, the same on all nodes
     */
    public <K> void join(String name, Limiter<K> limiter, Function<? super K, String> text) {
        members.add(new Member<>(name, limiter, text, limiter.share(this::begin)));
    }

    private void begin() {
        if (!begun.get() && begun.compareAndSet(false, true)) {
            schedule();
        }
    }

    private synchronized void schedule() {
        if (closed) {
            return;
        }
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(null, task, "postern-limits", 0, false); // the first request's thread begins it
            thread.setDaemon(true);
            thread.setContextClassLoader(LimitExchange.class.getClassLoader());
            return thread;
        });
        long millis = BETWEEN.toMillis();
        var unused = executor.scheduleWithFixedDelay(this::attempt, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A task that threw, even an error, would be the last one. */
    private void attempt() {
        try {
            exchange();
        } catch (RuntimeException | Error e) {
            if (!isAway) {
                isAway = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Limits are counted by this node alone until it can tell others of them: {0} (event=limits-alone)",
                        e.getClass().getName());
            }
        }
    }

    /** Hands on what was used since the last time, and takes what others have used. */
    void exchange() {
        List<Pending<?>> hottest = members.stream()
                .flatMap(Member::take)
                .sorted(Comparator.<Pending<?>>comparingDouble(Pending::share).reversed())
                .limit(SharedUsage.MOST_AT_ONCE)
                .toList();
        if (hottest.isEmpty()) {
            return;
        }
        Mac mac = mac(key);
        List<Duration> used =
                store.add(hottest.stream().map(pending -> pending.use(mac)).toList());
        for (int i = 0; i < hottest.size(); i++) {
            hottest.get(i).learn(used.get(i));
        }
        if (isAway) {
            isAway = false;
            LOG.log(
                    System.Logger.Level.INFO,
                    "Limits are counted together with other nodes again (event=limits-shared)");
        }
    }

    /** Ends the thread, after an exchange that is under way; waits for three seconds at most. What was used since is not handed on. */
    @Override
    public void close() {
        ScheduledExecutorService running;
        synchronized (this) {
            closed = true;
            running = executor;
        }
        if (running == null) {
            return;
        }
        running.shutdown();
        try {
            if (!running.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException e) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private record Member<K>(String name, Limiter<K> limiter, Function<? super K, String> text, RecentUse<K> recent) {
        Stream<Pending<?>> take() {
            return recent.take().entrySet().stream()
                    .map(use -> new Pending<>(this, use.getKey(), use.getValue(), limiter.used(use.getKey())));
        }
    }

    /** What was used of one limit since the last exchange, and which share of it is used up. */
    private record Pending<K>(Member<K> member, K each, int times, double share) {
        Use use(Mac mac) {
            mac.update(member.name().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] code = mac.doFinal(member.text().apply(each).getBytes(StandardCharsets.UTF_8));
            return new Use(
                    HexFormat.of().formatHex(code, 0, CODE_BYTES),
                    member.limiter().refill(each, times));
        }

        void learn(Duration used) {
            member.limiter().learn(each, used, member.recent().of(each));
        }
    }
}
