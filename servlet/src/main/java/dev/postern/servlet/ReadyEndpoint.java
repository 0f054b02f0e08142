package dev.postern.servlet;

import dev.postern.servlet.http.Fault;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code GET /health/ready}: says whether answers can be verified here, for whoever sends clients to nodes that can. The token store is asked once a second at most, and by one request at a time: however often
 * this is asked, it costs the store nothing more, and a store that hangs holds no second thread. In between what was found last is told.
 */
final class ReadyEndpoint extends GateEndpoint {
    private static final long AGAIN_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile long nextCheck = System.nanoTime();
    private volatile Optional<Problem> found = Optional.of(
            Problem.unavailable("The token store is being asked for the first time.", Duration.ofSeconds(1)));

    ReadyEndpoint(Gate gate) {
        super(gate, "GET");
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        if (System.nanoTime() - nextCheck >= 0 && checking.compareAndSet(false, true)) {
            check();
        }
        if (found.isPresent()) {
            throw new ProblemException(found.get());
        }
        Json.write(response, 200, Map.of("status", "ready"));
    }

    private void check() {
        try {
            gate().postern().check();
            found = Optional.empty();
        } catch (RuntimeException e) {
            found = Optional.of(Fault.of(e));
        } finally {
            nextCheck = System.nanoTime() + AGAIN_AFTER_NANOS;
            checking.set(false);
        }
    }
}
