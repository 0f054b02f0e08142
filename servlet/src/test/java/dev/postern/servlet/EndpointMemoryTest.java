package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request may cost is bounded, however large its body is: the bytes that are allocated for it, and those that are read of it. */
final class EndpointMemoryTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int ROUNDS = 5;

    static Stream<Arguments> bodies() {
        String nested = "{\"token\":" + "[".repeat(15_000);
        String digits = "{\"answer\":" + "9".repeat(1_000_000) + "}";
        String duplicates = "{" + "\"token\":1,".repeat(1_500) + "\"token\":1}";
        String names = "{" + names(1_400) + "\"z\":1}";
        return Stream.of(EndpointContainer.values())
                .flatMap(container -> Stream.of(
                        Arguments.of(
                                container,
                                "/postern/verify",
                                "well formed",
                                "{\"token\":\"x\",\"answer\":5}",
                                256 << 10),
                        Arguments.of(container, "/postern/verify", "10 MB", "x".repeat(10 * MEGABYTE), 512 << 10),
                        Arguments.of(container, "/postern/siteverify", "10 MB", "x".repeat(10 * MEGABYTE), 512 << 10),
                        Arguments.of(container, "/postern/verify", "15,000 levels", nested, 512 << 10),
                        Arguments.of(container, "/postern/verify", "a million digits", digits, 512 << 10),
                        Arguments.of(container, "/postern/verify", "duplicate keys", duplicates, 512 << 10),
                        Arguments.of(container, "/postern/verify", "1,400 names", names, 2 * MEGABYTE),
                        Arguments.of(
                                container,
                                "/signup",
                                "a form of 10 MB",
                                "name=" + "x".repeat(10 * MEGABYTE),
                                10 * MEGABYTE),
                        Arguments.of(
                                container, "/signup", "2 MiB of ampersands", "&".repeat(2 * MEGABYTE), 24 * MEGABYTE),
                        Arguments.of(
                                container,
                                "/signup",
                                "a form of 2 MiB",
                                "name=" + "%41".repeat(600_000),
                                24 * MEGABYTE)));
    }

    private static String names(int count) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            names.append("\"n").append(i).append("\":1,");
        }
        return names.toString();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsAllocatedForARequest_isBounded(
            EndpointContainer container, String path, String what, String body, int most) throws Exception {
        Meter meter = new Meter();
        try (EndpointServer server = EndpointServer.on(container)
                .before((classes, context) -> meter.mount(context))
                .start()) {
            boolean form = path.equals("/signup") || path.equals("/postern/siteverify");
            long[] allocated = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                EndpointSocket.post(
                        server,
                        path,
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type: " + (form ? EndpointServer.FORM : EndpointServer.JSON),
                        "Accept: text/html",
                        "Sec-Fetch-Site: same-origin");
                allocated[i] = meter.next();
            }
            long least = Arrays.stream(allocated).min().orElseThrow();
            System.out.printf("%s %s, %s: %,d bytes allocated%n", container, path, what, least);
            assertTrue(least <= most, () -> what + ": " + Arrays.toString(allocated));
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aBodyWithoutEnd_isReadForSixteenMebibytes_andRefused(EndpointContainer container) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointSocket socket = new EndpointSocket(server)) {
            socket.send(EndpointSocket.head("/postern/verify", "Content-Type: application/json")
                    + "Transfer-Encoding: chunked\r\n\r\n");
            byte[] chunk = ("10000\r\n" + " ".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            long sent = 0;
            while (sent < 256L * MEGABYTE && !socket.hasReply() && socket.send(chunk)) {
                sent += chunk.length;
            }

            System.out.printf("%s, a body without end: %,d bytes sent before the reply%n", container, sent);
            assertEquals(413, socket.reply().status());
            assertTrue(sent < 64L * MEGABYTE, "sent " + sent);
        }
    }

    /** A filter in front of Postern that measures what its thread allocates behind it. */
    private static final class Meter implements Filter {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final BlockingQueue<Long> allocated = new LinkedBlockingQueue<>();

        void mount(ServletContext context) {
            FilterRegistration.Dynamic registration = context.addFilter("meter", this);
            registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }

        /** The reply may be there before the request is over. */
        long next() throws InterruptedException {
            return Objects.requireNonNull(allocated.poll(30, TimeUnit.SECONDS), "no request was measured");
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                chain.doFilter(request, response);
            } finally {
                allocated.add(THREADS.getCurrentThreadAllocatedBytes() - before);
            }
        }
    }
}
