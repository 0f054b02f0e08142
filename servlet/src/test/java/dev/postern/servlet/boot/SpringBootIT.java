package dev.postern.servlet.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.PhraseTable;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot application whose forms are guarded by Postern, and then by Spring Security's protection from CSRF. */
@ParameterizedClass
@MethodSource("shops")
final class SpringBootIT {
    private final ShopProcess shop;
    private final Person person;

    SpringBootIT(ShopProcess shop) {
        this.shop = shop;
        this.person = shop.person();
    }

    /** One after the other; JUnit closes each. */
    static Stream<ShopProcess> shops() {
        return ShopBuild.VERSIONS.stream()
                .flatMap(
                        version -> Stream.of("jar", "war").map(form -> ShopProcess.start(ShopBuild.of(version), form)));
    }

    @Test
    void itIsMountedOnce_withTheRulesOfSpringsConfiguration_andWhatElseTheWarsFileSays() throws Exception {
        JsonNode inside = person.json("/inside");

        assertEquals(2, inside.get("filters").size(), inside::toString);
        assertTrue(inside.get("filters").get(0).textValue().startsWith("postern-endpoints ["), inside::toString);
        assertEquals("postern-guard [/*]", inside.get("filters").get(1).textValue());
        assertEquals("[]", inside.get("servlets").toString(), "Spring Security 6 would see a servlet beside Spring's");
        assertEquals("[\"posternGate\"]", inside.get("gates").toString());
        assertEquals(shop.isWar() ? "shop" : "default", inside.get("site").textValue());
        String told = "Postern guards [/signup (action signup), /upload (action upload), POST /login (action sign-in),"
                + " /raw (action raw)]";
        assertEquals(2, shop.log().split(Pattern.quote(told), -1).length, shop.log());
    }

    @Test
    void withoutAPass_theFormIsRefused_beforeSpringSecurityOrAnyFilterIsAsked() throws Exception {
        HttpResponse<String> reply = person.post("/signup", Forms.URLENCODED, "name=Ada");

        assertEquals(403, reply.statusCode());
        assertTrue(reply.body().contains("\"code\":\"challenge-required\""), reply.body());
        assertFalse(isFromSpringSecurity(reply));
        assertTrue(reply.headers().firstValue("X-Shop").isEmpty());
        assertTrue(person.get("/signup").headers().firstValue("X-Shop").isPresent());
    }

    @Test
    void withAPass_butWithoutItsOwnToken_springSecurityRefuses() throws Exception {
        HttpResponse<String> reply = person.post(
                "/signup", Forms.URLENCODED, "name=Ada", "X-Captcha-Token", person.pass("signup"), "Accept", "*/*");

        assertEquals(403, reply.statusCode());
        assertTrue(reply.body().contains("Forbidden"), reply.body());
        assertTrue(isFromSpringSecurity(reply));
    }

    @Test
    void withBoth_itArrives_andTheApplicationSeesWhatWasVerified() throws Exception {
        String form =
                Forms.of("name", "Adé & Zoë", "_csrf", person.csrf("/signup"), "captcha-token", person.pass("signup"));

        HttpResponse<String> reply = person.submit("/signup", form);

        assertEquals("welcome Adé & Zoë, verified for signup", reply.body());
        assertTrue(isFromSpringSecurity(reply));
    }

    @Test
    void theChallengePage_carriesTheTokenOfSpringSecurityAlong_soThatAPersonPassesBoth() throws Exception {
        HttpResponse<String> challenge =
                person.submit("/signup", Forms.of("name", "Adé", "_csrf", person.csrf("/signup")));
        assertEquals(403, challenge.statusCode());
        Html page = Html.parse(challenge.body());

        HttpResponse<String> reply = person.submit("/signup", answered(page));

        assertEquals("welcome Adé, verified for signup", reply.body());
    }

    @Test
    void theLoginOfSpringSecurity_isGuarded_andWorks() throws Exception {
        String credentials = Forms.of("username", "ada", "password", "correct horse", "_csrf", person.csrf("/login"));
        HttpResponse<String> challenge = person.submit("/login", credentials);
        assertEquals(403, challenge.statusCode());
        assertEquals(302, person.get("/").statusCode(), "nobody is logged in by that");

        HttpResponse<String> reply = person.submit("/login", answered(Html.parse(challenge.body())));

        assertEquals(302, reply.statusCode());
        assertEquals("hello ada", person.get("/").body());
    }

    @Test
    void aForm_arrivesByteForByte() throws Exception {
        String form = "b=%c3%a9&a=1+2&&captcha-token=" + person.pass("raw") + "&a=%zz";

        HttpResponse<String> reply =
                person.post("/raw", Forms.URLENCODED, form, "X-CSRF-TOKEN", person.csrf("/signup"));

        assertEquals(form, reply.body());
    }

    @Test
    void aFile_arrives_withThePassInAPartOfItsForm() throws Exception {
        StringBuilder body = new StringBuilder();
        for (Map.Entry<String, String> part : Map.of(
                        "title\"", "Größe",
                        "captcha-token\"", person.pass("upload"),
                        "file\"; filename=\"a.txt\"", "one\r\ntwo é")
                .entrySet()) {
            body.append("--b\r\nContent-Disposition: form-data; name=\"").append(part.getKey());
            body.append("\r\n\r\n").append(part.getValue()).append("\r\n");
        }

        HttpResponse<String> reply = person.post(
                "/upload",
                "multipart/form-data; boundary=b",
                body + "--b--\r\n",
                "X-CSRF-TOKEN",
                person.csrf("/signup"));

        assertEquals("Größe: one\r\ntwo é", reply.body());
    }

    @Test
    void itsEndpoints_areOpenToPages_whateverSpringSecurityAsksFor() throws Exception {
        assertEquals(200, person.post("/postern/challenge", Person.JSON, "{}").statusCode());
        assertEquals(200, person.get("/postern/openapi.json").statusCode());
        assertEquals(302, person.get("/postern/nothing").statusCode(), "what is none is Spring Security's to answer");
    }

    private static boolean isFromSpringSecurity(HttpResponse<String> reply) {
        return reply.headers().firstValue("X-Frame-Options").isPresent();
    }

    private static String answered(Html page) {
        String answer = String.valueOf(PhraseTable.answer(page.text(), page.instruction()));
        List<Map.Entry<String, String>> fields = page.fields(answer);
        return Forms.of(fields, "UTF-8");
    }
}
