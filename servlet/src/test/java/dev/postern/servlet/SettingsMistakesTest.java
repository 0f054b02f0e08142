package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake stops the start with a message that names the source, the key, the value and what would be right. */
final class SettingsMistakesTest {
    private static final String KEY = EndpointServer.KEY;

    private final EndpointLog log = new EndpointLog();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "protect | signup | must look like /signup",
                "protect | /a*b | must look like /signup",
                "protect | /sign%75p | must look like /signup",
                "protect | /a;b | must look like /signup",
                "protect | /a/../signup | must do without dot segments",
                "protect | /sign.up | /sign.up gives no action: name one by protect.<action> = /sign.up (in code",
                "protect | /, /signup | / gives no action: name one by protect.<action>",
                "protect | /api, /api/* | the paths /api and /api/* give the same action",
                "protect | *. | must look like /signup",
                "protect | '' | must look like /signup",
                "protect | /a,,/b | must look like /signup",
                "protect | P@ST /signup | methods must look like",
                "protect | POST /signup x y | must",
                "protect | POST PUT /signup | must be a path pattern, or methods",
                "protect.sign up | /signup | at most 64 of",
                "protect.a%b | /signup | at most 64 of",
                "mount | postern | must be / or look like /postern",
                "mount | /postern/ | must be / or look like /postern",
                "mount | /a//b | must be / or look like /postern",
                "mount | /../admin | must be / or look like /postern",
                "mount | /* | must be / or look like /postern",
                "mount | https://shop.example/postern | must be / or look like /postern",
                "public-origin | shop.example | must look like https://shop.example",
                "public-origin | https://shop.example/ | must look like https://shop.example",
                "public-origin | https://shop.example/shop | must look like https://shop.example",
                "public-origin | ftp://shop.example | must look like https://shop.example",
                "public-origin | null | must look like https://shop.example",
                "public-origin | https:// | must look like https://shop.example",
                "trusted-hops | -1 | 0 to 16",
                "trusted-hops | 17 | 0 to 16",
                "trusted-hops | one | must be a whole number",
                "trusted-hops | 99999999999 | must be a whole number",
                "limit.issue | 60 | must look like 60/m",
                "limit.issue | 0/m | 1 to 1000000",
                "limit.verify | 60/d | must look like 60/m",
                "limit.verify | 1/0s | 1 to 1000000",
                "limit.verify | 1/99999h | 1 second to 1 day",
                "rounds | 2 | rounds for the audience HUMAN is 2 but must be 1",
                "rounds | 4 | must be 1 to 3",
                "phrases | no/such.pack | there is no file",
                "phrases | ../pom.xml | pom.xml:1: there is no rule",
                "phrases | ../core/src/test/resources/dev/postern/challenge/digits/private.pack,../core/src/test/resources/dev/postern/challenge/digits/private.pack | one pack for each language",
                "form-limit | 1 | 1024 to 67108864",
                "form-limit | 1e6 | must be a whole number",
                "form-budget | 1000 | 1048576 bytes or more",
                "form-budget | lots | must be a whole number",
                "slow-bodies | 3 | 4 to 10000",
                "clock-skew | 6s | 0 to 5 seconds",
                "test-keys | yes | must be true or false",
                "site | my shop | 1 to 64 of",
                "site | '' | 1 to 64 of",
                "audience | people | must be one of [human, agent, any]",
                "minimum-score | 101 | 0 to 100",
                "minimum-score | -1 | must be a number such as",
                "minimum-score | NaN | must be a number such as",
                "minimum-score | 1e1 | must be a number such as",
                "challenge-lifetime | 320 | must be a duration such as",
                "challenge-lifetime | 0s | 1 second to 1 day",
                "challenge-lifetime | 25h | 1 second to 1 day",
                "verification-lifetime | PT5M | must be a duration such as",
                "hostnames | https://shop.example | without scheme, port and path",
                "hostnames | shop.example/shop | without scheme, port and path",
                "hostnames | shop.example,, | without scheme, port and path",
                "hostnames | shop.example:8443 | without scheme, port and path",
                "hostnames | '' | without scheme, port and path",
                "families | riddles | must be one of [work, digits, image, image-digits]",
                "work | dear | must be one of [easy, medium, hard]",
                "work | hard-easy | at most EASY, which is its most",
                "work | easy-medium-hard | must be one of [easy, medium, hard]",
                "limit.busy | often | must look like 60/m",
                "limit.redeem | 5 | must look like 60/m",
                "api-key-limit | 60/m | it does nothing without api-key",
                "site.blog.api-key-limit | 60/m | it does nothing without site.blog.api-key",
                "families | digits,digits | names and codes of their own",
                "difficulties | extreme | must be one of [easy, medium, hard]",
                "locales | ja | must be what the family supports",
                "locales | en_US | must be what the family supports",
                "site.blog.locales | ja | must be what the family supports",
                "site.blog.audience | people | must be one of [human, agent, any]",
                "site..audience | any | 1 to 64 of",
                "site.b g.audience | any | 1 to 64 of",
                "site.default.audience | any | has its keys without",
            })
    void aValueThatIsWrong_isNamedWithItsPlace_andWhatWouldBeRight(String key, String value, String right)
            throws Exception {
        String mistake =
                application().webInf(key.replace(" ", "\\ ") + " = " + value).mistake();

        assertTrue(mistake.startsWith("Postern: WEB-INF/postern.properties: " + key + " = " + value + ": "), mistake);
        assertTrue(mistake.contains(right), mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret = c2hvcnQ=",
                "secret = tooshort",
                "secret = not base64 at all !!!",
                "secret = 00112233445566778899aabbccddeeff00112233445566778899aabbccddee",
                "secret =",
                "former-secrets = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "api-key = short",
                "api-key = has spaces in it and is long enough 0123456789",
                "api-key = AIC_SK_$$0123456789abcdefghijABCDEFGHIJ",
                "api-key = " + EndpointServer.KEY + "," + EndpointServer.KEY,
                "api-key = aic_sk_test0000000000000000000000000000passes",
                "site.blog.api-key = short"
            })
    void aSecretThatIsWrong_isNamedWithItsPlace_butNotShown(String line) throws Exception {
        String key = line.substring(0, line.indexOf(' '));
        String value = line.substring(line.indexOf('=') + 1).strip();

        String mistake = application().webInf(line).mistake();

        assertTrue(mistake.startsWith("Postern: WEB-INF/postern.properties: " + key + " = (not shown): "), mistake);
        assertFalse(!value.isEmpty() && mistake.contains(value), mistake);
        assertFalse(mistake.contains(EndpointServer.KEY), mistake);
    }

    @Test
    void formerSecretsWithoutASecret_areAMistake() throws Exception {
        String mistake = application()
                .webInf("former-secrets = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .mistake();

        assertTrue(mistake.endsWith("there must be a secret to seal with, too"), mistake);
    }

    @Test
    void fiveFormerSecrets_areTooMany() throws Exception {
        String secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        String mistake = application()
                .webInf(
                        "secret = " + secret,
                        "former-secrets = " + String.join(",", List.of(secret, secret, secret, secret, secret)))
                .mistake();

        assertTrue(mistake.contains("former-secrets = (not shown): 5 verify-only secrets, but at most 4"), mistake);
    }

    @Test
    void oneKeyForTwoSites_isAMistake() throws Exception {
        String mistake = application()
                .webInf("api-key = " + KEY, "site.blog.api-key = " + KEY)
                .mistake();

        assertTrue(mistake.contains("api-key = (not shown): an API key must belong to one site alone"), mistake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"protekt", "secrets", "api.key", "Protect", "site.blog", "site.blog.mount", "limit", ""})
    void aKeyThatThereIsNot_isNamed_withTheOnesThereAre_andItsValueIsNotShown(String key) throws Exception {
        String value = "may-be-a-secret";
        String mistake = application().webInf(key + " = " + value).mistake();

        assertTrue(
                mistake.startsWith(
                        "Postern: WEB-INF/postern.properties: " + key + " = (not shown): there is no such key"),
                mistake);
        assertTrue(mistake.contains("protect.<action>, site.<id>.<key of a site>"), mistake);
        assertFalse(mistake.contains(value), mistake);
    }

    @Test
    void aKeyThatStandsTwiceInAFile_isAMistake_becauseOneOfThemWouldBeLost() throws Exception {
        String mistake =
                application().webInf("protect = /signup", "protect = /login").mistake();

        assertTrue(mistake.startsWith("Postern: WEB-INF/postern.properties: protect"), mistake);
        assertTrue(mistake.contains("twice"), mistake);
    }

    @Test
    void aMistake_isNamedWithTheSourceThatItStandsIn() throws Exception {
        assertTrue(application()
                .classPath("mount = x")
                .mistake()
                .startsWith("Postern: postern.properties on the class path: mount = x: "));
        assertTrue(new SettingsApplication(directory.resolve("2"))
                .systemProperty("mount", "x")
                .mistake()
                .startsWith("Postern: system properties: mount = x: "));
        assertTrue(new SettingsApplication(directory.resolve("3"))
                .systemProperty("nonsense", "x")
                .mistake()
                .startsWith("Postern: system properties: nonsense = (not shown): "));
        assertTrue(new SettingsApplication(directory.resolve("4"))
                .filterParameter("protect", "x")
                .mistake()
                .startsWith("Postern: init parameters of filter captcha: protect = x: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSTERN_PROTECT_JOIN", "POSTERN_PROTECT_SIGN_UP", "POSTERN_PROTECT_"})
    void aRuleWithANameInTheEnvironment_isAMistake_becauseItWouldGuardNothing(String name) throws Exception {
        String mistake = application().variable(name, "/signup").mistake();

        assertTrue(mistake.startsWith("Postern: environment variables: " + name + " = "), mistake);
        assertTrue(mistake.contains("set postern.protect.<action> as system property"), mistake);
    }

    @Test
    void aMistakeInTheEnvironment_isNamedWithItsKey() throws Exception {
        String mistake = application().variable("POSTERN_MOUNT", "x").mistake();

        assertTrue(mistake.startsWith("Postern: environment variables: mount = x: "), mistake);
    }

    @Test
    void aMistakeInASourceThatIsOverridden_isAMistakeAllTheSame_ifTheKeyIsUnknown() throws Exception {
        String mistake = application()
                .classPath("protekt = /signup")
                .webInf("protect = /signup")
                .mistake();

        assertTrue(mistake.contains("protekt"), mistake);
    }

    @Test
    void aFilterThatSharesTheGate_takesRulesAlone() throws Exception {
        String mistake = application().filterParameter("mount", "/captcha").mistake();

        assertTrue(mistake.startsWith("Postern: init parameters of filter captcha: mount = /captcha: "), mistake);
        assertTrue(mistake.contains("set it in WEB-INF/postern.properties"), mistake);
    }

    @Test
    void aFiltersRule_thatGivesTheActionOfASharedOne_isAMistake() throws Exception {
        for (SettingsApplication application :
                List.of(application(), application().withoutInitializer())) {
            String mistake = application
                    .webInf("protect = /api/*")
                    .filterParameter("protect", "/api")
                    .mistake();

            assertTrue(mistake.startsWith("Postern: init parameters of filter captcha: protect = /api: "), mistake);
            assertTrue(mistake.contains("give the same action"), mistake);
        }
    }

    @Test
    void aFileThatIsNoPropertiesFile_isAMistake() throws Exception {
        String mistake = application().webInf("protect = \\u12").mistake();

        assertTrue(mistake.startsWith("Postern: WEB-INF/postern.properties is no properties file: "), mistake);
    }

    @Test
    void aMistake_stopsTheStart_whereTheListenerReadsIt() throws Exception {
        String mistake = application()
                .withoutInitializer()
                .withListener()
                .webInf("protect = signup")
                .mistake();

        assertTrue(mistake.startsWith("Postern: WEB-INF/postern.properties: protect = signup: "), mistake);
    }

    @Test
    void anApplicationWithAMistake_doesNotStartOnTomcatEither() throws Exception {
        Path webInf = Files.createDirectories(directory.resolve("WEB-INF"));
        Files.writeString(webInf.resolve("postern.properties"), "protect = signup");

        assertThrows(
                Exception.class,
                () -> EndpointContainer.TOMCAT
                        .start("", directory, List.of(new PosternInitializer()))
                        .close());
    }

    private SettingsApplication application() {
        return new SettingsApplication(directory);
    }
}
