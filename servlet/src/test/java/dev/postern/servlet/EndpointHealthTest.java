package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.token.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a node says how it is, to whom decides whether it gets requests. */
final class EndpointHealthTest {
    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";

    @ParameterizedTest
    @ValueSource(strings = {LIVE, READY})
    void unlessItIsSwitchedOn_thereIsNone(String path) {
        try (Postern postern = Postern.builder().secret(new byte[32]).build()) {
            Gate gate = Gate.builder(postern, Site.builder("shop").build()).build();
            assertFalse(new EndpointFilter(gate).paths().contains("/postern" + path));
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aStoreThatCantBeAsked_makesTheNodeUnready_butNotDead(EndpointContainer container) throws Exception {
        try (EndpointServer server = start(container);
                EndpointLog log = new EndpointLog()) {
            assertEquals("ready", get(server, READY).ok().get("status").textValue());
            server.store.failWith(new StoreUnavailableException("the store is away", Duration.ofSeconds(3)));
            EndpointReply unready = await(server, 503);
            unready.isProblem(503, "unavailable");
            assertEquals("3", unready.header("Retry-After"));
            assertEquals("live", get(server, LIVE).ok().get("status").textValue());
            assertTrue(log.everything().contains("the store is away"), log::everything);
            server.store.recover();
            assertEquals("ready", await(server, 200).ok().get("status").textValue());
        }
    }

    @Test
    void howeverOftenItIsAsked_theStoreIsAskedOnceASecond() throws Exception {
        try (EndpointServer server = start(EndpointContainer.JETTY)) {
            long start = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                get(server, READY).ok();
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertTrue(server.store.checks() <= seconds + 1, server.store.checks() + " in " + seconds + " s");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, READY})
    void otherMethods_areRefused(String path) throws Exception {
        try (EndpointServer server = start(EndpointContainer.JETTY)) {
            server.post(path, "{}").isProblem(405, "method-not-allowed");
        }
    }

    private static EndpointServer start(EndpointContainer container) throws Exception {
        return EndpointServer.on(container).gate(gate -> gate.health(true)).start();
    }

    private static EndpointReply get(EndpointServer server, String path) throws IOException, InterruptedException {
        return server.send(server.request(server.path(path)).build());
    }

    /** The reply with this status, as soon as what is remembered for a second allows it. */
    private static EndpointReply await(EndpointServer server, int status) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        EndpointReply reply = get(server, READY);
        while (reply.status() != status && System.nanoTime() < end) {
            Thread.sleep(50); // what is remembered goes by the system's clock
            reply = get(server, READY);
        }
        return reply;
    }
}
