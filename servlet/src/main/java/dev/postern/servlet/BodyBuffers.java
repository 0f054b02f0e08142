package dev.postern.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Reads request bodies into memory: each up to a limit, and all that are held at a time up to a budget. Thread-safe. */
final class BodyBuffers {
    private static final int CHUNK = 8 << 10;
    /** The body, the stream that it is read into while that grows, and its fields as bytes and as text. */
    private static final int HELD_PER_BYTE = 6;

    private final int limit;
    private final AtomicLong free;

    BodyBuffers(int limit, long budget) {
        this.limit = limit;
        this.free = new AtomicLong(budget);
    }

    /**
     * Reads a stream to its end. What was taken of the budget is given back by {@link Body#close}, or here if this fails.
     *
     * @throws ProblemException if the stream is longer than the limit, or the budget is used up
     */
    Body read(InputStream stream) throws IOException, ProblemException {
        Grant grant = new Grant();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            int read;
            while ((read = stream.read(chunk)) >= 0) {
                if (bytes.size() + read > limit) {
                    throw new ProblemException(Problem.tooLarge());
                }
                grant.add(HELD_PER_BYTE * read);
                bytes.write(chunk, 0, read);
            }
            return new Body(bytes.toByteArray(), grant);
        } catch (IOException | ProblemException | RuntimeException e) {
            grant.giveBack();
            throw e;
        }
    }

    /** A body in memory. */
    static final class Body implements AutoCloseable {
        private final byte[] bytes;
        private final Grant grant;

        private Body(byte[] bytes, Grant grant) {
            this.bytes = bytes;
            this.grant = grant;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Gives back to the budget; once is enough, more do no harm. */
        @Override
        public void close() {
            grant.giveBack();
        }
    }

    /** What one body has taken of the budget. */
    private final class Grant {
        private final AtomicLong taken = new AtomicLong();

        void add(int bytes) throws ProblemException {
            if (free.addAndGet(-bytes) < 0) {
                free.addAndGet(bytes);
                throw new ProblemException(Problem.busy());
            }
            taken.addAndGet(bytes);
        }

        void giveBack() {
            free.addAndGet(taken.getAndSet(0));
        }
    }
}
