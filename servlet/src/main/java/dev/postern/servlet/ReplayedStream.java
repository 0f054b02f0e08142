package dev.postern.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;

/** A body in memory as a servlet's stream, blocking or with a listener. */
final class ReplayedStream extends ServletInputStream {
    private final HttpServletRequest request;
    private final byte[] body;
    private int next;
    private boolean listened;

    ReplayedStream(HttpServletRequest request, byte[] body) {
        this.request = request;
        this.body = body;
    }

    @Override
    public int read() {
        return next < body.length ? body[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        int read = Math.min(length, body.length - next);
        System.arraycopy(body, next, bytes, offset, read);
        next += read;
        return read == 0 ? -1 : read;
    }

    @Override
    public int available() {
        return body.length - next;
    }

    @Override
    public boolean isFinished() {
        return next == body.length;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    /** All data is here, so the listener is called once with data and once at the end, on a thread of the container. */
    @Override
    public void setReadListener(ReadListener listener) {
        Objects.requireNonNull(listener, "listener");
        if (listened || !request.isAsyncStarted()) {
            throw new IllegalStateException(
                    listened ? "there is a listener already" : "a listener needs an asynchronous request");
        }
        listened = true;
        request.getAsyncContext().start(() -> callBack(listener));
    }

    private void callBack(ReadListener listener) {
        try {
            if (!isFinished()) {
                listener.onDataAvailable();
            }
            if (isFinished()) {
                listener.onAllDataRead();
            }
        } catch (IOException | RuntimeException e) {
            listener.onError(e);
        }
    }
}
