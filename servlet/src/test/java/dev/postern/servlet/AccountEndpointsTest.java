package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.limit.Rate;
import dev.postern.servlet.ServiceServer.Person;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registering, logging in, and what an account may do with itself (wire contract, section 2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountEndpointsTest {
    private static final String REGISTER = "/api/v1/auth/register";
    private static final String LOGIN = "/api/v1/auth/login";

    private ServiceServer server;
    private Person ada;

    @BeforeAll
    void start() throws Exception {
        server = ServiceServer.start();
        ada = server.register("Ada@Example.com");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void registering_givesAToken_andTheUserWithExactlyTheFieldsOfTheContract() throws Exception {
        EndpointReply reply = server.send(
                "POST",
                REGISTER,
                "{\"email\":\" grace@example.com \",\"password\":\"12345678\",\"name\":\" Grace \",\"x\":1}");

        assertEquals(201, reply.status(), reply.body());
        assertEquals("no-store", reply.header("Cache-Control"));
        JsonNode json = reply.json();
        assertEquals(Set.of("token", "expiresIn", "user"), EndpointReply.fieldsOf(json));
        assertEquals(3600, json.get("expiresIn").intValue());
        JsonNode user = json.get("user");
        assertEquals(Set.of("id", "email", "name", "createdAt"), EndpointReply.fieldsOf(user));
        assertEquals("grace@example.com", user.get("email").textValue());
        assertEquals("Grace", user.get("name").textValue());
        assertEquals("2026-04-13T11:28:44.267Z", user.get("createdAt").textValue());
        assertFalse(reply.body().contains("12345678"));
    }

    @Test
    void aTokenIsGood_whereItWasMadeForTheUser() throws Exception {
        JsonNode me = ada.get("/api/v1/auth/me").ok();
        assertEquals(Set.of("id", "email", "createdAt"), EndpointReply.fieldsOf(me));
        assertEquals(ada.id, me.get("id").longValue());
    }

    @Test
    void anAddressThatIsTaken_isTakenInEveryCase() throws Exception {
        server.send("POST", REGISTER, ServiceServer.credentials("aDA@example.COM", "another password"))
                .isProblem(409, "email-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "ada@", "@example.com", "a b@example.com", "ada@localhost", "ada@[127.0.0.1]"})
    void whatIsNoAddress_isRefused(String email) throws Exception {
        server.send("POST", REGISTER, ServiceServer.credentials(email, "a good password"))
                .isProblem(400, "invalid-email");
    }

    @Test
    void passwordsHave8To128Characters() throws Exception {
        register("p7", "1234567").isProblem(400, "invalid-password");
        assertEquals(201, register("p8", "12345678").status());
        assertEquals(201, register("p128", "é".repeat(128)).status());
        register("p129", "é".repeat(129)).isProblem(400, "invalid-password");
    }

    private EndpointReply register(String name, String password) throws Exception {
        return server.send("POST", REGISTER, ServiceServer.credentials(name + "@example.com", password));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email",
                "{\"email\":1,\"password\":\"12345678\"} | email",
                "{\"email\":\"new@example.com\"} | password",
                "{\"email\":\"new@example.com\",\"password\":12345678} | password",
                "{\"email\":\"new@example.com\",\"password\":\"12345678\",\"name\":7} | name"
            })
    void aFieldOfTheWrongKind_isNamed(String json, String field) throws Exception {
        EndpointReply reply = server.send("POST", REGISTER, json).isProblem(400, "invalid-input");
        assertTrue(reply.json().get("detail").textValue().startsWith(field + " "), reply.body());
    }

    @Test
    void whatNoDatabaseKeeps_isRefused() throws Exception {
        String json = "{\"email\":\"%s\",\"password\":\"12345678\",\"name\":\"%s\"}";
        server.send("POST", REGISTER, json.formatted("bell@example.com", "a\\u0007b"))
                .isProblem(400, "invalid-input");
        server.send("POST", REGISTER, json.formatted("a\\u0000@example.com", "a"))
                .isProblem(400, "invalid-email");
    }

    @Test
    void aNameIsAtMost100CharactersLong_andABlankOneIsNone() throws Exception {
        String json = "{\"email\":\"%s@example.com\",\"password\":\"12345678\",\"name\":\"%s\"}";
        server.send("POST", REGISTER, json.formatted("n101", "n".repeat(101))).isProblem(400, "invalid-input");
        EndpointReply blank = server.send("POST", REGISTER, json.formatted("blank", "  "));
        assertFalse(blank.json().get("user").has("name"));
    }

    @Test
    void loggingIn_takesTheAddressInAnyCase() throws Exception {
        JsonNode reply = server.send(
                        "POST", LOGIN, ServiceServer.credentials("ADA@example.com", ServiceServer.PASSWORD))
                .ok();
        assertEquals(Set.of("token", "expiresIn", "user"), EndpointReply.fieldsOf(reply));
        assertEquals("Ada@Example.com", reply.get("user").get("email").textValue());
    }

    /** That they take the same time is measured elsewhere. */
    @Test
    void whoeverMayNotLogIn_isToldTheSame() throws Exception {
        EndpointReply wrong =
                server.send("POST", LOGIN, ServiceServer.credentials("ada@example.com", "wrong password"));
        wrong.isProblem(401, "invalid-credentials");
        for (String other : new String[] {
            ServiceServer.credentials("nobody@example.com", "wrong password"),
            ServiceServer.credentials("no address", "wrong password"),
            ServiceServer.credentials("ada@example.com", "short"),
            ServiceServer.credentials("ada@example.com", "x".repeat(1000))
        }) {
            assertEquals(wrong.whole(), server.send("POST", LOGIN, other).whole());
        }
    }

    @Test
    void onePassword_canBeTriedTenTimesInTenMinutes_whetherOrNotThereIsSuchAnAccount() throws Exception {
        server.register("target@example.com");
        for (String email : new String[] {"target@example.com", "TARGET2@example.com"}) {
            for (int i = 0; i < 10; i++) {
                server.send("POST", LOGIN, ServiceServer.credentials(email, "guess number " + i))
                        .isProblem(401, "invalid-credentials");
            }
            EndpointReply refused =
                    server.send("POST", LOGIN, ServiceServer.credentials(email, ServiceServer.PASSWORD));
            refused.isProblem(429, "too-many-requests");
            int wait = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(wait > 0 && wait <= 60, "a try in a minute, not " + wait);
        }
        assertEquals(
                200,
                server.send("POST", LOGIN, ServiceServer.credentials("ada@example.com", ServiceServer.PASSWORD))
                        .status());
    }

    @Test
    void oneClientAddress_hasALimitOfItsOwn_forRegisteringAndLoggingInTogether() throws Exception {
        try (ServiceServer limited = ServiceServer.start(service -> service.loginLimit(Rate.parse("3/h")))) {
            limited.register("one@example.com");
            limited.send("POST", LOGIN, ServiceServer.credentials("any@example.com", "wrong password"))
                    .isProblem(401, "invalid-credentials");
            limited.send("POST", "/dashboard/session", ServiceServer.credentials("any@example.com", "wrong password"))
                    .isProblem(401, "invalid-credentials");
            for (String path : new String[] {LOGIN, REGISTER, "/dashboard/session", "/dashboard/registration"}) {
                EndpointReply refused = limited.send(
                        "POST", path, ServiceServer.credentials("one@example.com", ServiceServer.PASSWORD));
                refused.isProblem(429, "too-many-requests");
                assertFalse(refused.header("Retry-After").isEmpty());
            }
        }
    }

    @Test
    void whereRegistrationIsOff_nobodyRegisters() throws Exception {
        try (ServiceServer off = ServiceServer.start(service -> service.closedRegistration())) {
            off.send("POST", REGISTER, ServiceServer.credentials("a@example.com", "12345678"))
                    .isProblem(403, "registration-closed");
            assertEquals(
                    "off",
                    off.send("GET", "/dashboard/session", "")
                            .json()
                            .get("registration")
                            .textValue());
        }
    }

    @Test
    void whereAnInvitationIsNeeded_itsCodeIsAskedFor() throws Exception {
        try (ServiceServer invited = ServiceServer.start(service -> service.registrationByInvitation("come-in-8"))) {
            String json = "{\"email\":\"a@example.com\",\"password\":\"12345678\"%s}";
            for (String wrong : new String[] {"", ",\"invitation\":\"come-in-9\"", ",\"invitation\":1"}) {
                invited.send("POST", REGISTER, json.formatted(wrong)).isProblem(403, "invalid-invitation");
            }
            assertEquals(
                    201,
                    invited.send("POST", REGISTER, json.formatted(",\"invitation\":\"come-in-8\""))
                            .status());
        }
    }

    @Test
    void neitherLogsNorRepliesHoldPasswordsOrTokens() throws Exception {
        try (EndpointLog log = new EndpointLog()) {
            Person eve = server.register("eve@example.com");
            eve.get("/api/v1/auth/me");
            server.send("POST", LOGIN, "{\"email\":\"eve@example.com\",\"password\":\"pass-in-broken-json\"");
            String all = log.everything();
            assertFalse(all.contains(ServiceServer.PASSWORD) || all.contains("pass-in-broken-json"), all);
            assertFalse(all.contains(eve.token), all);
        }
    }
}
