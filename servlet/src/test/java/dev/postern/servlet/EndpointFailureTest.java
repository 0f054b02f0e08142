package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.EndpointServer.Issued;
import dev.postern.token.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When a store or a family fails, the client gets problem details, and neither a reply nor a log line holds an answer, a key, a token, a
 * stack trace, or the words of an exception, which may hold any of them.
 */
final class EndpointFailureTest {
    private static final String ANSWER_IN_A_MESSAGE = "the answer is 31337";

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aStoreThatCantBeReached_is503_withATimeToWait(EndpointContainer container) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            Scene scene = new Scene(server, log);
            server.store.failWith(new StoreUnavailableException("the store is away", Duration.ofMillis(4001)));

            for (EndpointReply reply : scene.callAllThatUseTheStore()) {
                reply.isProblem(503, "unavailable");
                assertEquals("5", reply.header("Retry-After"));
            }
            scene.toldNothing();
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aStoreThatThrowsAnythingElse_is500(EndpointContainer container) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            Scene scene = new Scene(server, log);
            server.store.failWith(new IllegalStateException(ANSWER_IN_A_MESSAGE));

            for (EndpointReply reply : scene.callAllThatUseTheStore()) {
                reply.isProblem(500, "internal-error");
            }
            EndpointReply siteverify = server.post(
                    "/siteverify", "{\"secret\":\"" + EndpointServer.KEY + "\",\"response\":\"" + scene.pass + "\"}");
            scene.replies.add(siteverify);
            assertEquals(500, siteverify.status());
            assertEquals("[\"internal-error\"]", siteverify.errorCodes());
            assertFalse(log.aboveDebug().isEmpty(), "the operator has to be told");
            scene.toldNothing();
        }
    }

    /** Whoever can make a store fail must not be able to fill a disk. */
    @Test
    void aFloodOfFailures_isNoFloodOfLines() throws Exception {
        try (EndpointServer server = EndpointServer.start();
                EndpointLog log = new EndpointLog()) {
            server.store.failWith(new StoreUnavailableException("the store is flooded", Duration.ofSeconds(1)));
            Issued issued = server.issue();
            long start = System.nanoTime();
            for (int i = 0; i < 150; i++) {
                server.verify(issued.right()).isProblem(503, "unavailable");
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            int lines = log.aboveDebug().size();
            assertTrue(lines >= 1 && lines <= 61 + seconds, lines + " lines in " + seconds + " s");
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aFamilyThatThrows_is500(EndpointContainer container) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            Scene scene = new Scene(server, log);
            server.family.failWith(new IllegalStateException(ANSWER_IN_A_MESSAGE));

            for (EndpointReply reply :
                    List.of(server.create("{}"), server.post("/challenge", "{}"), server.postTo("/signup", "{}"))) {
                scene.replies.add(reply);
                reply.isProblem(500, "internal-error");
            }
            EndpointReply form = server.postTo(
                    "/signup",
                    "name=Ada",
                    "Content-Type",
                    EndpointServer.FORM,
                    "Accept",
                    "text/html",
                    "Sec-Fetch-Site",
                    "same-origin");
            scene.replies.add(form);
            assertEquals(500, form.status());
            assertFalse(log.aboveDebug().isEmpty(), "the operator has to be told");
            scene.toldNothing();
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aWholeLifeOfChallengeAndPass_isToldInNoLogLine(EndpointContainer container) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            Scene scene = new Scene(server, log);
            server.redeem("{\"token\":\"" + scene.pass + "\"}").ok();
            server.verify(scene.issued.wrong()).ok();
            server.post("/verify", scene.issued.right()).ok();
            server.postTo("/signup", "{}", "X-Captcha-Token", scene.pass);

            assertEquals(List.of(), log.aboveDebug());
            scene.toldNothing();
        }
    }

    /** A challenge and a pass from before the failure, and all that was said after it. */
    private static final class Scene {
        private final EndpointServer server;
        private final EndpointLog log;
        private final Issued issued;
        private final String pass;
        private final List<EndpointReply> replies = new ArrayList<>();

        Scene(EndpointServer server, EndpointLog log) throws Exception {
            this.server = server;
            this.log = log;
            this.pass = server.pass();
            this.issued = server.issue("{\"action\":\"signup\"}");
        }

        List<EndpointReply> callAllThatUseTheStore() throws Exception {
            replies.add(server.verify(issued.rightFor("signup")));
            replies.add(server.redeem("{\"token\":\"" + pass + "\"}"));
            replies.add(server.post("/verify", issued.rightFor("signup")));
            replies.add(server.postTo("/signup", "{}", "X-Captcha-Token", pass));
            replies.add(server.postTo(
                    "/signup", "{}", "X-Captcha-Challenge", issued.token(), "X-Captcha-Answer", issued.answer()));
            return List.copyOf(replies);
        }

        void toldNothing() {
            for (String told : List.of(
                    log.everything(),
                    String.join("\n", replies.stream().map(EndpointReply::whole).toList()))) {
                for (String secret : List.of(
                        pass,
                        issued.token(),
                        EndpointServer.KEY,
                        ANSWER_IN_A_MESSAGE,
                        "\tat ",
                        "dev.postern.servlet.Endpoint.")) {
                    assertFalse(told.contains(secret), () -> secret + " stands in " + told);
                }
            }
        }
    }
}
