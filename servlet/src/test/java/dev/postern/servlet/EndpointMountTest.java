package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.servlet.EndpointServer.Issued;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the endpoints are reached, and what stands before them. */
final class EndpointMountTest {
    static Stream<Arguments> mounts() {
        return Stream.of(EndpointContainer.values())
                .flatMap(container -> Stream.of(
                        Arguments.of(container, "", "/postern"),
                        Arguments.of(container, "", "/"),
                        Arguments.of(container, "", "/deep/down/gate-1.0"),
                        Arguments.of(container, "/shop", "/postern"),
                        Arguments.of(container, "/shop", "/"),
                        Arguments.of(container, "/shop", "/shop")));
    }

    @ParameterizedTest
    @MethodSource("mounts")
    void allEndpoints_answerBelowTheMountPoint_andTheFormIsGuarded(
            EndpointContainer container, String contextPath, String mount) throws Exception {
        try (EndpointServer server = EndpointServer.on(container)
                .contextPath(contextPath)
                .mount(mount)
                .start()) {
            server.issued(server.post("/challenge", "{}").ok());
            assertEquals("[\"missing-input\"]", server.post("/verify", "{}").errorCodes());
            assertEquals(
                    "[\"missing-input-secret\"]",
                    server.post("/siteverify", "{}").errorCodes());
            String pass = server.pass();
            assertEquals(
                    "true",
                    server.redeem("{\"token\":\"" + pass + "\"}")
                            .ok()
                            .get("success")
                            .toString());
            EndpointReply guarded = server.postTo(contextPath + "/signup", "{}");
            assertEquals("challenge-required", guarded.json().get("code").textValue());
            server.post("/api/v2/nothing", "{}").isElsewhere();
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void theDefaultMountPoint_isEmptyWhereAnotherIsSet(EndpointContainer container) throws Exception {
        try (EndpointServer server =
                EndpointServer.on(container).mount("/captcha").start()) {
            server.postTo("/postern/challenge", "{}").isElsewhere();
            server.postTo("/challenge", "{}").isElsewhere();
            server.postTo("/captcha/challenge", "{}").ok();
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void pathParametersAndEscapes_reachTheEndpoint_asTheContainerDecodesThem(EndpointContainer container)
            throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start()) {
            for (String path : List.of(
                    "/postern/challenge;jsessionid=1",
                    "/postern;x=1/challenge",
                    "/postern/challenge;a=b;c=d",
                    "/postern/%63hallenge",
                    "/%70ostern/challenge",
                    "/postern/challenge?query=1")) {
                assertEquals(200, server.postTo(path, "{}").status(), path);
            }
            for (String path : List.of(
                    "/postern/challenge/",
                    "/postern/challenge/more",
                    "/POSTERN/challenge",
                    "/postern/challenge.json",
                    "/postern",
                    "/postern/",
                    "/postern/%2563hallenge",
                    "/postern/challenge%00",
                    "/postern%2fchallenge",
                    "/postern/challenge%0a")) {
                EndpointSocket.post(server, path, new byte[0]).isElsewhere();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void anApplicationWhoseFirstFilterAnswersEverything_shadowsNeitherEndpointsNorGuard(EndpointContainer container)
            throws Exception {
        Filter wicket = (request, response, chain) -> {
            response.setContentType("text/plain");
            ((HttpServletResponse) response)
                    .getOutputStream()
                    .write("the application".getBytes(StandardCharsets.UTF_8));
        };
        try (EndpointServer server = EndpointServer.on(container).first(wicket).start()) {
            Issued issued = server.issued(
                    server.post("/challenge", "{\"action\":\"signup\"}").ok());
            String pass = server.post("/verify", issued.rightFor("signup"))
                    .ok()
                    .get("verificationToken")
                    .textValue();

            assertEquals(403, server.postTo("/signup", "{}").status());
            EndpointReply passed = server.postTo("/signup", "{}", "X-Captcha-Token", pass);
            assertEquals("the application", passed.body());
            assertEquals(
                    "the application", server.postTo("/postern/unknown", "{}").body());
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void anApplicationsServletOnOneOfThePaths_keepsNoneOfThemFromAnswering(EndpointContainer container)
            throws Exception {
        ServletContainerInitializer taken = (classes, context) ->
                context.addServlet("taken", new HttpServlet() {}).addMapping("/postern/verify");
        try (EndpointServer server = EndpointServer.on(container).before(taken).start()) {
            Issued issued = server.issued(server.post("/challenge", "{}").ok());
            server.post("/verify", issued.right()).ok();
            server.issue();
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void theEndpoints_areNotGuarded_whereEverythingIs(EndpointContainer container) throws Exception {
        try (EndpointServer server =
                EndpointServer.on(container).gate(gate -> gate.protect("* /*")).start()) {
            assertEquals(403, server.postTo("/signup", "{}").status());
            server.post("/challenge", "{}").ok();
            server.issue();
        }
    }
}
