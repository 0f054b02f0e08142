package dev.postern.servlet.flood;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postern.servlet.store.StoreNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections to a node that nothing is said on, and such that are broken off. {@code -Dtest.idle=2000} opens fewer, where a process may not have as many. */
@Tag("external")
@Tag("slow")
final class BrokenClientsTest {
    private static final int IDLE = Integer.getInteger("test.idle", 10_000);
    private static final int RESETS = 2_000;
    private static final String REQUEST = String.join(
            "\r\n",
            "POST /postern/verify HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "X-Forwarded-For: 192.0.2.%d",
            "Content-Length: 63",
            "",
            "{\"token\":\"00000000-0000-0000-0000-000000000000\",\"answer\":12345}");

    static Stream<Arguments> containers() {
        return Stream.of(
                arguments(Named.of("Jetty", FloodedNode.class)), arguments(Named.of("Tomcat", TomcatNode.class)));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void thousandsOfConnections_thatNothingIsSaidOn_keepNobodyFromBeingServed(Class<?> container) throws Exception {
        try (StoreNode node = FloodedNode.start(container)) {
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < IDLE; i++) {
                    idle.add(new Socket(InetAddress.getLoopbackAddress(), node.port()));
                }
                assertTrue(passes(node));
                assertTrue(node.descriptors() > IDLE, "it has not all of them");
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
            assertTrue(passes(node));
        }
    }

    private static boolean passes(StoreNode node) throws IOException {
        try (KeptConnection visitor = new KeptConnection(node.port())) {
            return visitor.passes();
        }
    }

    @Test
    void connectionsThatAreReset_whereverTheyAre_leaveNeitherThreadsNorDescriptorsBehind() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        try (StoreNode node = FloodedNode.start();
                KeptConnection visitor = new KeptConnection(node.port())) {
            reset(node, random, RESETS / 10);
            assertTrue(visitor.passes());
            long threads = node.threads();
            long descriptors = node.descriptors();
            for (int i = 0; i < 10; i++) {
                reset(node, random, RESETS / 10);
                assertTrue(visitor.passes());
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (node.descriptors() > descriptors + 20) {
                assertTrue(System.nanoTime() < end, node.descriptors() + " descriptors, and before " + descriptors);
                Thread.sleep(50); // the clock is another process's
            }
            assertTrue(node.threads() <= threads + 4, node.threads() + " threads, and before " + threads);
        }
    }

    /** Resets connections: before something is said, after some of the request, and before the reply is read. */
    private static void reset(StoreNode node, SplittableRandom random, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            byte[] request = REQUEST.formatted(1 + i % 250).getBytes(StandardCharsets.US_ASCII);
            int sent = i % 4 == 0 ? request.length : random.nextInt(request.length);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(request, 0, sent);
            }
        }
    }
}
