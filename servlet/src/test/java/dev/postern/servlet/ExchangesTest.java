package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Counters;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Core;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A guarded form costs at most two exchanges beyond those of a form that is not: its page, and its post. */
@OnEveryContainer
class ExchangesTest {
    private final AtomicInteger exchanges = new AtomicInteger();
    private final Shop shop;

    ExchangesTest(Container container) {
        Application application = new Application()
                .page(
                        (request, response) -> response.getOutputStream()
                                .write(request.getInputStream().readAllBytes()),
                        "/signup")
                .with(context -> context.addListener(new ServletRequestListener() {
                    @Override
                    public void requestInitialized(ServletRequestEvent event) {
                        exchanges.incrementAndGet();
                    }
                }));
        shop = Shop.open(container, application, Core.askingForWork(site -> site), gate -> gate.protect("/signup"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void clientOfJson_needsOneMore_becauseItIsRefusedWithTheChallenge() {
        Reply refused = shop.send(json("/signup", "{\"name\":\"Ann\"}"));
        assertEquals(403, refused.status(), refused::toString);
        JsonNode challenge = refused.json().get("challenge");
        passes(json("/signup", "{\"name\":\"Ann\"}")
                .header("X-Captcha-Challenge", challenge.get("token").textValue())
                .header("X-Captcha-Answer", answerTo(challenge)));
        assertEquals(2, exchanges.get());
    }

    @Test
    void widget_needsTwoMore_toAskForAChallengeAndToAnswerIt() {
        passes(shop.to("/signup"));
        Reply challenge = shop.send(json("/postern/challenge", "{\"action\":\"signup\"}"));
        Reply verdict = shop.send(json(
                "/postern/verify",
                "{\"action\":\"signup\",\"token\":" + challenge.json().get("token") + ",\"answer\":\""
                        + answerTo(challenge.json()) + "\"}"));
        String pass = verdict.json().get("verificationToken").textValue();
        passes(shop.browserForm("/signup", Forms.of("name", "Ann", "captcha-token", pass)));
        assertEquals(4, exchanges.get());
    }

    @Test
    void challengePage_needsOneMore_becauseItSendsTheFormOnWithTheAnswer() {
        passes(shop.to("/signup"));
        Reply refused = shop.send(shop.browserForm("/signup", "name=Ann"));
        assertEquals(403, refused.status(), refused::toString);
        Html page = Html.parse(refused.text());
        passes(shop.browserForm("/signup", Forms.of(page.fields(shop.answerTo(page)), "UTF-8")));
        assertEquals(3, exchanges.get());
    }

    private void passes(HttpRequest.Builder request) {
        Reply reply = shop.send(request);
        assertEquals(200, reply.status(), reply::toString);
    }

    private HttpRequest.Builder json(String path, String body) {
        return shop.to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static String answerTo(JsonNode challenge) {
        JsonNode work = challenge.get("challenge");
        return Counters.search(
                work.get("salt").textValue(),
                work.get("target").textValue(),
                work.get("max").intValue());
    }
}
