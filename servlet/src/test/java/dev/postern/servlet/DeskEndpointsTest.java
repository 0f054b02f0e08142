package dev.postern.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.desk.Desk;
import dev.postern.desk.Plan;
import dev.postern.limit.Rate;
import dev.postern.servlet.ServiceServer.CreatedKey;
import dev.postern.servlet.ServiceServer.Person;
import dev.postern.servlet.testing.LogCapture;
import dev.postern.solver.ImageTask;
import dev.postern.solver.Images;
import dev.postern.solver.SolverUnavailableException;
import dev.postern.solver.UnsolvableException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The solver desk, as section 5 of the wire contract has it. */
class DeskEndpointsTest {
    private static final String IMAGE =
            Base64.getEncoder().encodeToString(Images.submitted("Kayak", 20).bytes());
    private static final String TASK = "{\"type\":\"ImageToTextTask\",\"body\":\"" + IMAGE + "\"}";

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch free = new CountDownLatch(1);
    private Desk desk;
    private ServiceServer server;
    private Person ada;
    private CreatedKey key;

    @BeforeEach
    void start() throws Exception {
        TestDatabase database = TestDatabases.h2();
        start(database, onJetty(), desk(database).build());
    }

    private static EndpointServer.Builder onJetty() {
        return EndpointServer.on(EndpointContainer.JETTY);
    }

    private Desk.Builder desk(TestDatabase database) {
        return Desk.builder(Database.open(database))
                .firstCredits(3)
                .slots(2)
                .workers(2)
                .solver(this::read);
    }

    private void start(TestDatabase database, EndpointServer.Builder where, Desk of) throws Exception {
        desk = of;
        server = ServiceServer.start(database, where, service -> service.desk(desk));
        ada = server.register("ada@example.com");
        key = ada.createKey(",\"scopes\":[\"desk\"]");
    }

    @AfterEach
    void close() {
        free.countDown();
        server.close();
    }

    /** What the comment says. */
    @SuppressWarnings("NullAway") // as a solver in a language that knows no better
    private String read(ImageTask task) throws UnsolvableException, SolverUnavailableException, InterruptedException {
        reads.incrementAndGet();
        switch (task.comment().orElse("")) {
            case "wait" -> free.await();
            case "hard" -> throw new UnsolvableException("too hard");
            case "gone" -> throw new SolverUnavailableException("no engine");
            case "mistake" -> throw new IllegalStateException("secret", new NumberFormatException("secret"));
            case "null" -> {
                return null;
            }
            default -> {}
        }
        return "VCMS";
    }

    @Test
    void aTask_isCreated_asked_andChargedOnce() throws Exception {
        JsonNode created = ok(create(TASK));
        assertEquals("processing", created.get("status").textValue());
        long id = created.get("taskId").longValue();
        assertTrue(id > 0 && id < 1L << 53);
        for (String asWritten : new String[] {String.valueOf(id), "\"" + id + "\""}) {
            JsonNode result = await(asWritten);
            assertEquals("ready", result.get("status").textValue());
            assertEquals("VCMS", result.get("solution").get("text").textValue());
            assertEquals(1, result.get("cost").intValue());
            assertTrue(result.get("endTime").longValue()
                    >= result.get("createTime").longValue());
        }
        JsonNode balance = ok(server.send("GET", "/balance?apiKey=" + key.secret(), ""));
        assertEquals(2, balance.get("balance").intValue());
        assertEquals(
                2,
                ok(post("/getBalance", "\"clientKey\":\"" + key.secret() + "\""))
                        .get("balance")
                        .intValue());
    }

    @Test
    void solve_waits_andAnswersAsAReadyResult() throws Exception {
        JsonNode result = ok(solve(TASK));
        assertEquals("ready", result.get("status").textValue());
        assertEquals("VCMS", result.get("solution").get("text").textValue());
        assertTrue(result.get("taskId").longValue() > 0);
    }

    @Test
    void anArrayOfImages_isAnsweredByAnArray_alsoOneOfOne() throws Exception {
        JsonNode one = ok(solve("{\"type\":\"ImageToTextTask\",\"images\":[\"" + IMAGE + "\"]}"));
        assertEquals("[\"VCMS\"]", one.get("solution").get("text").toString());
        JsonNode two = ok(solve("{\"type\":\"ImageToTextTask\",\"images\":[\"" + IMAGE + "\",\"data:image/png;base64,"
                + IMAGE + "\"]}"));
        assertEquals("[\"VCMS\",\"VCMS\"]", two.get("solution").get("text").toString());
        assertEquals(1, two.get("cost").intValue());
    }

    @Test
    void aKey_countsInItsOwnPlaceAlone() throws Exception {
        String secret = key.secret();
        fails(create(TASK, "aic_sk_none"), 200, 1, "KEY_DOES_NOT_EXIST");
        fails(
                server.send("POST", "/createTask", "{\"task\":" + TASK + "}", "apikey", secret),
                200,
                1,
                "KEY_DOES_NOT_EXIST");
        fails(
                server.send("POST", "/createTask?apiKey=" + secret, "{\"task\":" + TASK + "}"),
                200,
                1,
                "KEY_DOES_NOT_EXIST");
        fails(
                server.send("POST", "/solve", "{\"clientKey\":\"" + secret + "\"," + TASK.substring(1)),
                401,
                1,
                "KEY_DOES_NOT_EXIST");
        fails(server.send("GET", "/balance", "", "apikey", secret), 401, 1, "KEY_DOES_NOT_EXIST");
        CreatedKey ofGates = ada.createKey(",\"scopes\":[\"gate\"]");
        fails(create(TASK, ofGates.secret()), 200, 1, "KEY_DOES_NOT_EXIST");
        assertEquals(204, ada.send("DELETE", key.path(), "").status());
        fails(create(TASK), 200, 1, "KEY_DOES_NOT_EXIST");
        assertEquals(3, desk.accounts().get(ada.id).orElseThrow().balance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"RecaptchaV2Task\",\"body\":\"%s\"}",
                "{\"type\":\"ImageToTextTask\"}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"\"}",
                "{\"type\":\"ImageToTextTask\",\"body\":7}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"not Base64!\"}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"bm8gaW1hZ2U=\"}",
                "{\"type\":\"ImageToTextTask\",\"images\":[]}",
                "{\"type\":\"ImageToTextTask\",\"images\":[7]}",
                "{\"type\":\"ImageToTextTask\",\"images\":[\"%s\"],\"body\":\"%s\"}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"%s\",\"numeric\":3}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"%s\",\"numeric\":\"1\"}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"%s\",\"case\":\"yes\"}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"%s\",\"minLength\":-1}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"%s\",\"minLength\":5,\"maxLength\":4}",
                "{\"type\":\"ImageToTextTask\",\"body\":\"%s\",\"maxLength\":1.5}"
            })
    void aTaskThatIsNone_isBadParameters_andCostsNothing(String task) throws Exception {
        fails(create(task.replace("%s", IMAGE)), 200, 10, "ERROR_BAD_PARAMETERS");
        fails(solve(task.replace("%s", IMAGE)), 400, 10, "ERROR_BAD_PARAMETERS");
        assertEquals(3, desk.accounts().get(ada.id).orElseThrow().balance());
    }

    static List<Arguments> hostileImages() {
        byte[] whole = Images.submitted("Kayak", 20).bytes();
        byte[] archive = {'P', 'K', 3, 4, 20, 0, 0, 0};
        return List.of(
                Arguments.of("broken off", Arrays.copyOf(whole, whole.length - 1)),
                Arguments.of("of 65535 x 65535 pixels", Images.png(65535, 65535, 8, 0, 1000)),
                Arguments.of("that is an archive, too", Images.joined(whole, archive)),
                Arguments.of("that is a page, too", Images.joined(whole, "<script>alert(1)</script>".getBytes(UTF_8))),
                Arguments.of("that unfolds to 480 MiB", Images.png(100, 100, 8, 0, 480L << 20)),
                Arguments.of("of more than 512 KiB", Images.joined(Images.png(1, 1, 8, 0, 2), new byte[512 << 10])),
                Arguments.of("that is none", "%PDF-1.7".getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileImages")
    void aHostileImage_isBadParameters_andNothingReadsIt(String name, byte[] image) throws Exception {
        String hostile = Base64.getEncoder().encodeToString(image);
        for (String task : List.of(
                TASK.replace(IMAGE, hostile),
                "{\"type\":\"ImageToTextTask\",\"images\":[\"" + IMAGE + "\",\"" + hostile + "\"]}")) {
            JsonNode refused = fails(create(task), 200, 10, "ERROR_BAD_PARAMETERS");
            String description = refused.get("errorDescription").textValue();
            assertTrue(description.matches("(body|images\\[1\\]) must be a PNG, .* but .*\\."), description);
            fails(solve(task), 400, 10, "ERROR_BAD_PARAMETERS");
        }
        assertEquals(0, reads.get());
        assertEquals(3, desk.accounts().get(ada.id).orElseThrow().balance());
    }

    @ParameterizedTest
    @EnumSource
    void solve_waits_onEveryContainer_alsoBehindAFilterThatKnowsNoAsynchronousRequests(EndpointContainer container)
            throws Exception {
        for (boolean asynchronous : new boolean[] {true, false}) {
            server.close();
            TestDatabase database = TestDatabases.h2();
            start(
                    database,
                    EndpointServer.on(container).before((classes, context) -> passOn(context, asynchronous)),
                    desk(database).build());
            assertEquals("VCMS", ok(solve(TASK)).get("solution").get("text").textValue());
            fails(solve(withComment("hard")), 200, 12, "ERROR_CAPTCHA_UNSOLVABLE");
            fails(solve(withComment("gone")), 503, 21, "SERVICE_UNAVAILABLE");
        }
    }

    /** Puts a filter before all others. */
    private static void passOn(ServletContext context, boolean asynchronous) {
        Filter filter = (request, response, chain) -> chain.doFilter(request, response);
        FilterRegistration.Dynamic registration = context.addFilter("before", filter);
        registration.setAsyncSupported(asynchronous);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-1", "\"x\"", "1e3", "99999999999999999999", "null", "{}"})
    void aTaskIdThatIsNone_isBadParameters(String id) throws Exception {
        fails(result(id), 200, 10, "ERROR_BAD_PARAMETERS");
    }

    @Test
    void aTaskOfAnotherAccount_isUnknown() throws Exception {
        long id = ok(create(TASK)).get("taskId").longValue();
        CreatedKey bobs = server.register("bob@example.com").createKey(",\"scopes\":[\"desk\"]");
        String fields = "\"clientKey\":\"" + bobs.secret() + "\",\"taskId\":" + id;
        fails(post("/getTaskResult", fields), 200, 10, "ERROR_BAD_PARAMETERS");
    }

    @Test
    void bodiesThatAreNoObject_orTooLarge_areBadParameters() throws Exception {
        fails(server.send("POST", "/createTask", "[1]"), 200, 10, "ERROR_BAD_PARAMETERS");
        fails(
                server.send("POST", "/createTask", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}"),
                200,
                10,
                "ERROR_BAD_PARAMETERS");
        assertEquals(405, server.send("GET", "/createTask", "").status());
    }

    @Test
    void aBodyOfTooManyValues_isToldHowManyThereMayBe() throws Exception {
        JsonNode refused =
                fails(post("/createTask", "\"a\":[" + "1,".repeat(1000) + "1]"), 200, 10, "ERROR_BAD_PARAMETERS");
        String description = refused.get("errorDescription").textValue();
        assertTrue(description.contains("1000 values at most"), description);
    }

    @Test
    void slots_andCredits_areToldApart() throws Exception {
        ok(create(withComment("wait")));
        ok(create(withComment("wait")));
        JsonNode noSlot = fails(create(TASK), 200, 2, "NO_SLOT_AVAILABLE");
        assertTrue(noSlot.get("retryAfterSec").intValue() > 0);
        fails(solve(TASK), 429, 2, "NO_SLOT_AVAILABLE");
        desk.accounts().grant(ada.id, -3);
        JsonNode zero = fails(create(TASK), 200, 3, "ZERO_BALANCE");
        assertNull(zero.get("retryAfterSec"));
        fails(solve(TASK), 402, 3, "ZERO_BALANCE");
    }

    @Test
    void plans_areToldApart() throws Exception {
        desk.accounts().setPlan(ada.id, new Plan(false, Optional.empty()));
        fails(solve(TASK), 403, 15, "PLAN_INACTIVE");
        desk.accounts().setPlan(ada.id, new Plan(true, Optional.of(Instant.EPOCH)));
        fails(solve(TASK), 403, 14, "PLAN_EXPIRED");
        fails(create(TASK), 200, 14, "PLAN_EXPIRED");
    }

    @Test
    void quotas_andRates_areToldApart_andSayWhenToComeBack() throws Exception {
        assertLimited(desk -> desk.rate(new Rate(1, Duration.ofHours(1))), 16, "RATE_LIMITED");
        assertLimited(desk -> desk.tasksPerDay(1), 17, "DAILY_LIMIT_EXCEEDED");
        assertLimited(desk -> desk.tasksPerMonth(1), 18, "QUOTA_LIMIT_EXCEEDED");
    }

    private void assertLimited(UnaryOperator<Desk.Builder> limit, int code, String name) throws Exception {
        server.close();
        TestDatabase database = TestDatabases.h2();
        start(database, onJetty(), limit.apply(desk(database)).build());
        ok(solve(TASK));
        JsonNode created = fails(create(TASK), 200, code, name);
        assertTrue(created.get("retryAfterSec").longValue() > 0);
        fails(solve(TASK), 429, code, name);
    }

    @Test
    void aTaskThatIsOneTooMany_isRefused_beforeItsImageIsLookedAt() throws Exception {
        server.close();
        TestDatabase database = TestDatabases.h2();
        start(
                database,
                onJetty(),
                desk(database).rate(new Rate(1, Duration.ofHours(1))).build());
        fails(create(TASK.replace(IMAGE, "no image")), 200, 10, "ERROR_BAD_PARAMETERS");
        fails(create(TASK.replace(IMAGE, "no image")), 200, 16, "RATE_LIMITED");
    }

    /** The database may have charged the task, though its reply did not come. */
    @Test
    void aTaskWhoseEndIsNotKnown_isToldAsSuch() throws Exception {
        CompletableFuture<EndpointReply> reply = CompletableFuture.supplyAsync(() -> {
            try {
                return solve(withComment("wait"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        for (int i = 0; i < 500 && reads.get() == 0; i++) {
            Thread.sleep(10);
        }
        server.dropDatabase();
        free.countDown();
        String description = fails(reply.get(30, TimeUnit.SECONDS), 503, 21, "SERVICE_UNAVAILABLE")
                .get("errorDescription")
                .textValue();
        assertTrue(
                description.matches("Whether the image was read, and charged, is not known yet: getTaskResult tells it"
                        + " of task [0-9]+ within 5 minutes\\."),
                description);
    }

    @Test
    void aKeyThatIsUsedTooOften_isRateLimited() throws Exception {
        key = ada.createKey(",\"scopes\":[\"desk\"],\"rateLimit\":\"1/h\"");
        ok(server.send("GET", "/balance?apiKey=" + key.secret(), ""));
        fails(server.send("GET", "/balance?apiKey=" + key.secret(), ""), 429, 16, "RATE_LIMITED");
        fails(post("/getBalance", "\"clientKey\":\"" + key.secret() + "\""), 200, 16, "RATE_LIMITED");
    }

    @Test
    void keysInAQuery_standInNoLog() throws Exception {
        String unknown = key.secret().substring(0, key.secret().length() - 1);
        try (LogCapture log = new LogCapture()) {
            ok(server.send("GET", "/balance?apiKey=" + key.secret(), ""));
            fails(server.send("GET", "/balance?apiKey=" + unknown, ""), 401, 1, "KEY_DOES_NOT_EXIST");
            server.dropDatabase();
            desk.close();
            assertEquals(
                    503,
                    server.send("GET", "/balance?apiKey=" + key.secret(), "").status());
            List<String> entries = log.from(Level.ALL);
            assertFalse(entries.isEmpty(), "what fails is told");
            assertTrue(entries.stream().noneMatch(entry -> entry.contains(unknown)), entries::toString);
        }
    }

    @Test
    void whatCanNotBeRead_saysSo_andCostsNothing() throws Exception {
        fails(solve(withComment("hard")), 200, 12, "ERROR_CAPTCHA_UNSOLVABLE");
        JsonNode gone = fails(solve(withComment("gone")), 503, 21, "SERVICE_UNAVAILABLE");
        assertTrue(gone.get("retryAfterSec").intValue() > 0);
        assertEquals(3, desk.accounts().get(ada.id).orElseThrow().balance());
    }

    @Test
    void aSolverThatFails_isToldWithItsTrace_butWithoutItsMessages_whichMayHoldAnAnswer() throws Exception {
        try (LogCapture log = new LogCapture()) {
            fails(solve(withComment("mistake")), 503, 21, "SERVICE_UNAVAILABLE");
            fails(solve(withComment("null")), 503, 21, "SERVICE_UNAVAILABLE");
            String told = String.join("\n", log.from(Level.WARNING));
            assertTrue(told.contains("the solver failed: java.lang.IllegalStateException"), told);
            assertTrue(told.contains("at " + DeskEndpointsTest.class.getName() + ".read("), told);
            assertTrue(told.contains("java.lang.NumberFormatException"), told);
            assertFalse(told.contains("secret"), told);
            assertTrue(told.contains("the solver answered null"), told);
            assertFalse(told.contains("NullPointerException"), told);
        }
        assertEquals(3, desk.accounts().get(ada.id).orElseThrow().balance());
    }

    private static String withComment(String comment) {
        return TASK.substring(0, TASK.length() - 1) + ",\"comment\":\"" + comment + "\"}";
    }

    private EndpointReply create(String task) throws Exception {
        return create(task, key.secret());
    }

    private EndpointReply create(String task, String secret) throws Exception {
        return post("/createTask", "\"clientKey\":\"" + secret + "\",\"task\":" + task);
    }

    private EndpointReply solve(String task) throws Exception {
        return server.send("POST", "/solve", task, "apikey", key.secret());
    }

    private EndpointReply result(String taskId) throws Exception {
        return post("/getTaskResult", "\"clientKey\":\"" + key.secret() + "\",\"taskId\":" + taskId);
    }

    private EndpointReply post(String path, String fields) throws Exception {
        return server.send("POST", path, "{" + fields + "}");
    }

    /** Asks again and again, as clients of this protocol do. */
    private JsonNode await(String taskId) throws Exception {
        for (int i = 0; i < 500; i++) {
            JsonNode result = ok(result(taskId));
            if (!result.get("status").textValue().equals("processing")) {
                return result;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("it does not end");
    }

    private static JsonNode ok(EndpointReply reply) {
        assertEquals(200, reply.status(), reply.body());
        assertEquals(0, reply.json().get("errorId").intValue(), reply.body());
        return reply.json();
    }

    /** A failure in both spellings, which says nothing of the key. */
    private JsonNode fails(EndpointReply reply, int status, int code, String name) {
        assertEquals(status, reply.status(), reply.body());
        JsonNode failure = reply.json();
        assertEquals(code, failure.get("errorId").intValue(), reply.body());
        assertEquals(code, failure.get("code").intValue());
        assertEquals(name, failure.get("msg").textValue());
        assertEquals(name, failure.get("errorCode").textValue());
        assertFalse(failure.get("errorDescription").textValue().isBlank());
        assertFalse(reply.body().contains(key.secret()));
        return failure;
    }
}
