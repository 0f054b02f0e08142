package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.AnswerRequest;
import dev.postern.Audience;
import dev.postern.ChallengeRequest;
import dev.postern.Difficulty;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.account.KeyHash;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.Work;
import dev.postern.challenge.digits.Digits;
import dev.postern.limit.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where settings come from and what they do. */
final class SettingsTest {
    private static final byte[] SECRET = HexFormat.of().parseHex("7f".repeat(32));
    private static final byte[] FORMER = HexFormat.of().parseHex("0f".repeat(32));
    private static final String KEY = EndpointServer.KEY;

    private final EndpointLog log = new EndpointLog();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** Or else a pass for one of two applications that share a secret would open a form of the other. */
    @Test
    void theDefaultSite_isTheApplications() throws Exception {
        assertEquals("default.shop", defaultSite("/shop"));
        Set<String> sites = new HashSet<>();
        List<String> contextPaths =
                List.of("/shop", "/shop/v2", "/shop.v2", "/shop~v2", "/" + "a".repeat(100), "/" + "a".repeat(101));
        for (String contextPath : contextPaths) {
            sites.add(defaultSite(contextPath));
        }
        assertEquals(contextPaths.size(), sites.size(), sites::toString);
    }

    private String defaultSite(String contextPath) throws Exception {
        return application().contextPath(contextPath).start().gate().site().id();
    }

    @Test
    void nothingConfigured_isADefaultForEverything() throws Exception {
        Gate gate = application().start().gate();

        assertEquals(List.of(), gate.rules());
        assertEquals("/postern", gate.mount());
        assertEquals(Optional.empty(), gate.publicOrigin());
        Site site = gate.site();
        assertEquals("default", site.id());
        assertEquals(Audience.HUMAN, site.audience());
        assertEquals(List.of(Work.family(), Digits.family()), site.families());
        assertEquals(List.of(Difficulty.values()), site.difficulties(Work.family()));
        assertEquals(30, site.minimumScore());
        assertEquals(Duration.ofSeconds(320), site.challengeLifetime());
        assertEquals(Duration.ofMinutes(5), site.verificationLifetime());
        assertEquals(Set.of(), site.hostnames());
    }

    @Test
    void everyKey_doesWhatItSays() throws Exception {
        Gate gate = application()
                .webInf(
                        "protect = /signup, POST|PUT /api/*",
                        "protect.join = *.do",
                        "secret = " + Base64.getEncoder().encodeToString(SECRET),
                        "former-secrets = " + HexFormat.of().formatHex(FORMER),
                        "clock-skew = 3s",
                        "public-origin = HTTPS://Shop.Example:8443",
                        "trusted-hops = 2",
                        "mount = /captcha",
                        "limit.issue = 10/30s",
                        "limit.verify = 1000/h",
                        "limit.redeem = 20/s",
                        "limit.busy = 5/s",
                        "work = medium - hard",
                        "form-limit = 4096",
                        "form-budget = 8589934592",
                        "slow-bodies = 20",
                        "test-keys = true",
                        "site = shop",
                        "api-key = " + KEY + ", " + KEY + "2",
                        "api-key-limit = 600/m",
                        "audience = Human",
                        "minimum-score = 62.5",
                        "challenge-lifetime = 2m",
                        "verification-lifetime = 1h",
                        "hostnames = Shop.Example , www.shop.example",
                        "families = digits",
                        "difficulties = easy",
                        "locales = en-GB, en",
                        "site.blog.api-key = " + EndpointServer.OTHER_KEY,
                        "site.blog.audience = agent",
                        "site.blog.minimum-score = 0",
                        "site.blog.challenge-lifetime = 10s",
                        "site.blog.verification-lifetime = 20s",
                        "site.blog.hostnames = blog.example",
                        "site.blog.families = digits, work",
                        "site.blog.work = Hard",
                        "site.blog.difficulties = easy",
                        "site.blog.locales = en")
                .start()
                .gate();

        assertEquals(
                "[/signup (action signup), POST|PUT /api/* (action api), *.do (action join)]",
                gate.rules().toString().replace("PUT|POST", "POST|PUT"));
        assertEquals(Optional.of("https://shop.example:8443"), gate.publicOrigin());
        assertEquals("/captcha", gate.mount());
        assertTrue(gate.testKeys().isPresent());
        Site shop = gate.site();
        assertEquals("shop", shop.id());
        assertSame(
                shop, gate.configuredKeys().find(KeyHash.of(KEY)).orElseThrow().site());
        assertSame(
                shop,
                gate.configuredKeys().find(KeyHash.of(KEY + "2")).orElseThrow().site());
        assertEquals(
                Optional.of(Rate.parse("600/m")),
                gate.configuredKeys().find(KeyHash.of(KEY + "2")).orElseThrow().rate());
        assertEquals(
                Optional.empty(),
                gate.configuredKeys()
                        .find(KeyHash.of(EndpointServer.OTHER_KEY))
                        .orElseThrow()
                        .rate());
        assertEquals(Audience.HUMAN, shop.audience());
        assertEquals(62.5, shop.minimumScore());
        assertEquals(Duration.ofMinutes(2), shop.challengeLifetime());
        assertEquals(Duration.ofHours(1), shop.verificationLifetime());
        assertEquals(Set.of("shop.example", "www.shop.example"), shop.hostnames());
        assertEquals(List.of(Digits.family()), shop.families());
        assertEquals(List.of(Difficulty.EASY), shop.difficulties());
        assertEquals(List.of(Difficulty.MEDIUM, Difficulty.HARD), shop.difficulties(Work.family()));
        assertEquals(List.of(Locale.UK, Locale.ENGLISH), shop.locales());
        Site blog = gate.configuredKeys()
                .find(KeyHash.of(EndpointServer.OTHER_KEY))
                .orElseThrow()
                .site();
        assertEquals("blog", blog.id());
        assertEquals(Audience.AGENT, blog.audience());
        assertEquals(List.of(Digits.family(), Work.family()), blog.families());
        assertEquals(List.of(Difficulty.HARD), blog.difficulties(Work.family()));
        assertEquals(0, blog.minimumScore());
        assertEquals(Duration.ofSeconds(10), blog.challengeLifetime());
        assertEquals(Duration.ofSeconds(20), blog.verificationLifetime());
        assertEquals(Set.of("blog.example"), blog.hostnames());
    }

    @Test
    void phrasesOfOnesOwn_areTheOnlyOnes_ofAllSites() throws Exception {
        String file = Path.of("../core/src/test/resources/dev/postern/challenge/digits/private.pack")
                .toAbsolutePath()
                .toString();
        Gate gate = application()
                .webInf(
                        "protect = /signup",
                        "phrases = " + file,
                        "audience = agent",
                        "site.blog.api-key = " + EndpointServer.OTHER_KEY,
                        "site.blog.families = digits")
                .start()
                .gate();
        Site blog = gate.configuredKeys()
                .find(KeyHash.of(EndpointServer.OTHER_KEY))
                .orElseThrow()
                .site();
        for (Site site : List.of(gate.site(), blog)) {
            assertEquals(List.of(Locale.ENGLISH), site.locales());
            Digits digits = (Digits) site.questions().orElseThrow();
            assertEquals(List.of(Locale.ENGLISH), digits.locales());
            TextPrompt prompt = (TextPrompt) digits.compose(Difficulty.MEDIUM, Locale.ENGLISH, new SplittableRandom(1))
                    .prompt();
            assertTrue(prompt.instruction().contains("numerals"), prompt::instruction);
        }
    }

    @Test
    void testKeys_areOffUnlessTheyAreSwitchedOn_andThatIsAWarning() throws Exception {
        for (String line : List.of("", "test-keys = false")) {
            try (EndpointLog log = new EndpointLog()) {
                Gate gate =
                        application().webInf("protect = /signup", line).start().gate();

                assertTrue(gate.testKeys().isEmpty());
                assertFalse(log.everything().contains("test keys"), log.everything());
            }
        }
        for (boolean initializer : List.of(true, false)) {
            SettingsApplication application =
                    application().webInf("test-keys = true").filterParameter("protect", "/signup");
            try (EndpointLog log = new EndpointLog()) {
                (initializer ? application : application.withoutInitializer()).start();

                List<String> said = log.aboveDebug().stream()
                        .filter(line -> line.contains("test keys are switched on"))
                        .toList();
                assertEquals(1, said.size(), log.everything());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f38=",
                "f39_f39_f39_f39_f39_f39_f39_f39_f39_f39_f38",
                "7F7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f"
            })
    void aSecret_sealsForEveryNodeThatHasIt_howeverItIsWritten(String written) throws Exception {
        Postern here =
                application().webInf("secret = " + written).start().gate().postern();
        Postern there = Postern.builder().secret(SECRET).build();
        Site site = Site.builder("default").build();

        String token = there.issue(ChallengeRequest.of(site)).token().toString();
        here.verify(AnswerRequest.of(site, token, "-1"));

        Verdict again = here.verify(AnswerRequest.of(site, token, "-1"));
        assertEquals(Verdict.Outcome.ALREADY_USED, again.outcome(), "spent, so it was known as ours");
    }

    @Test
    void aFormerSecret_isStillGoodForChallengesInFlight() throws Exception {
        Postern here = application()
                .webInf(
                        "secret = " + Base64.getEncoder().encodeToString(SECRET),
                        "former-secrets = " + HexFormat.of().formatHex(FORMER) + ", "
                                + Base64.getUrlEncoder().encodeToString(new byte[40]))
                .start()
                .gate()
                .postern();
        Postern before = Postern.builder().secret(FORMER).build();
        Site site = Site.builder("default").build();

        String token = before.issue(ChallengeRequest.of(site)).token().toString();
        here.verify(AnswerRequest.of(site, token, "-1"));

        assertEquals(
                Verdict.Outcome.ALREADY_USED,
                here.verify(AnswerRequest.of(site, token, "-1")).outcome());
    }

    @Test
    void theFirstSourceThatHasAKey_counts() throws Exception {
        SettingsApplication application = application()
                .classPath("mount = /class-path", "site = class-path", "public-origin = http://class.path");
        assertEquals("/class-path", application.start().gate().mount());

        application.webInf("mount = /web-inf", "site = web-inf");
        assertEquals("/web-inf", application.start().gate().mount());

        Gate gate =
                application.systemProperty("mount", "/system-property").start().gate();
        assertEquals("/system-property", gate.mount());
        assertEquals("web-inf", gate.site().id());
        assertEquals(Optional.of("http://class.path"), gate.publicOrigin());

        Gate filters = application
                .withoutInitializer()
                .filterParameter("mount", "/init-parameter")
                .start()
                .gate();
        assertEquals("/init-parameter", filters.mount());
        assertEquals("web-inf", filters.site().id());
    }

    @Test
    void environmentVariables_standBetweenSystemPropertiesAndFiles() throws Exception {
        Gate gate = application()
                .webInf("mount = /web-inf", "site = web-inf", "limit.issue = 1/h")
                .variable("POSTERN_MOUNT", "/environment")
                .variable("POSTERN_SITE", "environment")
                .variable("POSTERN_PUBLIC_ORIGIN", "https://environment.example")
                .variable("POSTERN_PROTECT", "/environment")
                .systemProperty("mount", "/system-property")
                .start()
                .gate();

        assertEquals("/system-property", gate.mount());
        assertEquals("environment", gate.site().id());
        assertEquals(Optional.of("https://environment.example"), gate.publicOrigin());
        assertEquals("[/environment (action environment)]", gate.rules().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSTERN_SERVICE_HOST",
                "POSTERN_PORT",
                "POSTERN_PORT_80_TCP",
                "POSTERN_SITE_BLOG_AUDIENCE",
                "POSTERN_protect",
                "PROTECT",
                "POSTERNISH_PROTECT_A"
            })
    void otherEnvironmentVariables_areLeftAlone(String name) throws Exception {
        Gate gate = application()
                .webInf("protect = /signup")
                .variable(name, "tcp://10.0.0.1:80")
                .start()
                .gate();

        assertEquals("[/signup (action signup)]", gate.rules().toString());
    }

    @Test
    void theRulesOfAFile_areTriedInTheFilesOrder() throws Exception {
        StringBuilder expected = new StringBuilder();
        String[] lines = new String[20];
        for (int i = 0; i < lines.length; i++) {
            String action = "action" + (i * 7) % 20;
            lines[i] = "protect." + action + " = /path" + i;
            expected.append(action).append(' ');
        }

        Gate gate = application().webInf(lines).start().gate();

        assertEquals(
                expected.toString().strip(),
                String.join(
                        " ", gate.rules().stream().map(ProtectionRule::action).toList()));
    }

    @Test
    void aFilterOfWebXml_sharesTheInitializersGate_andAddsRulesOfItsOwn() throws Exception {
        SettingsApplication.Started started = application()
                .webInf("protect = /signup", "mount = /captcha")
                .filterParameter("protect", "/login")
                .filterParameter("protect.order", "/cart, /checkout/*")
                .start();

        assertEquals("[/signup (action signup)]", started.gate().rules().toString());
        assertEquals("/captcha", started.gate().mount());
        assertEquals(
                "[/login (action login), /cart (action order), /checkout/* (action order), /signup (action signup)]",
                started.filterRules().toString());
    }

    @Test
    void aFilterOfWebXmlAlone_readsTheWholeConfiguration() throws Exception {
        SettingsApplication.Started started = application()
                .withoutInitializer()
                .webInf("site = shop", "protect = /from-file")
                .filterParameter("protect", "/login")
                .filterParameter("protect.order", "/cart")
                .filterParameter("form-limit", "2048")
                .filterParameter("public-origin", "https://shop.example")
                .start();

        assertEquals("shop", started.gate().site().id());
        assertEquals(Optional.of("https://shop.example"), started.gate().publicOrigin());
        assertEquals(
                "[/login (action login), /cart (action order), /from-file (action from-file)]",
                started.filterRules().toString());
        assertEquals("[/from-file (action from-file)]", started.gate().rules().toString());
    }

    @Test
    void theRulesOfInitParametersAndSystemProperties_areTriedInTheOrderOfTheirKeys() throws Exception {
        SettingsApplication application = application().webInf("protect.z = /z", "protect.y = /y");
        for (String action : List.of("k", "a", "q", "c", "b", "x", "d")) {
            application.filterParameter("protect." + action, "/own-" + action);
            application.systemProperty("protect.s" + action, "/system-" + action);
        }

        assertEquals(
                "a b c d k q x sa sb sc sd sk sq sx z y",
                String.join(
                        " ",
                        application.start().filterRules().stream()
                                .map(ProtectionRule::action)
                                .toList()));
    }

    @Test
    void whatStandsInSystemPropertiesOfOthers_isNotOurs() throws Exception {
        System.setProperty("posternish.protect", "nonsense");
        try {
            assertTrue(application().start().gate().rules().isEmpty());
        } finally {
            System.clearProperty("posternish.protect");
        }
    }

    @Test
    void everyStart_hasAGateOfItsOwn() throws Exception {
        assertNotSame(application().start().gate(), application().start().gate());
        assertFalse(SettingKeys.known().isEmpty());
    }

    @Test
    void theListener_mountsTheGate_whereTheContainerLooksForNoInitializer() throws Exception {
        SettingsApplication.Started started = application()
                .withoutInitializer()
                .withListener()
                .webInf("protect = /signup")
                .start();

        assertEquals("[/signup (action signup)]", started.gate().rules().toString());
        assertEquals(Set.of("postern-endpoints", "postern-guard"), started.filters());
    }

    @Test
    void theListener_mountsNothing_whereTheInitializerHas() throws Exception {
        SettingsApplication.Started started =
                application().withListener().webInf("protect = /signup").start();

        assertEquals(Set.of("postern-endpoints", "postern-guard"), started.filters());
    }

    private SettingsApplication application() {
        return new SettingsApplication(directory);
    }
}
