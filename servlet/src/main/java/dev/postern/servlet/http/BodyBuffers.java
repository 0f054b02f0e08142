package dev.postern.servlet.http;

import dev.postern.limit.ClientAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads request bodies into memory: each up to a limit, all that are held at a time up to a budget, and those of one client up to a
 * share of it, so that few slow clients don't shut out the rest. Thread-safe.
 */
public final class BodyBuffers {
    /** The most fields of a form. */
    public static final int MOST_FIELDS = 1000;

    private static final int CHUNK = 8 << 10;
    /** The body, and the stream that it is read into while that grows. */
    private static final int HELD_WHILE_READ = 3;
    /** The fields, as bytes and as text. */
    private static final int HELD_PARSED = 3;
    /** The objects of a field, as measured. */
    private static final int HELD_BY_FIELD = 200;

    private static final int SHARES = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final int limit;
    private final long share;
    private final AtomicLong free;
    private final ConcurrentMap<ClientAddress, Long> heldByClient = new ConcurrentHashMap<>();

    /**
     * Buffers of bodies.
     *
     * @param limit the most bytes of one
     * @param budget the most bytes that all take at a time, with what is made of them
     */
    public BodyBuffers(int limit, long budget) {
        this.limit = limit;
        this.share = Math.max(leastBudget(limit), budget / SHARES);
        this.free = new AtomicLong(budget);
    }

    /** What one form of the largest size takes. */
    public static long leastBudget(int limit) {
        return (long) (HELD_WHILE_READ + HELD_PARSED) * limit + HELD_BY_FIELD * MOST_FIELDS;
    }

    /**
     * Reads a stream to its end. What was taken of the budget is given back by {@link Body#close}, or here if this fails.
     *
     * @throws ProblemException if the stream is longer than the limit, or the budget or the client's share is used up
     */
    public Body read(InputStream stream, ClientAddress client) throws IOException, ProblemException {
        Grant grant = new Grant(client);
        boolean done = false;
        try {
            byte[] body = readWith(grant, stream);
            grant.add((long) HELD_PARSED * body.length + HELD_BY_FIELD * mostFields(body));
            done = true;
            return new Body(body, grant);
        } finally {
            if (!done) {
                grant.giveBack();
            }
        }
    }

    private byte[] readWith(Grant grant, InputStream stream) throws IOException, ProblemException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int read;
        while ((read = stream.read(chunk)) >= 0) {
            if (bytes.size() + read > limit) {
                throw new ProblemException(Problem.tooLarge());
            }
            grant.add((long) HELD_WHILE_READ * read);
            bytes.write(chunk, 0, read);
        }
        return bytes.toByteArray();
    }

    private static long mostFields(byte[] body) {
        int fields = 1;
        for (int i = 0; i < body.length && fields < MOST_FIELDS; i++) {
            fields += body[i] == '&' ? 1 : 0;
        }
        return fields;
    }

    /** A body in memory. */
    public static final class Body implements AutoCloseable {
        private final byte[] bytes;
        private final Grant grant;

        private Body(byte[] bytes, Grant grant) {
            this.bytes = bytes;
            this.grant = grant;
        }

        /** What was read. */
        public byte[] bytes() {
            return bytes;
        }

        /** Gives back to the budget; once is enough, more do no harm. */
        @Override
        public void close() {
            grant.giveBack();
        }
    }

    /** What one body has taken of the budget, and of its client's share. */
    private final class Grant {
        private final ClientAddress client;
        private final AtomicLong taken = new AtomicLong();

        Grant(ClientAddress client) {
            this.client = client;
        }

        void add(long bytes) throws ProblemException {
            taken.addAndGet(bytes);
            long left = free.addAndGet(-bytes);
            long held = heldByClient.merge(client, bytes, Long::sum);
            if (left < 0 || held > share) {
                throw new ProblemException(Problem.busy(
                        "Too much is being read at this moment.", RETRY_AFTER)); // and whoever reads gives back
            }
        }

        void giveBack() {
            long bytes = taken.getAndSet(0);
            if (bytes != 0) {
                free.addAndGet(bytes);
                heldByClient.computeIfPresent(client, (key, held) -> held == bytes ? null : held - bytes);
            }
        }
    }
}
