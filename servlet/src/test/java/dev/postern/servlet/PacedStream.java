package dev.postern.servlet;

import java.io.InputStream;

/** A body that comes in steps: so many bytes at a time, after each of which something happens, as that time passes. */
public final class PacedStream extends InputStream {
    private final int step;
    private final Runnable afterStep;
    private int left;

    public PacedStream(int size, int step, Runnable afterStep) {
        this.left = size;
        this.step = step;
        this.afterStep = afterStep;
    }

    /** How many bytes nobody has read yet. */
    public int left() {
        return left;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int start, int length) {
        afterStep.run();
        int read = Math.min(left, Math.min(step, length));
        left -= read;
        return read == 0 ? -1 : read;
    }
}
