package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send half of a body and nothing more, on more connections than a container has threads. */
@Tag("slow")
final class SlowBodiesTest {
    private static final int MORE_THAN_THREADS = 300;
    private static final int WAITED_FOR_ONE = 16;
    private static final int MOST_LOOKS = 3_000;

    @ParameterizedTest
    @CsvSource({
        "JETTY, 300, /postern/verify, application/json",
        "JETTY, 300, /signup, application/x-www-form-urlencoded",
        "TOMCAT, 150, /postern/verify, application/json",
        "TOMCAT, 150, /signup, application/x-www-form-urlencoded"
    })
    void oneClientsHalfSentBodies_areWaitedForOnAQuarterOfTheThreads_andTheRestIsRefusedAtOnce(
            EndpointContainer container, int connections, String path, String type) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start()) {
            List<EndpointSocket> open = new ArrayList<>();
            try {
                for (int i = 0; i < connections; i++) {
                    open.add(halfSent(server, path, type, "Accept: application/json"));
                }
                int refused = 0;
                for (int looks = 0; looks < MOST_LOOKS && refused < connections - WAITED_FOR_ONE; looks++) {
                    refused = 0;
                    for (EndpointSocket socket : open) {
                        refused += socket.hasReply() ? 1 : 0;
                    }
                    Thread.sleep(10); // the sockets are the clock
                }
                assertEquals(connections - WAITED_FOR_ONE, refused);
                server.issue();
            } finally {
                closeAll(open);
            }
        }
    }

    /** Tomcat keeps a thread of its own for each body that is not read to its end, until its connectionTimeout. */
    @Test
    void howManyEverClientsSendHalfABody_othersAreAnswered() throws Exception {
        try (EndpointServer server = EndpointServer.on(EndpointContainer.JETTY)
                .gate(gate -> gate.trustedHops(1))
                .start()) {
            List<EndpointSocket> open = new ArrayList<>();
            try {
                for (int i = 0; i < MORE_THAN_THREADS; i++) {
                    String client = "X-Forwarded-For: 203.0.113." + i % 250;
                    open.add(halfSent(server, "/postern/verify", EndpointServer.JSON, client));
                }
                EndpointServer.Issued issued = server.issue();
                assertTrue(server.verify(issued.right()).ok().get("success").booleanValue());
                assertFalse(server.verify(issued.right()).ok().get("success").booleanValue());
            } finally {
                closeAll(open);
            }
        }
    }

    private static EndpointSocket halfSent(EndpointServer server, String path, String type, String header)
            throws Exception {
        EndpointSocket socket = new EndpointSocket(server);
        socket.send(EndpointSocket.head(path, "Content-Type: " + type, header) + "Content-Length: 100\r\n\r\n{\"a\":");
        return socket;
    }

    private static void closeAll(List<EndpointSocket> sockets) throws Exception {
        for (EndpointSocket socket : sockets) {
            socket.close();
        }
    }
}
