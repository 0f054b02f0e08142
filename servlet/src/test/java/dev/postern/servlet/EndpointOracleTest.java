package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.EndpointServer.Issued;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A dead token is no oracle: the whole replies to a right and to a wrong answer are the same, but for the date. */
final class EndpointOracleTest {
    static Stream<Arguments> containersAndPaths() {
        return Stream.of(EndpointContainer.values())
                .flatMap(container ->
                        Stream.of("/api/v2/challenges/verify", "/verify").map(path -> Arguments.of(container, path)));
    }

    @ParameterizedTest
    @MethodSource("containersAndPaths")
    void expired_isToldAlikeForRightAndWrongAnswers(EndpointContainer container, String path) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start()) {
            Issued issued = server.issue();
            server.clock.advance(Duration.ofSeconds(320));

            EndpointReply right = server.call(path, issued.right());
            EndpointReply wrong = server.call(path, issued.wrong());

            assertEquals("[\"expired\"]", right.errorCodes());
            assertEquals(right.whole(), wrong.whole());
            assertEquals(0, server.store.attempts());
        }
    }

    @ParameterizedTest
    @MethodSource("containersAndPaths")
    void alreadyUsed_isToldAlikeForRightAndWrongAnswers_whateverTheFirstAnswerWas(
            EndpointContainer container, String path) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start()) {
            Issued wasRight = server.issue();
            Issued wasWrong = server.issue();
            assertEquals(
                    "true", server.verify(wasRight.right()).ok().get("success").toString());
            assertEquals(
                    "false", server.verify(wasWrong.wrong()).ok().get("success").toString());

            EndpointReply reply = server.call(path, wasRight.right());

            assertEquals("[\"already-used\"]", reply.errorCodes());
            for (String body : List.of(wasRight.wrong(), wasWrong.right(), wasWrong.wrong())) {
                assertEquals(reply.whole(), server.call(path, body).whole());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aGuardedRequest_tellsADeadTokenAlikeForRightAndWrongAnswers(EndpointContainer container) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start()) {
            Issued expired = server.issue("{\"action\":\"signup\"}");
            server.clock.advance(Duration.ofSeconds(320));
            Issued used = server.issue("{\"action\":\"signup\"}");
            server.verify(used.rightFor("signup")).ok();

            for (Issued dead : List.of(expired, used)) {
                EndpointReply right = signup(server, dead, dead.answer());
                EndpointReply wrong = signup(server, dead, "-1");

                String code = dead.equals(expired) ? "expired" : "already-used";
                assertEquals(403, right.status());
                assertEquals(code, right.json().get("code").textValue());
                assertNotEquals(right.body(), wrong.body(), "each has a challenge of its own");
                assertEquals(withoutChallenge(right), withoutChallenge(wrong));
            }
        }
    }

    private static EndpointReply signup(EndpointServer server, Issued issued, String answer) throws Exception {
        return server.postTo("/signup", "{}", "X-Captcha-Challenge", issued.token(), "X-Captcha-Answer", answer);
    }

    private static String withoutChallenge(EndpointReply reply) {
        String body = reply.body().replaceAll("\"challenge\":\\{\"token.*?\"expiresIn\":320}", "\"challenge\":{}");
        assertTrue(body.contains("\"challenge\":{}"));
        return reply.status() + body;
    }
}
