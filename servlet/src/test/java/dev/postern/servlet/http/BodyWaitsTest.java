package dev.postern.servlet.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.limit.ClientAddress;
import dev.postern.servlet.PacedStream;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many bodies are waited for at a time, and for how long. */
class BodyWaitsTest {
    private static final int MOST = 8;

    private final AtomicLong nanos = new AtomicLong();
    private final BodyWaits waits =
            new BodyWaits(MOST, request -> new ClientAddress(request.getRemoteAddr()), nanos::get);

    @Test
    void aClient_isWaitedForAQuarter_andAllForTheWhole_andAllIsFreeAfterwards() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (Waiting waiting = new Waiting()) {
                waiting.add("a");
                waiting.add("a");
                assertEquals("busy", refused(late("a")));
                for (String client : List.of("b", "b", "c", "c", "d", "d")) {
                    waiting.add(client);
                }
                assertEquals("busy", refused(late("e")));
            }
        }
        assertEquals(-1, late("e").getInputStream().read());
    }

    @Test
    void aBodyThatIsThere_isRead_howManyEverAreWaitedFor() throws Exception {
        try (Waiting waiting = new Waiting()) {
            for (String client : List.of("a", "a", "b", "b", "c", "c", "d", "d")) {
                waiting.add(client);
            }
            byte[] body = {1, 2, 3};
            HttpServletRequest request = request("a", body.length, new java.io.ByteArrayInputStream(body));
            assertArrayEquals(body, request.getInputStream().readAllBytes());
        }
    }

    @Test
    void aBodyThatTrickles_isGivenUp() {
        assertEquals("body-too-slow", refused(paced(100_000, 1, Duration.ofMillis(100))));
        assertEquals("body-too-slow", refused(paced(300, 1, Duration.ofMillis(100))));
    }

    @Test
    void aSlowLine_isGivenTheTimeThatItTakes() throws Exception {
        assertEquals(
                100_000,
                paced(100_000, 4 << 10, Duration.ofSeconds(1)).getInputStream().readAllBytes().length);
    }

    @Test
    void aBodyThatBreaksOff_givesItsPlaceBack() throws Exception {
        for (int i = 0; i < 3 * MOST; i++) {
            HttpServletRequest broken = request("a", -1, new PacedStream(100, 10, () -> {
                throw new IllegalStateException("as a test has it");
            }));
            assertThrows(
                    IllegalStateException.class, () -> broken.getInputStream().readAllBytes());
        }
    }

    private HttpServletRequest paced(int size, int step, Duration perStep) {
        return request("a", size, new PacedStream(size, step, () -> nanos.addAndGet(perStep.toNanos())));
    }

    private HttpServletRequest late(String client) {
        return request(client, -1, InputStream.nullInputStream());
    }

    private static String refused(HttpServletRequest request) {
        IOException reading =
                assertThrows(IOException.class, () -> request.getInputStream().readAllBytes());
        return ProblemException.of(reading).problem().code();
    }

    private HttpServletRequest request(String client, int length, InputStream body) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> client;
                    case "getContentLengthLong" -> (long) length;
                    case "getInputStream" -> new Body(body);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return waits.bounding(request);
    }

    /** Threads that wait for bodies, until they are told that nothing comes. */
    private final class Waiting implements AutoCloseable {
        private final CountDownLatch end = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final List<CompletableFuture<Void>> reads = new ArrayList<>();

        void add(String client) throws InterruptedException {
            CountDownLatch waits = new CountDownLatch(1);
            HttpServletRequest request = request(client, -1, new PacedStream(0, 1, () -> {
                waits.countDown();
                await(end);
            }));
            reads.add(CompletableFuture.runAsync(
                    () -> assertDoesNotThrow(() -> request.getInputStream().readAllBytes()), threads));
            waits.await();
        }

        @Override
        public void close() {
            end.countDown();
            reads.forEach(CompletableFuture::join);
            threads.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a container reads from. */
    private static final class Body extends ServletInputStream {
        private final InputStream bytes;

        Body(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return bytes.read(into, from, most);
        }

        @Override
        public int available() throws IOException {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
