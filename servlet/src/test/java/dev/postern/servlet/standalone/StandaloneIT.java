package dev.postern.servlet.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.servlet.standalone.WebApplication.Solved;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One jar in {@code WEB-INF/lib} and three lines in {@code WEB-INF/postern.properties} guard a form that nobody edits. */
final class StandaloneIT {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "application/json";
    private static final String COMPLETE = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
              <filter>
                <filter-name>shop</filter-name>
                <filter-class>dev.postern.servlet.standalone.ShopFilter</filter-class>
              </filter>
              <filter-mapping><filter-name>shop</filter-name><url-pattern>/*</url-pattern></filter-mapping>
            </web-app>
            """;

    static Stream<Arguments> applications() {
        return Stream.of(TomcatMain.class, JettyMain.class)
                .flatMap(container -> Stream.of(
                        Arguments.of(container, Optional.empty(), ""),
                        Arguments.of(container, Optional.empty(), "/shop"),
                        Arguments.of(container, Optional.of(COMPLETE), "")));
    }

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @MethodSource("applications")
    void theJarAlone_guardsTheForm_andServesTheWholeFlow(
            Class<?> container, Optional<String> webXml, String contextPath) throws Exception {
        Path laidOut = WebApplication.laidOut(directory, webXml, ShopServlet.class, ShopFilter.class);
        try (WebApplication shop = WebApplication.start(container, laidOut, contextPath)) {
            getIsUntouched(shop);
            postIsRefused(shop);
            anAnsweredChallengeOpens(shop);
            aPassOpensOnce(shop);
            passesAreRedeemedOverJsonAndForms(shop);
        }
    }

    @Test
    void environmentVariables_countBeforeTheFile_andNamesThatAreNoKeysAreIgnored() throws Exception {
        Path laidOut = WebApplication.laidOut(directory, Optional.empty(), ShopServlet.class, ShopFilter.class);
        Map<String, String> environment =
                Map.of("POSTERN_PROTECT", "/elsewhere", "POSTERN_MOUNT", "/gate", "POSTERN_SERVICE_HOST", "192.0.2.1");
        try (WebApplication shop = WebApplication.start(TomcatMain.class, laidOut, "", environment)) {
            assertEquals(200, shop.post("/signup", FORM, "name=Ada").statusCode());
            assertEquals(200, shop.post("/gate/challenge", JSON, "{}").statusCode());
        }
    }

    @Test
    void withADataSourceOfTheContainers_theJarAloneServesAccounts_andTheirKeys() throws Exception {
        Path laidOut = WebApplication.laidOut(directory, Optional.empty(), ShopServlet.class, ShopFilter.class);
        Path settings = laidOut.resolve("WEB-INF/postern.properties");
        Files.writeString(settings, """
                accounts = true
                data-source = jdbc/postern
                registration = open
                dashboard = true
                """, StandardOpenOption.APPEND);
        Files.createDirectories(laidOut.resolve("META-INF"));
        Files.writeString(laidOut.resolve("META-INF/context.xml"), """
                <Context>
                  <Resource name="jdbc/postern" type="org.h2.jdbcx.JdbcDataSource"
                    factory="org.h2.jdbcx.JdbcDataSourceFactory" url="jdbc:h2:%s;WRITE_DELAY=0" user="sa" password=""
                    description="accounts" loginTimeout="0"/>
                </Context>
                """.formatted(directory.resolve("postern")));
        String credentials = "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}";
        try (WebApplication shop = WebApplication.start(TomcatMain.class, laidOut, "/shop")) {
            assertEquals(
                    201,
                    shop.post("/postern/api/v1/auth/register", JSON, credentials)
                            .statusCode());
        }
        try (WebApplication shop = WebApplication.start(TomcatMain.class, laidOut, "/shop")) {
            HttpResponse<String> login = shop.post("/postern/api/v1/auth/login", JSON, credentials);
            assertEquals(200, login.statusCode(), login.body());
            String token = MAPPER.readTree(login.body()).get("token").textValue();
            HttpResponse<String> created =
                    shop.post("/postern/api/v1/api-keys", JSON, "{\"name\":\"n\"}", "Authorization", "Bearer " + token);
            String key = MAPPER.readTree(created.body()).get("key").textValue();
            assertEquals(
                    200,
                    shop.post("/postern/api/v2/challenges", JSON, "{}", "X-API-Key", key)
                            .statusCode());
            assertTrue(shop.get("/postern/dashboard/").body().contains("<title>Postern</title>"));
            assertTrue(shop.get("/postern/openapi.json").body().contains("\"3.1."));
        }
    }

    private static void getIsUntouched(WebApplication shop) throws Exception {
        HttpResponse<String> page = shop.get("/signup");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().startsWith("<form method=\"post\">"));
    }

    private static void postIsRefused(WebApplication shop) throws Exception {
        HttpResponse<String> problem = shop.post("/signup", FORM, "name=Ada");
        assertEquals(403, problem.statusCode());
        assertTrue(problem.body().contains("\"code\":\"challenge-required\",\"detail\":"));

        HttpResponse<String> page =
                shop.post("/signup", FORM, "name=Ada", "Accept", "text/html", "Sec-Fetch-Site", "same-origin");
        assertEquals(403, page.statusCode());
        assertTrue(page.body().contains("<input type=\"hidden\" name=\"name\" value=\"Ada\">"), page.body());
        assertTrue(page.body().contains("name=\"captcha-challenge\""), page.body());
    }

    private static void anAnsweredChallengeOpens(WebApplication shop) throws Exception {
        Solved solved = shop.solved("signup");
        String answered = "name=Ad%C3%A9&captcha-challenge=" + solved.token() + "&captcha-answer=" + solved.answer();

        assertEquals("welcome Adé", shop.post("/signup", FORM, answered).body());
        assertEquals(403, shop.post("/signup", FORM, answered).statusCode());
    }

    private static void aPassOpensOnce(WebApplication shop) throws Exception {
        Solved solved = shop.solved("signup");
        HttpResponse<String> verified = shop.post(
                "/postern/verify",
                JSON,
                "{\"token\":\"" + solved.token() + "\",\"answer\":" + solved.answer() + ",\"action\":\"signup\"}");
        String pass = verified.body().replaceAll(".*\"verificationToken\":\"([^\"]*)\".*", "$1");

        assertEquals(
                "welcome Ada",
                shop.post("/signup", FORM, "name=Ada", "X-Captcha-Token", pass).body());
        assertEquals(
                403,
                shop.post("/signup", FORM, "name=Ada", "X-Captcha-Token", pass).statusCode());
    }

    private static void passesAreRedeemedOverJsonAndForms(WebApplication shop) throws Exception {
        JsonNode redeemed = shop.call("/postern/api/v2/challenges/siteverify", "{\"token\":\"" + pass(shop) + "\"}");
        assertEquals("true", redeemed.get("success").toString());
        assertEquals("\"SUM_ALL\"", redeemed.get("operationId").toString());

        HttpResponse<String> recaptcha =
                shop.post("/postern/siteverify", FORM, "secret=" + WebApplication.KEY + "&response=" + pass(shop));
        assertTrue(recaptcha.body().startsWith("{\"success\":true,\"challenge_ts\":\""), recaptcha.body());
        HttpResponse<String> challenge = shop.post("/postern/challenge", JSON, "{}");
        assertEquals(200, challenge.statusCode());
        assertEquals(400, shop.post("/postern/challenge", JSON, "[").statusCode());
    }

    private static String pass(WebApplication shop) throws Exception {
        Solved solved = shop.solved("");
        return shop.call(
                        "/postern/api/v2/challenges/verify",
                        "{\"token\":\"" + solved.token() + "\",\"answer\":\"" + solved.answer() + "\"}")
                .get("verificationToken")
                .textValue();
    }
}
