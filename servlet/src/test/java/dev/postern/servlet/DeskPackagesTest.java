package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.desk.Desk;
import dev.postern.servlet.ServiceServer.CreatedKey;
import dev.postern.servlet.ServiceServer.Person;
import dev.postern.servlet.testing.NodeScript;
import dev.postern.solver.Images;
import dev.postern.solver.OcrEngine;
import dev.postern.solver.Tesseract;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the desk's protocol, as they come from the npm registry, with Postern's desk and Tesseract in the place of their service. */
@Tag("external")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeskPackagesTest {
    private static final String ZENNOLAB = "@zennolab_com/capmonstercloud-client";
    private static final String NODE_CAPMONSTER = "node-capmonster";

    private NodeScript script;
    private ServiceServer server;
    private Person ada;

    @BeforeAll
    void start() throws Exception {
        Tesseract engine = OcrEngine.installed();
        script = new NodeScript("solve.mjs");
        TestDatabase database = TestDatabases.h2();
        Desk desk = Desk.builder(Database.open(database))
                .solver(engine)
                .firstCredits(1000)
                .build();
        // The first of the clients asks at the root of its host, whatever path its serviceUrl has.
        server = ServiceServer.start(
                database, EndpointServer.on(EndpointContainer.JETTY).mount("/"), service -> service.desk(desk));
        ada = server.register("ada@example.com");
    }

    @AfterAll
    void stop() {
        if (script != null) {
            script.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ZENNOLAB, NODE_CAPMONSTER})
    void itsImage_isRead_andChargedOnce(String client) throws Exception {
        CreatedKey key = key();
        int before = balance(key);

        JsonNode read = ask(client, key.secret(), "Kayak", Map.of());

        assertEquals("Kayak", read.at("/said/text").textValue(), read::toString);
        assertEquals(before - 1, read.at("/said/balance").intValue());
        assertEquals(before - 1, balance(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {ZENNOLAB, NODE_CAPMONSTER})
    void itsHints_areTaken(String client) throws Exception {
        String secret = key().secret();

        JsonNode digits = ask(client, secret, "20481", Map.of("numeric", "1"));
        assertEquals("20481", digits.at("/said/text").textValue(), digits::toString);
        JsonNode sum = ask(client, secret, "17 + 25 =", Map.of("math", "true"));
        assertEquals("42", sum.at("/said/text").textValue(), sum::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {ZENNOLAB, NODE_CAPMONSTER})
    void itIsToldWhyNot(String client) throws Exception {
        assertEquals("KEY_DOES_NOT_EXIST", error(ask(client, "aic_sk_none", "Kayak", Map.of())));
        Person bob = server.register("bob-" + client.length() + "@example.com");
        String secret = bob.createKey(",\"scopes\":[\"desk\"]").secret();
        assertEquals(unsolvable(client), error(ask(client, secret, "Kayak", Map.of("math", "true"))));
        server.service.desk().orElseThrow().accounts().grant(bob.id, -1000);
        assertEquals("ZERO_BALANCE", error(ask(client, secret, "Kayak", Map.of())));
    }

    /** One of them leaves out the prefix. */
    private static String unsolvable(String client) {
        return client.equals(ZENNOLAB) ? "CAPTCHA_UNSOLVABLE" : "ERROR_CAPTCHA_UNSOLVABLE";
    }

    private CreatedKey key() throws Exception {
        return ada.createKey(",\"scopes\":[\"desk\"]");
    }

    private int balance(CreatedKey key) throws Exception {
        return server.send("GET", "/balance?apiKey=" + key.secret(), "")
                .json()
                .get("balance")
                .intValue();
    }

    private static String error(JsonNode answer) {
        return answer.at("/said/error").asText();
    }

    private JsonNode ask(String client, String key, String text, Map<String, String> hints) throws IOException {
        byte[] image = Images.submitted(text, 30).bytes();
        Map<String, String> question = new HashMap<>(hints);
        question.put("client", client);
        question.put("url", "http://" + EndpointContainer.HOST + ":" + server.server.port());
        question.put("key", key);
        question.put("image", Base64.getEncoder().encodeToString(image));
        return script.ask(question);
    }
}
