package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The widget on a page of another origin than Postern's, which names the publishable key of its site. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetForeignTest {
    private DashboardServer postern;
    private WidgetServer shop;
    private Browser browser;
    private Widget widget;
    private JsonNode key;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
        postern = DashboardServer.start();
        shop = WidgetServer.start();
        widget = new Widget(browser, shop.origin().replace("127.0.0.1", "localhost"));
        String account = "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}";
        String token = post("/api/v1/auth/register", account, "X-Nothing", "")
                .get("token")
                .textValue();
        key = post(
                "/api/v1/api-keys",
                "{\"name\":\"shop\",\"audience\":\"HUMAN\",\"minScore\":0,\"hostnames\":[\"localhost\"]}",
                "Authorization",
                "Bearer " + token);
    }

    @AfterAll
    void stop() {
        if (shop != null) {
            shop.close();
        }
        if (postern != null) {
            postern.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** Where no worker can be started, because that takes a file of the page's own origin. */
    @Test
    void pageOfAnotherOrigin_getsAPass_whichItsOwnServerRedeems() throws Exception {
        widget.open("/foreign?lang=de&gate=" + postern.origin() + "&with="
                + key.get("publishableKey").textValue());
        widget.see("idle");
        browser.click("#name");
        widget.see("verified");

        JsonNode redeemed = post(
                "/api/v2/challenges/siteverify",
                "{\"token\":\"" + widget.value() + "\"}",
                "X-API-Key",
                key.get("key").textValue());

        assertEquals("true", redeemed.get("success").toString());
        assertEquals("order", redeemed.get("action").textValue());
        assertEquals("localhost", redeemed.get("hostname").textValue());
        assertEquals(List.of(), shop.violations());
        assertEquals(List.of(), browser.complaints());
    }

    private JsonNode post(String path, String json, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(postern.origin() + "/postern" + path))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString(json))
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }
}
