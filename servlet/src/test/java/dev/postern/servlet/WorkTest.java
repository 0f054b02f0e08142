package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.Site;
import dev.postern.challenge.Work;
import dev.postern.challenge.digits.Digits;
import dev.postern.limit.Rate;
import dev.postern.servlet.testing.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Proof of work at the endpoints. */
class WorkTest {
    @Test
    void page_isAskedForWork_andItsAnswerEarnsAPass() throws Exception {
        try (EndpointServer server = start(gate -> gate)) {
            JsonNode issued =
                    server.post("/challenge", "{\"action\":\"signup\"}").ok();
            assertEquals("work", issued.get("family").textValue());
            assertEquals("SHA-256", issued.get("challenge").get("algorithm").textValue());
            assertEquals(600_000, issued.get("challenge").get("max").intValue());

            JsonNode verdict = verify(server, issued);

            assertTrue(verdict.get("allowed").booleanValue(), verdict.toString());
            String pass = verdict.get("verificationToken").textValue();
            JsonNode redeemed = server.redeem("{\"token\":\"" + pass + "\"}").ok();
            assertEquals("SHA_256", redeemed.get("operationId").textValue());
            assertTrue(redeemed.get("score").doubleValue() > 95, redeemed.toString());
        }
    }

    @Test
    void wrongCounter_isAWrongAnswer() throws Exception {
        try (EndpointServer server = start(gate -> gate)) {
            JsonNode issued = server.post("/challenge", "{}").ok();
            JsonNode verdict = server.post("/verify", answer(issued, "600000")).ok();
            assertEquals("[\"incorrect-answer\"]", verdict.get("error-codes").toString());
            assertEquals(
                    "[\"already-used\"]",
                    server.post("/verify", answer(issued, counter(issued)))
                            .ok()
                            .get("error-codes")
                            .toString());
        }
    }

    @Test
    void work_getsDearer_theMoreOneClientAsks() throws Exception {
        try (EndpointServer server = start(gate -> gate.issueLimit(Rate.parse("9/24h")))) {
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                sizes.add(max(server.post("/challenge", "{}").ok()));
            }
            assertEquals(
                    List.of(
                            600_000, 600_000, 2_000_000, 2_000_000, 2_000_000, 6_000_000, 6_000_000, 6_000_000,
                            6_000_000),
                    sizes);
            assertEquals(429, server.post("/challenge", "{}").status());
        }
    }

    @Test
    void wrongAnswers_weighAsMuchAsFiveChallenges() throws Exception {
        try (EndpointServer server = start(gate -> gate.issueLimit(Rate.parse("18/24h")))) {
            JsonNode issued = server.post("/challenge", "{}").ok();
            server.post("/verify", answer(issued, "x")).ok();
            assertEquals(2_000_000, max(server.post("/challenge", "{}").ok()));
        }
    }

    /** Or one client could have all refused that share its address. */
    @Test
    void wrongAnswers_getNobodyRefused() throws Exception {
        try (EndpointServer server = start(gate -> gate.issueLimit(Rate.parse("10/24h")))) {
            JsonNode issued = server.post("/challenge", "{}").ok();
            for (int i = 0; i < 20; i++) {
                String never = "{\"token\":\"" + UUID.randomUUID() + "\",\"answer\":1}";
                server.post("/verify", never).ok();
            }
            assertEquals(6_000_000, max(server.post("/challenge", "{}").ok()));
            for (int i = 0; i < 8; i++) {
                server.post("/challenge", "{}").ok();
            }
            assertEquals(429, server.post("/challenge", "{}").status());
            assertEquals(600_000, max(issued));
        }
    }

    @Test
    void work_getsDearerForAll_whenAllTogetherAskForMany() throws Exception {
        try (EndpointServer server = start(gate -> gate.busyLimit(Rate.parse("3/24h")))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(600_000, max(server.post("/challenge", "{}").ok()));
            }
            assertEquals(2_000_000, max(server.post("/challenge", "{}").ok()));
        }
    }

    @Test
    void work_getsOneLevelDearerForAll_howeverManyLevelsThereAre() throws Exception {
        try (EndpointServer server = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> forPeople(site).work(Difficulty.EASY, Difficulty.MEDIUM))
                .gate(gate -> gate.busyLimit(Rate.parse("1/24h")))
                .start()) {
            assertEquals(600_000, max(server.post("/challenge", "{}").ok()));
            assertEquals(2_000_000, max(server.post("/challenge", "{}").ok()));
        }
    }

    @Test
    void whoPressesTooMuch_getsAQuestion_inPlaceOfARefusal() throws Exception {
        try (EndpointServer server = start(gate -> gate.issueLimit(Rate.parse("4/24h")))) {
            JsonNode issued =
                    server.post("/challenge", "{\"action\":\"signup\"}").ok();
            server.post("/challenge", "{}").ok();
            server.post("/challenge", "{}").ok();

            JsonNode verdict = verify(server, issued);

            assertTrue(verdict.get("success").booleanValue());
            assertFalse(verdict.get("allowed").booleanValue());
            assertEquals("digits", verdict.get("next").get("family").textValue());
        }
    }

    @Test
    void server_getsTheQuestionThatItsClientsKnow_unlessItNamesTheFamily() throws Exception {
        try (EndpointServer server = start(gate -> gate)) {
            assertTrue(server.create("{}").ok().get("challenge").has("instruction"));
            JsonNode work = server.create("{\"family\":\"work\"}").ok();
            assertEquals(600_000, max(work));
            String answer = "{\"token\":" + work.get("token") + ",\"answer\":" + counter(work) + "}";
            assertTrue(server.verify(answer).ok().get("allowed").booleanValue());
        }
    }

    @Test
    void siteThatOffersWorkAlone_givesItToServersToo() throws Exception {
        try (EndpointServer server = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.families(Work.family()))
                .start()) {
            assertEquals(600_000, max(server.create("{}").ok()));
        }
    }

    private static EndpointServer start(UnaryOperator<Gate.Builder> gate) throws Exception {
        return EndpointServer.on(EndpointContainer.JETTY)
                .site(WorkTest::forPeople)
                .gate(gate)
                .start();
    }

    private static Site.Builder forPeople(Site.Builder site) {
        return site.audience(Audience.HUMAN)
                .families(Work.family(), Digits.family())
                .minimumScore(30);
    }

    private static JsonNode verify(EndpointServer server, JsonNode issued) throws Exception {
        return server.post("/verify", answer(issued, counter(issued)).replace("}", ",\"action\":\"signup\"}"))
                .ok();
    }

    private static String answer(JsonNode issued, String answer) {
        return "{\"token\":" + issued.get("token") + ",\"answer\":\"" + answer + "\"}";
    }

    private static String counter(JsonNode issued) {
        JsonNode work = issued.get("challenge");
        return Counters.search(work.get("salt").textValue(), work.get("target").textValue(), max(issued));
    }

    private static int max(JsonNode issued) {
        return issued.get("challenge").get("max").intValue();
    }
}
