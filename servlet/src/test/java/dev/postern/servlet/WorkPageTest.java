package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.challenge.Work;
import dev.postern.limit.Rate;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Counters;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.Html.Tag;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Core;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of a site that asks browsers for work. */
@OnEveryContainer
class WorkPageTest {
    private final Container container;

    WorkPageTest(Container container) {
        this.container = container;
    }

    @Test
    void workOfThePage_sendsTheFormOn() {
        try (Shop shop = open(gate -> gate)) {
            Reply page = shop.send(shop.browserForm("/signup?x=1", "name=Ann&name=B%C3%B6b"));
            assertEquals(403, page.status());
            String body = Forms.of(withWork(Html.parse(page.text())), "UTF-8");
            Reply passed = shop.send(shop.browserForm("/signup?x=1", body));
            assertEquals(200, passed.status(), passed::toString);
            assertTrue(passed.text().startsWith("name=Ann&name=B%C3%B6b&captcha-challenge="), passed::toString);
        }
    }

    @Test
    void question_isThereForBrowsersWithoutScript() {
        try (Shop shop = open(gate -> gate)) {
            Html page = Html.parse(
                    shop.send(shop.browserForm("/signup", "name=Ann")).text());
            Reply passed = shop.send(shop.browserForm("/signup", Forms.of(page.fields(shop.answerTo(page)), "UTF-8")));
            assertEquals(200, passed.status(), passed::toString);
        }
    }

    @Test
    void page_runsItsOwnScriptAlone() {
        try (Shop shop = open(gate -> gate)) {
            Reply page = shop.send(shop.browserForm("/signup", "name=Ann"));
            String policy = page.header("Content-Security-Policy");
            assertTrue(policy.startsWith("default-src 'none'; img-src data:; style-src 'sha256-"), policy);
            assertTrue(policy.endsWith("; script-src 'self'; worker-src 'self'"), policy);
            List<Tag> scripts = Html.parse(page.text()).tags("script");
            assertEquals(1, scripts.size());
            assertEquals("/postern/challenge-page.js", scripts.get(0).attribute("src"));
            Reply script = shop.send(shop.to("/postern/challenge-page.js"));
            assertEquals(200, script.status());
            assertTrue(script.header("Content-Type").startsWith("text/javascript"));
        }
    }

    @Test
    void script_isFoundBelowTheContextPathAndTheMountPoint() {
        try (Shop shop = Shop.open(
                container,
                "/shop",
                application(),
                core(),
                gate -> gate.protect("/signup").mount("/gate"))) {
            Reply page = shop.send(shop.browserForm("/signup", "name=Ann"));
            assertEquals(
                    "/shop/gate/challenge-page.js",
                    Html.parse(page.text()).tags("script").get(0).attribute("src"));
            assertEquals(200, shop.send(shop.to("/gate/challenge-page.js")).status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/shop/signup", "/shop;x=1/signup", "/sh%6Fp/signup", "//elsewhere.example/..;/shop/signup"})
    void script_isThisSitesOwn_howeverTheContextPathIsSpelt(String target) {
        try (Shop shop = Shop.open(container, "/shop", application(), core(), gate -> gate.protect("/signup"))) {
            Reply page = shop.rawPost(
                    target,
                    "Content-Type: application/x-www-form-urlencoded",
                    "Accept: " + Shop.BROWSER_ACCEPT,
                    "Sec-Fetch-Site: same-origin");
            Html.parse(page.text())
                    .tags("script")
                    .forEach(script -> assertEquals("/shop/postern/challenge-page.js", script.attribute("src")));
        }
    }

    @Test
    void clientOfJson_getsTheWork_andPassesWithIt() {
        try (Shop shop = open(gate -> gate)) {
            Reply refused = shop.send(shop.form("/signup", "name=Ann").header("Accept", "application/json"));
            JsonNode asked = refused.json().get("challenge");
            assertEquals("work", asked.get("family").textValue());
            JsonNode work = asked.get("challenge");
            String counter = Counters.search(
                    work.get("salt").textValue(),
                    work.get("target").textValue(),
                    work.get("max").intValue());
            Reply passed = shop.send(shop.form("/signup", "name=Ann")
                    .header("X-Captcha-Challenge", asked.get("token").textValue())
                    .header("X-Captcha-Answer", counter));
            assertEquals(200, passed.status(), passed::toString);
        }
    }

    @Test
    void wrongAnswerInAForm_weighsAsMuchAsFiveChallenges() {
        try (Shop shop = open(gate -> gate.issueLimit(Rate.parse("18/24h")))) {
            JsonNode asked = shop.send(shop.form("/signup", "name=Ann").header("Accept", "application/json"))
                    .json()
                    .get("challenge");
            assertEquals(600_000, asked.get("challenge").get("max").intValue());
            Reply wrong = shop.send(shop.form("/signup", "name=Ann")
                    .header("Accept", "application/json")
                    .header("X-Captcha-Challenge", asked.get("token").textValue())
                    .header("X-Captcha-Answer", "x"));
            JsonNode dearer = wrong.json().get("challenge").get("challenge");
            assertEquals(2_000_000, dearer.get("max").intValue());
        }
    }

    @Test
    void whatOtherSitesPagesSend_usesUpNothingOfTheVisitors() {
        try (Shop shop = open(gate -> gate.issueLimit(Rate.parse("9/24h")).verifyLimit(Rate.parse("3/24h")))) {
            String guess = "captcha-challenge=" + UUID.randomUUID() + "&captcha-answer=1";
            int status = 0;
            for (int i = 0; i < 4; i++) {
                status = shop.send(shop.form("/signup", guess)
                                .header("Accept", Shop.BROWSER_ACCEPT)
                                .header("Sec-Fetch-Site", "cross-site"))
                        .status();
            }
            assertEquals(429, status, "they are counted, too");
            Html page = Html.parse(
                    shop.send(shop.browserForm("/signup", "name=Ann")).text());
            Reply passed = shop.send(shop.browserForm("/signup", Forms.of(withWork(page), "UTF-8")));
            assertEquals(200, passed.status(), passed::toString);
        }
    }

    @Test
    void whoseWorkIsNotEnough_isAskedTheQuestion_withAllFieldsKept() {
        try (Shop shop = Shop.open(
                container,
                application(),
                Core.askingForWork(site -> site.minimumScore(30)),
                gate -> gate.protect("/signup").issueLimit(Rate.parse("5/24h")))) {
            Html page = Html.parse(
                    shop.send(shop.browserForm("/signup", "name=Ann")).text());
            for (int i = 0; i < 3; i++) {
                shop.send(shop.browserForm("/signup", "name=Ann"));
            }
            Reply again = shop.send(shop.browserForm("/signup", Forms.of(withWork(page), "UTF-8")));
            assertEquals(403, again.status());
            Html question = Html.parse(again.text());
            assertFalse(
                    question.tags("p").stream().anyMatch(tag -> tag.attributes().containsKey("data-salt")));
            assertTrue(again.text().contains("role=\"alert\""));
            shop.core().clock().advance(Duration.ofSeconds(5));
            Reply passed =
                    shop.send(shop.browserForm("/signup", Forms.of(question.fields(shop.answerTo(question)), "UTF-8")));
            assertEquals(200, passed.status(), passed::toString);
            assertTrue(passed.text().startsWith("name=Ann&captcha-challenge="), passed::toString);
        }
    }

    @Test
    void siteThatAsksForWorkAlone_saysThatItNeedsScript() {
        Core core = Core.with(UnaryOperator.identity(), site -> site.families(Work.family()));
        try (Shop shop = Shop.open(container, application(), core, gate -> gate.protect("/signup"))) {
            Html page = Html.parse(
                    shop.send(shop.browserForm("/signup", "name=Ann")).text());
            assertEquals(1, page.tags("noscript").size());
            assertEquals(List.of(), page.tags("button"));
            Reply passed = shop.send(shop.browserForm("/signup", Forms.of(withWork(page), "UTF-8")));
            assertEquals(200, passed.status(), passed::toString);
        }
    }

    /** As the page's script does it: the work's answer in place of the question's. */
    private static List<Map.Entry<String, String>> withWork(Html page) {
        Tag work = page.tags("p").stream()
                .filter(tag -> tag.attributes().containsKey("data-token"))
                .findFirst()
                .orElseThrow();
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Map.Entry<String, String> field : page.fields("")) {
            if (!field.getKey().startsWith("captcha-challenge")
                    && !field.getKey().startsWith("captcha-answer")) {
                fields.add(field);
            }
        }
        fields.add(Map.entry("captcha-challenge", work.attribute("data-token")));
        fields.add(Map.entry(
                "captcha-answer",
                Counters.search(
                        work.attribute("data-salt"),
                        work.attribute("data-target"),
                        Integer.parseInt(work.attribute("data-max")))));
        return fields;
    }

    private Shop open(UnaryOperator<Gate.Builder> gate) {
        return Shop.open(container, application(), core(), it -> gate.apply(it.protect("/signup")));
    }

    private static Core core() {
        return Core.askingForWork(site -> site);
    }

    private static Application application() {
        return new Application()
                .page(
                        (request, response) -> response.getOutputStream()
                                .write(request.getInputStream().readAllBytes()),
                        "/signup");
    }
}
