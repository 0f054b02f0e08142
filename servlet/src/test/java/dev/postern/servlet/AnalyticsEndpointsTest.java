package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.servlet.ServiceServer.CreatedKey;
import dev.postern.servlet.ServiceServer.Person;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.testing.PhraseTable;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of an account's challenges, over HTTP (wire contract, section 2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnalyticsEndpointsTest {
    private static final String OVERVIEW = "/api/v1/analytics/overview";
    private static final String SERIES = "/api/v1/analytics/timeseries";
    private static final Set<String> COUNTS = Set.of("issued", "verified", "succeeded", "allowed", "redeemed");

    private ServiceServer server;
    private Person ada;
    private CreatedKey shop;

    /** 11:28:44: three challenges, of which one is answered right after 5 s. A day before: one, answered wrong. */
    @BeforeAll
    void count() throws Exception {
        server = ServiceServer.start();
        ada = server.register("ada@example.com");
        shop = ada.createKey();
        CreatedKey forum = ada.createKey();
        JsonNode yesterdays = server.withKey(shop, "/api/v2/challenges", "").ok();
        verify(shop, yesterdays, -1);
        server.clock.advance(Duration.ofDays(1));
        server.withKey(shop, "/api/v2/challenges", "").ok();
        server.withKey(forum, "/api/v2/challenges", "").ok();
        JsonNode challenge = server.withKey(shop, "/api/v2/challenges", "").ok();
        server.clock.advance(Duration.ofSeconds(5));
        verify(shop, challenge, PhraseTable.answer(challenge.get("challenge")));
        server.clock.advance(Duration.ofMinutes(1));
        ada = login();
    }

    private void verify(CreatedKey key, JsonNode challenge, int answer) throws Exception {
        server.withKey(
                        key,
                        "/api/v2/challenges/verify",
                        "{\"token\":" + challenge.get("token") + ",\"answer\":" + answer + "}")
                .ok();
    }

    /** A day has passed, and with it the token. */
    private Person login() throws Exception {
        EndpointReply reply =
                server.send("POST", "/api/v1/auth/login", ServiceServer.credentials(ada.email, ServiceServer.PASSWORD));
        return server.new Person(ada.id, ada.email, reply.ok().get("token").textValue());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theOverview_isOfTheLast24Hours_besideThe24HoursBefore() throws Exception {
        JsonNode overview = ada.get(OVERVIEW).ok();

        assertEquals("2026-04-14T11:29:49.267Z", overview.get("to").textValue());
        assertEquals("2026-04-13T11:29:49.267Z", overview.get("from").textValue());
        assertEquals(3, overview.get("issued").intValue());
        assertEquals(1, overview.get("verified").intValue());
        assertEquals(1, overview.get("succeeded").intValue());
        assertEquals(1, overview.get("allowed").intValue());
        assertEquals(0, overview.get("redeemed").intValue());
        assertEquals("1", overview.get("successRate").toString());
        assertTrue(overview.get("meanScore").doubleValue() > 0);
        assertEquals(5000, overview.get("solveTimeP50Ms").doubleValue(), 5000 * 0.02);
        assertEquals(overview.get("solveTimeP50Ms"), overview.get("solveTimeP95Ms"));
        assertFalse(overview.has("keyId"));

        JsonNode previous = overview.get("previous");
        assertEquals("2026-04-12T11:29:49.267Z", previous.get("from").textValue());
        assertEquals(overview.get("from"), previous.get("to"));
        assertEquals(1, previous.get("issued").intValue());
        assertEquals("0", previous.get("successRate").toString());
        assertFalse(previous.has("meanScore") || previous.has("solveTimeP50Ms"), "of nothing there is no mean");
    }

    @Test
    void ofOneKey_thereAreTheFiguresOfThatKeyAlone() throws Exception {
        JsonNode overview = ada.get(OVERVIEW + "?keyId=" + shop.id()).ok();
        assertEquals(2, overview.get("issued").intValue());
        assertEquals(shop.id(), overview.get("keyId").longValue());
        JsonNode series = ada.get(SERIES + "?interval=day&keyId=" + shop.id()).ok();
        assertEquals(shop.id(), series.get("keyId").longValue());
    }

    @Test
    void aKeyThatIsRevoked_keepsItsFigures() throws Exception {
        Person bob = server.register("bob@example.com");
        CreatedKey key = bob.createKey();
        server.withKey(key, "/api/v2/challenges", "").ok();
        bob.send("DELETE", key.path(), "");
        assertEquals(1, bob.get(OVERVIEW).ok().get("issued").intValue());
        assertEquals(
                1, bob.get(OVERVIEW + "?keyId=" + key.id()).ok().get("issued").intValue());
    }

    @Test
    void aSeries_hasAPointForEachInterval_emptyOnesToo_thatAddUpToTheOverview() throws Exception {
        String range = "?from=2026-04-13&to=2026-04-15";
        JsonNode byHour = ada.get(SERIES + range + "&interval=hour").ok();
        assertEquals(48, byHour.get("points").size());
        JsonNode overview = ada.get(OVERVIEW + range).ok();
        for (String count : COUNTS) {
            int sum = 0;
            for (JsonNode point : byHour.get("points")) {
                sum += point.get(count).intValue();
            }
            assertEquals(overview.get(count).intValue(), sum, count);
        }
        JsonNode eleven = byHour.get("points").get(24 + 11);
        assertEquals("2026-04-14T11:00:00Z", eleven.get("start").textValue());
        assertEquals(3, eleven.get("issued").intValue());
        assertEquals(
                2, ada.get(SERIES + range + "&interval=day").ok().get("points").size());
        assertEquals(
                1440,
                ada.get(SERIES + "?from=2026-04-14&to=2026-04-15&interval=minute")
                        .ok()
                        .get("points")
                        .size());
        JsonNode empty = byHour.get("points").get(0);
        Set<String> fields = EndpointReply.fieldsOf(empty);
        fields.remove("start");
        assertEquals(COUNTS, Set.copyOf(fields));
    }

    @Test
    void aSeries_isByTheHourUnlessAnotherIntervalIsAskedFor() throws Exception {
        assertEquals("hour", ada.get(SERIES).ok().get("interval").textValue());
        assertEquals(25, ada.get(SERIES).ok().get("points").size(), "24 hours touch 25 full ones");
    }

    /** On 2026-03-29 the clocks of Berlin go from 2 to 3, on 2026-10-25 from 3 to 2. */
    @ParameterizedTest
    @CsvSource({"2026-03-29,2026-03-30,23", "2026-10-25,2026-10-26,25", "2026-04-14,2026-04-15,24"})
    void daysBeginInTheCallersTimeZone(String from, String to, int hours) throws Exception {
        String query = "?timeZone=Europe/Berlin&from=" + from + "&to=" + to;
        JsonNode byHour = ada.get(SERIES + query + "&interval=hour").ok();
        assertEquals(hours, byHour.get("points").size());
        JsonNode byDay = ada.get(SERIES + query + "&interval=day").ok();
        assertEquals(1, byDay.get("points").size());
        assertEquals("Europe/Berlin", byDay.get("timeZone").textValue());
        String start = byDay.get("points").get(0).get("start").textValue();
        assertTrue(start.matches(from + "T00:00:00\\+0[12]:00"), start);
        assertEquals(
                byDay.get("from").textValue(),
                Json.timestamp(OffsetDateTime.parse(start).toInstant()));
    }

    @Test
    void timesAreTakenWithAnyOffset_andPlusMayStandAsItIs() throws Exception {
        List<String> froms = new ArrayList<>();
        for (String from : List.of(
                "2026-04-14T10:00:00Z",
                "2026-04-14T12:00:00+02:00",
                "2026-04-14T12:00:00%2B02:00",
                "2026-04-14T10:00:00.000Z")) {
            froms.add(ada.get(OVERVIEW + "?from=" + from).ok().get("from").textValue());
        }
        assertEquals(Set.of("2026-04-14T10:00:00.000Z"), Set.copyOf(froms));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=yesterday|from",
                "to=2026-13-01|to",
                "from=2026-04-14T10:00:00|from",
                "from=|from",
                "from=2026-04-15|from",
                "from=2026-04-14&to=2026-04-14|from",
                "from=1969-01-01|from",
                "to=9999-12-31|to",
                "timeZone=Berlin|timeZone",
                "timeZone=|timeZone",
                "interval=week|interval",
                "interval=minute&from=2026-04-01|interval",
                "interval=hour&from=2020-01-01|interval"
            })
    void aQueryThatMakesNoSense_isRefused_byItsName(String query, String field) throws Exception {
        EndpointReply reply = ada.get(SERIES + "?" + query).isProblem(400, "invalid-input");
        assertTrue(reply.json().get("detail").textValue().startsWith(field), reply.body());
    }

    @Test
    void whatIsCounted_isSeenAtOnce_onItsNode() throws Exception {
        Person carol = server.register("carol@example.com");
        CreatedKey key = carol.createKey();
        for (int issued = 1; issued <= 3; issued++) {
            server.withKey(key, "/api/v2/challenges", "").ok();
            assertEquals(issued, carol.get(OVERVIEW).ok().get("issued").intValue());
        }
    }
}
