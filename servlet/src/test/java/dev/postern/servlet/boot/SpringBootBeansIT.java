package dev.postern.servlet.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.servlet.testing.Forms;
import dev.postern.solver.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What an application's own beans, its database and its mistakes do to the auto-configuration. */
final class SpringBootBeansIT {
    static final List<String> VERSIONS = ShopBuild.VERSIONS;

    private static final String NO_FILE = "--spring.config.name=none"; // whose name no file has
    private static final String EXCLUDED =
            "-Dspring.autoconfigure.exclude=dev.postern.servlet.PosternAutoConfiguration";
    private static final String CREDENTIALS = "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}";

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aCoreAndASiteOfTheApplications_areUsed_andThereAreNoOthers(String version) throws Exception {
        try (ShopProcess shop = ShopProcess.jar(
                ShopBuild.of(version), NO_FILE, "--spring.profiles.active=own-core", "--postern.protect=/signup")) {
            Person person = shop.person();
            JsonNode inside = person.json("/inside");

            assertEquals("[\"ownCore\"]", inside.get("cores").toString());
            assertEquals("[\"ownSite\"]", inside.get("sites").toString());
            assertEquals("[\"posternGate\"]", inside.get("gates").toString());
            String pass = person.pass("signup"); // whose score is too low for the site of the auto-configuration
            String form = Forms.of("name", "Ada", "_csrf", person.csrf("/signup"), "captcha-token", pass);
            assertEquals(
                    "welcome Ada, verified for signup",
                    person.submit("/signup", form).body());
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aGateOfTheApplications_isMounted_withTheCoreAndTheSiteOfTheAutoConfiguration(String version) throws Exception {
        try (ShopProcess shop = ShopProcess.jar(
                ShopBuild.of(version), NO_FILE, "--spring.profiles.active=own-gate", "--postern.site=mine")) {
            Person person = shop.person();
            JsonNode inside = person.json("/inside");

            assertEquals("[\"ownGate\"]", inside.get("gates").toString());
            assertEquals("mine", inside.get("site").textValue());
            assertEquals(200, person.post("/own/challenge", Person.JSON, "{}").statusCode());
            assertTrue(person.post("/raw", Forms.URLENCODED, "").body().contains("challenge-required"));
        }
    }

    /** Spring Security 6 answers every request with an error where there is another servlet then. */
    @Test
    void whereSpringMvcHasAPathOfItsOwn_thereIsNoOtherServlet_ifTheEndpointsAreBelowIt() throws Exception {
        try (ShopProcess shop = ShopProcess.jar(
                ShopBuild.of(ShopBuild.BOOT_3), "--spring.mvc.servlet.path=/api", "--postern.mount=/api/postern")) {
            Person person = shop.person();

            assertEquals("[]", person.json("/api/inside").get("servlets").toString());
            assertEquals(
                    200,
                    person.post("/api/postern/challenge", Person.JSON, "{}").statusCode());
        }
    }

    @Test
    void aSettingThatABeanOfTheApplicationsLeavesWithoutUse_stopsTheStart() throws Exception {
        assertEquals(
                "Postern: \"postern.protect\" from property source \"commandLineArgs\": protect = /signup: it does nothing,"
                        + " because the application has a Gate of its own; set it there",
                mistake(ShopBuild.BOOT_3, NO_FILE, "--spring.profiles.active=own-gate", "--postern.protect=/signup"));
    }

    @Test
    void aKeyThatThereIsNot_stopsTheStart_inOneParagraph() throws Exception {
        String mistake = mistake(ShopBuild.BOOT_4, "--postern.protekt=/signup");

        assertTrue(
                mistake.startsWith("Postern: \"postern.protekt\" from property source \"commandLineArgs\": protekt ="
                        + " (not shown): there is no such key; there are "),
                mistake);
    }

    /** What Spring Boot tells when it can't start the application. */
    private static String mistake(String version, String... arguments) throws Exception {
        try (ShopProcess shop = ShopProcess.jar(ShopBuild.of(version), arguments)) {
            assertEquals(1, shop.exit());
            List<String> lines = shop.log().lines().toList();
            int title = lines.indexOf("APPLICATION FAILED TO START");
            assertTrue(title > 0, shop.log());
            return lines.subList(title, lines.size()).stream()
                    .filter(line -> line.startsWith("Postern: "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aWarWithoutTheAutoConfiguration_doesNotStart_becauseItsFormsWouldBeOpen(String version) throws Exception {
        try (ShopProcess shop = ShopProcess.war(ShopBuild.of(version), EXCLUDED)) {
            assertEquals(404, shop.person().get("/signup").statusCode());
            assertTrue(shop.log().contains("auto-configuration did not mount Postern"), shop.log());
        }
    }

    @Test
    void aWarWithoutTheAutoConfiguration_isGuarded_ifItMountsAGateInCode() throws Exception {
        try (ShopProcess shop = ShopProcess.war(ShopBuild.of(ShopBuild.BOOT_4), EXCLUDED, "-Dshop.in-code=true")) {
            Person person = shop.person();
            assertEquals(200, person.get("/signup").statusCode());
            assertTrue(person.post("/signup", Forms.URLENCODED, "").body().contains("challenge-required"));
        }
    }

    /** The schema of the application drops all that is there, as a tool that migrates would refuse it. */
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void accounts_areInTheApplicationsDataSource_afterItsOwnSchema_andFiguresAreWrittenWhenItEnds(String version)
            throws Exception {
        Path schema = directory.resolve("schema.sql");
        Files.writeString(schema, "DROP ALL OBJECTS; CREATE TABLE goods (id INT);");
        String[] arguments = {
            "--postern.accounts=true",
            "--postern.registration=open",
            "--spring.datasource.url=jdbc:h2:" + directory.resolve("shop") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
            "--spring.sql.init.schema-locations=file:" + schema,
            "--spring.sql.init.mode=always"
        };
        try (ShopProcess shop = ShopProcess.jar(ShopBuild.of(version), arguments)) {
            Person person = shop.person();
            String token = token(person.call("/postern/api/v1/auth/register", CREDENTIALS));
            JsonNode key = person.call("/postern/api/v1/api-keys", "{\"name\":\"n\"}", "Authorization", token);
            for (int i = 0; i < 3; i++) {
                person.call(
                        "/postern/api/v2/challenges",
                        "{}",
                        "X-API-Key",
                        key.get("key").textValue());
            }
        }
        arguments[4] = "--spring.sql.init.mode=never";
        try (ShopProcess shop = ShopProcess.jar(ShopBuild.of(version), arguments)) {
            Person person = shop.person();
            String token = token(person.call("/postern/api/v1/auth/login", CREDENTIALS));
            JsonNode figures = person.json("/postern/api/v1/analytics/overview", "Authorization", token);

            assertEquals(3, figures.get("issued").intValue(), figures::toString);
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void theDesk_readsWithASolverOfTheApplications(String version) throws Exception {
        String image =
                Base64.getEncoder().encodeToString(Images.submitted("Kayak", 20).bytes());
        try (ShopProcess shop = ShopProcess.jar(
                ShopBuild.of(version),
                "--spring.profiles.active=own-solver",
                "--postern.accounts=true",
                "--postern.registration=open",
                "--postern.desk=true",
                "--postern.deskCredits=7")) {
            Person person = shop.person();
            String token = token(person.call("/postern/api/v1/auth/register", CREDENTIALS));
            String secret = person.call(
                            "/postern/api/v1/api-keys",
                            "{\"name\":\"n\",\"scopes\":[\"desk\"]}",
                            "Authorization",
                            token)
                    .get("key")
                    .textValue();
            String task = "{\"type\":\"ImageToTextTask\",\"body\":\"" + image + "\",\"comment\":\"kayak\"}";

            JsonNode solved = person.call("/postern/solve", task, "apikey", secret);
            assertEquals("KAYAK", solved.at("/solution/text").textValue(), solved::toString);
            JsonNode balance = person.call("/postern/getBalance", "{\"clientKey\":\"" + secret + "\"}");
            assertEquals(6, balance.get("balance").intValue());
        }
    }

    private static String token(JsonNode reply) {
        return "Bearer " + reply.get("token").textValue();
    }
}
