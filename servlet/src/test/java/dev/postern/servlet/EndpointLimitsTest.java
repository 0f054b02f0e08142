package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Site;
import dev.postern.limit.Rate;
import dev.postern.servlet.EndpointServer.Issued;
import dev.postern.servlet.ServiceServer.CreatedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What limits tell clients, and that who is over one costs as little as can be. */
final class EndpointLimitsTest {
    private static final Rate TWO = new Rate(2, Duration.ofHours(1));
    private static final String FOREIGN = "https://forum.example";

    @Test
    void eachChallenge_saysWhatTheLimitLeaves_andTheRefusalThatNothingIs() throws Exception {
        try (EndpointServer server = start(gate -> gate.issueLimit(TWO))) {
            EndpointReply first = server.post("/challenge", "{}");
            assertEquals("\"issue\";q=2;w=3600", first.header("RateLimit-Policy"));
            assertEquals("\"issue\";r=1;t=1800", first.header("RateLimit"));
            assertTrue(server.post("/challenge", "{}").header("RateLimit").startsWith("\"issue\";r=0;t="));
            EndpointReply refused = server.post("/challenge", "{}").isProblem(429, "too-many-requests");
            assertEquals("\"issue\";q=2;w=3600", refused.header("RateLimit-Policy"));
            assertEquals("\"issue\";r=0;t=" + refused.header("Retry-After"), refused.header("RateLimit"));
        }
    }

    @Test
    void eachAnswer_saysWhatTheLimitLeaves_rightOrWrong() throws Exception {
        try (EndpointServer server = start(gate -> gate.verifyLimit(TWO))) {
            Issued issued = server.issue();
            EndpointReply wrong = server.post("/verify", issued.wrong());
            assertEquals("\"verify\";q=2;w=3600", wrong.header("RateLimit-Policy"));
            assertEquals("\"verify\";r=1;t=1800", wrong.header("RateLimit"));
            server.post("/verify", "{}").ok();
            EndpointReply refused = server.post("/verify", issued.right()).isProblem(429, "too-many-requests");
            assertEquals("\"verify\";r=0;t=" + refused.header("Retry-After"), refused.header("RateLimit"));
        }
    }

    @Test
    void theFiltersRefusal_saysWhatTheLimitOnChallengesLeaves() throws Exception {
        try (EndpointServer server = start(gate -> gate.issueLimit(TWO))) {
            EndpointReply refused = server.postTo("/signup", "{}");
            assertEquals(403, refused.status());
            assertEquals("\"issue\";r=1;t=1800", refused.header("RateLimit"));
        }
    }

    @Test
    void whatIsNotLimited_speaksOfNoLimit() throws Exception {
        try (EndpointServer server = start(gate -> gate)) {
            EndpointReply reply = server.create("{}");
            assertEquals(List.of("", ""), List.of(reply.header("RateLimit"), reply.header("RateLimit-Policy")));
        }
    }

    @Test
    void anAccountsKey_isToldItsOwnRate_alsoBySiteverify() throws Exception {
        try (ServiceServer server = ServiceServer.start()) {
            CreatedKey key = server.register("ada@example.com").createKey(",\"rateLimit\":\"2/h\"");
            EndpointReply issued = server.withKey(key, "/api/v2/challenges", "");
            assertEquals("\"key\";q=2;w=3600", issued.header("RateLimit-Policy"));
            assertEquals("\"key\";r=1;t=1800", issued.header("RateLimit"));
            String siteverify = "{\"secret\":\"" + key.secret() + "\",\"response\":\"x\"}";
            server.send("POST", "/siteverify", siteverify).ok();
            EndpointReply over = server.send("POST", "/siteverify", siteverify);
            assertEquals("\"key\";r=0;t=" + over.header("Retry-After"), over.header("RateLimit"));
        }
    }

    @Test
    void aPageOfAnotherOrigin_mayReadWhatBothItsLimitsLeave() throws Exception {
        try (ServiceServer server = ServiceServer.start()) {
            CreatedKey key = server.register("ada@example.com")
                    .createKey(",\"rateLimit\":\"5/h\",\"hostnames\":[\"forum.example\"]");
            EndpointReply reply = challenge(server, key);
            assertEquals(
                    List.of("\"issue\";q=60;w=60", "\"key\";q=5;w=3600"),
                    reply.headers().get("ratelimit-policy"));
            assertEquals(
                    List.of("\"issue\";r=59;t=1", "\"key\";r=4;t=720"),
                    reply.headers().get("ratelimit"));
            assertEquals("Retry-After, RateLimit-Policy, RateLimit", reply.header("Access-Control-Expose-Headers"));
        }
    }

    @Test
    void overTheLimit_nothingIsParsed_norComposed_norAskedOfTheStore() throws Exception {
        Rate one = new Rate(1, Duration.ofHours(1));
        try (EndpointServer server = start(gate -> gate.issueLimit(one).verifyLimit(one))) {
            server.post("/challenge", "{}").ok();
            server.post("/verify", server.issue().wrong()).ok();
            Issued issued = server.issue();
            int composed = server.family.composed();
            assertEquals(1, server.store.attempts());

            server.post("/challenge", "{no JSON").isProblem(429, "too-many-requests");
            server.post("/verify", "{no JSON").isProblem(429, "too-many-requests");
            server.post("/verify", issued.right()).isProblem(429, "too-many-requests");
            EndpointReply guarded = server.postTo(
                    "/signup", "", "X-Captcha-Challenge", issued.token(), "X-Captcha-Answer", issued.answer());
            assertEquals(429, guarded.status());

            assertEquals(1, server.store.attempts());
            assertEquals(composed, server.family.composed());
        }
    }

    @Test
    void tooManyPasses_areRefused_withoutAskingTheStore_andAGoodOneIsGoodAfterwards() throws Exception {
        try (EndpointServer server = start(gate -> gate.redeemLimit(new Rate(1, Duration.ofHours(1))))) {
            String pass = server.pass();
            String unknown = UUID.randomUUID().toString();
            assertEquals(
                    403,
                    server.postTo("/signup", "", "X-Captcha-Token", unknown).status());
            assertEquals(1, server.store.redemptions());
            EndpointReply refused = server.postTo("/signup", "", "X-Captcha-Token", pass);
            assertEquals(429, refused.status());
            assertEquals("\"redeem\";r=0;t=" + refused.header("Retry-After"), refused.header("RateLimit"));
            assertEquals(1, server.store.redemptions());
            JsonNode redeemed = server.redeem("{\"token\":\"" + pass + "\"}").ok();
            assertTrue(redeemed.get("success").booleanValue(), "servers with a key are not counted");
        }
    }

    @Test
    void aKeyOfTheConfiguration_mayHaveARate_andOtherKeysAreNotTouchedByIt() throws Exception {
        String key = "aic_sk_limited0123456789abcdefghijABCDEF";
        Site blog = Site.builder("blog").build();
        try (EndpointServer server = start(gate -> gate.apiKey(key, blog, TWO))) {
            EndpointReply first = server.post("/api/v2/challenges", "{}", "X-API-Key", key);
            assertEquals("\"key\";r=1;t=1800", first.header("RateLimit"));
            server.post("/api/v2/challenges/siteverify", "{}", "X-API-Key", key).ok();
            server.post("/api/v2/challenges/verify", "{no JSON", "X-API-Key", key)
                    .isProblem(429, "too-many-requests");
            server.create("{}").ok();
        }
    }

    @Test
    void aKeysPages_getDearerWork_beforeAnyOfThemIsRefused() throws Exception {
        try (ServiceServer server = ServiceServer.start()) {
            CreatedKey key = server.register("ada@example.com")
                    .createKey(",\"audience\":\"HUMAN\",\"rateLimit\":\"4/h\",\"hostnames\":[\"forum.example\"]");
            List<Integer> prices = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                prices.add(challenge(server, key).ok().at("/challenge/max").intValue());
            }
            challenge(server, key).isProblem(429, "too-many-requests");
            assertEquals(prices.get(0), prices.get(1));
            assertTrue(prices.get(2) > prices.get(1) && prices.get(3) > prices.get(1), prices::toString);
        }
    }

    private static EndpointReply challenge(ServiceServer server, CreatedKey key) throws Exception {
        String sitekey = "{\"sitekey\":\"" + key.created().get("publishableKey").textValue() + "\"}";
        return server.send("POST", "/challenge", sitekey, "Origin", FOREIGN, "Sec-Fetch-Site", "cross-site");
    }

    private static EndpointServer start(UnaryOperator<Gate.Builder> gate) throws Exception {
        return EndpointServer.on(EndpointContainer.JETTY).gate(gate).start();
    }
}
