package dev.postern.servlet.http;

import dev.postern.limit.ClientAddress;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps clients that are slow to send their bodies from taking all threads of the container: so many threads wait for some of a body at a time, and a quarter of them for
 * one client, and each client has to keep a pace. What a body has sent already, or sends within a tenth of a second, is read at all times. Thread-safe.
 */
public final class BodyWaits {
    private static final int SHARES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
    private static final int LOOKS = 50;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int LEAST_BYTES_PER_SECOND = 4 << 10;

    private final int most;
    private final Function<HttpServletRequest, ClientAddress> clients;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentMap<ClientAddress, Integer> waitingByClient = new ConcurrentHashMap<>();

    /**
     * Waits of so many threads at a time.
     *
     * @param nanoTime by which the pace is told
     */
    public BodyWaits(int most, Function<HttpServletRequest, ClientAddress> clients, LongSupplier nanoTime) {
        this.most = most;
        this.clients = clients;
        this.nanoTime = nanoTime;
    }

    /** This request, the reading of whose body ends with a {@link BodyException} where it would wait for too long, or with too many others. */
    public HttpServletRequest bounding(HttpServletRequest request) {
        return new BoundedRequest(request);
    }

    private boolean enter(ClientAddress client) {
        boolean mayWait = waiting.incrementAndGet() <= most;
        return waitingByClient.merge(client, 1, Integer::sum) <= Math.max(1, most / SHARES) && mayWait;
    }

    private void leave(ClientAddress client) {
        waiting.decrementAndGet();
        waitingByClient.computeIfPresent(client, (key, held) -> held == 1 ? null : held - 1);
    }

    private final class BoundedRequest extends HttpServletRequestWrapper {
        private @Nullable BoundedBody body;

        BoundedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new BoundedBody((HttpServletRequest) getRequest());
            }
            return body;
        }
    }

    private final class BoundedBody extends ServletInputStream {
        private final HttpServletRequest request;
        private final ServletInputStream body;
        private final long length;
        private final long start = nanoTime.getAsLong();
        private long read;

        BoundedBody(HttpServletRequest request) throws IOException {
            this.request = request;
            this.body = request.getInputStream();
            this.length = request.getContentLengthLong();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (most == 0 || read == length) {
                return most == 0 ? 0 : -1;
            }
            int count = body.available() > 0 ? body.read(into, from, most) : waitFor(into, from, most);
            read += Math.max(0, count);
            if (nanoTime.getAsLong() - start
                    > PATIENCE.plusSeconds(read / LEAST_BYTES_PER_SECOND).toNanos()) {
                throw new BodyException(Problem.tooSlow());
            }
            return count;
        }

        private int waitFor(byte[] into, int from, int most) throws IOException {
            ClientAddress client = clients.apply(request);
            try {
                if (!enter(client) && !comesSoon()) {
                    throw new BodyException(
                            Problem.busy("Too many bodies are coming slowly at this moment.", RETRY_AFTER));
                }
                return body.read(into, from, most);
            } finally {
                leave(client);
            }
        }

        /** Many clients send the head first, and the body right behind it. */
        private boolean comesSoon() throws IOException {
            for (int i = 0; i < LOOKS && body.available() == 0; i++) {
                try {
                    Thread.sleep(BETWEEN_LOOKS.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return body.available() > 0;
        }

        @Override
        public int available() throws IOException {
            return body.available();
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
