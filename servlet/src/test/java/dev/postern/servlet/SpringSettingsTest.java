package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What Spring's environment says of settings, by the rules of Spring Boot. */
final class SpringSettingsTest {
    private final StandardEnvironment environment = new StandardEnvironment();
    private final MutablePropertySources sources = environment.getPropertySources();

    SpringSettingsTest() {
        sources.forEach(source -> sources.remove(source.getName()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postern.public-origin",
                "postern.publicOrigin",
                "postern.public_origin",
                "POSTERN.PUBLIC-ORIGIN",
                "Postern.PublicOrigin"
            })
    void aKey_isKnownInAnySpelling(String spelling) throws IOException {
        file(spelling + " = https://shop.example");

        assertEquals("public-origin = https://shop.example", told());
    }

    @Test
    void everyKey_isReadAsAFileWouldHaveIt() throws IOException {
        String lines = SettingKeys.fixed().map(key -> "postern." + key + " = x").collect(Collectors.joining("\n"));
        file(lines.split("\n", -1));

        assertEquals(lines.replace("postern.", ""), told());
    }

    @Test
    void namesOfActionsAndSites_areAsTheyAreWritten() throws IOException {
        file(
                "postern.protect.signUp = /a",
                "postern.protect.sign-up = /b",
                "postern.protect.[c/d_E] = /c",
                "postern.site.myBlog.minimumScore = 3",
                "postern.site.default.shop.api-key = k",
                "postern.site = shop");

        assertEquals("""
                protect.signUp = /a
                protect.sign-up = /b
                protect.c/d_E = /c
                site.myBlog.minimum-score = 3
                site.default.shop.api-key = k
                site = shop""", told());
    }

    @Test
    void lists_areTakenByTheirIndex() throws IOException {
        file(
                "postern.protect[1] = POST /b",
                "postern.protect[0] = /a",
                "postern.protect.join[0] = /c",
                "postern.protect.join[1] = /d",
                "postern.site.blog.hostnames[0] = blog.example",
                "postern.hostnames = shop.example, www.shop.example");

        assertEquals("""
                protect = /a,POST /b
                protect.join = /c,/d
                site.blog.hostnames = blog.example
                hostnames = shop.example, www.shop.example""", told());
    }

    @Test
    void environmentVariables_areKnownAsSpringSpellsThem_andAsPosternDoes() {
        variables(
                "POSTERN_PUBLICORIGIN", "https://shop.example",
                "POSTERN_MINIMUM_SCORE", "0",
                "POSTERN_LIMIT_ISSUE", "1/h",
                "POSTERN_PROTECT_0", "/a",
                "POSTERN_PROTECT_1", "/b",
                "postern.protect.join", "/c");

        assertEquals("""
                protect.join = /c
                protect = /a,/b
                public-origin = https://shop.example
                limit.issue = 1/h
                minimum-score = 0""", told());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POSTERN_SERVICE_HOST", "POSTERN_PORT", "POSTERN_PORT_80_TCP", "POSTERN_SITE_BLOG_AUDIENCE"})
    void otherEnvironmentVariables_areLeftAlone(String name) {
        variables(name, "x");

        assertEquals("", told());
    }

    @Test
    void aRuleWithANameInAVariable_isAMistake_becauseItWouldGuardNothing() {
        variables("POSTERN_PROTECT_JOIN", "/join");

        assertTrue(mistake().startsWith("Postern: environment variables: POSTERN_PROTECT_JOIN = "), this::mistake);
    }

    @Test
    void theFirstSourceThatHasAKey_counts_alsoWhereOneHasALine_andTheOtherAList() {
        source("first", "postern.protect[0]", "/first", "postern.mount", "/first");
        source("second", "postern.protect", "/second, /other", "postern.mount", "/second", "postern.site", "second");

        List<Setting> settings = SpringSettings.of(environment);

        assertEquals("/first", first(settings, "protect"));
        assertEquals("/first", first(settings, "mount"));
        assertEquals("second", first(settings, "site"));
    }

    @Test
    void aSourceThatCantTellItsNames_isAskedForThem() {
        sources.addLast(new PropertySource<>("directory") {
            @Override
            public @Nullable Object getProperty(String name) {
                return name.equals("postern.public-origin") ? "https://shop.example" : null;
            }
        });

        assertEquals("public-origin = https://shop.example", told());
    }

    @Test
    void placeholders_areResolved_andValuesThatAreNoTexts_areReadAsYamlMeansThem() {
        source("file", "postern.secret", "${SECRET}", "postern.form-limit", 4096, "postern.accounts", true);
        source("other", "SECRET", "7f7f");

        assertEquals("secret = 7f7f\nform-limit = 4096\naccounts = true", told());
    }

    @Test
    void aKeyThatThereIsNot_isTold_andWhatIsOfOthersIsNot() throws IOException {
        file("postern.protekt = /signup", "postern.site.blog.mount = /x", "posternish.protect = /a", "shop.site = x");

        assertEquals("protekt = /signup\nsite.blog.mount = /x", told());
    }

    @Test
    void aMistake_isNamedWithThePlaceWhereItStands() throws IOException {
        file("# ours", "postern.protect = signup");
        source("commandLineArgs", "postern.mount", "x");
        variables("POSTERN_TRUSTED_HOPS", "x");

        assertEquals(
                List.of(
                        "application.properties - 2:19",
                        "\"postern.mount\" from property source \"commandLineArgs\"",
                        "\"POSTERN_TRUSTED_HOPS\" from property source \"systemEnvironment\""),
                SpringSettings.of(environment).stream().map(Setting::source).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postern.public-origin = a\npostern.publicOrigin = b",
                "postern.protect = /a\npostern.protect[0] = /b",
                "postern.protect[0] = /a\npostern.protect = /b"
            })
    void aKeyThatStandsTwiceInOneSource_isAMistake_becauseOneOfThemWouldBeLost(String lines) throws IOException {
        file(lines.split("\n", -1));

        assertTrue(mistake().contains("the key stands twice"), this::mistake);
    }

    private String told() {
        return SpringSettings.of(environment).stream()
                .map(setting -> setting.key() + " = " + setting.value())
                .collect(Collectors.joining("\n"));
    }

    private String mistake() {
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> SpringSettings.of(environment));
        return String.valueOf(e.getMessage());
    }

    private static String first(List<Setting> settings, String key) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private void file(String... lines) throws IOException {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        new PropertiesPropertySourceLoader()
                .load("file", new ByteArrayResource(text) {
                    @Override
                    public String getDescription() {
                        return "application.properties";
                    }
                })
                .forEach(sources::addLast);
    }

    private void source(String name, Object... keysAndValues) {
        sources.addLast(new MapPropertySource(name, map(keysAndValues)));
    }

    private void variables(Object... namesAndValues) {
        sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", map(namesAndValues)));
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
