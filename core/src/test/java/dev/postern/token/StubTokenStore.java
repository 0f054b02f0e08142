package dev.postern.token;

import dev.postern.limit.SharedUsage;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that fails as it is told to, and takes its time by the test's clock; else it is one in memory. */
final class StubTokenStore implements TokenStore {
    final AtomicInteger calls = new AtomicInteger();
    private final SharedUsage usage = uses -> List.of();
    private final TestClock clock;
    private final TokenStore memory;
    private volatile boolean failing;
    private volatile Duration takes = Duration.ZERO;
    private volatile boolean closed;
    private volatile Runnable during = () -> {};

    StubTokenStore(TestClock clock) {
        this.clock = clock;
        memory = CaffeineTokenStore.builder().ticker(clock.ticker()).build();
    }

    void failAfter(Duration takes) {
        failing = true;
        this.takes = takes;
    }

    void work() {
        failing = false;
        takes = Duration.ZERO;
    }

    /** What happens while the next call is on its way. */
    void duringTheNextCall(Runnable what) {
        during = what;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public boolean spend(Attempt attempt) {
        call();
        return memory.spend(attempt);
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        call();
        return memory.redeem(pass, idempotencyKey);
    }

    @Override
    public void check() {
        call();
    }

    /** One that knows of no use: whoever gets it can tell whose it is. */
    @Override
    public Optional<SharedUsage> sharedUsage() {
        return Optional.of(usage);
    }

    @Override
    public OptionalLong entries() {
        return memory.entries();
    }

    private void call() {
        calls.incrementAndGet();
        Runnable now = during;
        during = () -> {};
        now.run();
        clock.advance(takes);
        if (failing) {
            throw new StoreUnavailableException("it fails", Duration.ofSeconds(7));
        }
    }

    @Override
    public void close() {
        closed = true;
        memory.close();
    }
}
