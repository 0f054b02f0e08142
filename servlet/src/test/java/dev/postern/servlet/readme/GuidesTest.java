package dev.postern.servlet.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.AnswerRequest;
import dev.postern.Audience;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Metrics;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.Verification;
import dev.postern.account.Accounts;
import dev.postern.account.ApiKeySettings;
import dev.postern.account.ApiKeys;
import dev.postern.account.EmailAddress;
import dev.postern.account.KeyInUse;
import dev.postern.account.NewApiKey;
import dev.postern.account.Password;
import dev.postern.account.Session;
import dev.postern.analytics.Analytics;
import dev.postern.challenge.TextPrompt;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.desk.Desk;
import dev.postern.micrometer.MicrometerMetrics;
import dev.postern.servlet.CaptchaFilter;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import dev.postern.servlet.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;

/** The Java of the guides stands in this package, so it compiles; what of it can run by itself does. */
class GuidesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path HERE = Path.of("src/test/java/dev/postern/servlet/readme");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "core/README.md", "servlet/README.md"})
    void everyLineOfJava_inAGuide_standsInCodeThatCompiles(String guide) throws IOException {
        Set<String> compiled = compiledLines();
        List<String> missing = javaOf(guide).stream()
                .filter(line -> !compiled.contains(normal(line)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void callingTheCore_asTheReadmeShows_isCompiledAndRuns() {
        String answer = "0"; // which no challenge has
        Postern postern = Postern.builder().build();
        Site site = Site.builder("shop").build();
        Challenge challenge = postern.issue(ChallengeRequest.of(site).withAction("signup"));
        TextPrompt prompt = (TextPrompt) challenge.prompt(); // show its text and instruction, and get an answer
        assertTrue(!prompt.instruction().isEmpty());
        Verdict verdict = postern.verify(
                AnswerRequest.of(site, challenge.token().toString(), answer).withAction("signup"));
        assertEquals(Verdict.Outcome.INCORRECT_ANSWER, verdict.outcome());
        postern.close();
    }

    @Test
    void callingTheCore_asItsGuideShows_verifiesAnAnswer() {
        Postern postern = Postern.builder().build();
        Site site =
                Site.builder("shop").families(new Spelling()).minimumScore(0).build();
        Challenge challenge = postern.issue(ChallengeRequest.of(site).withAction("signup"));
        TextPrompt prompt = (TextPrompt) challenge.prompt(); // text(), instruction(), and digits() where they are told
        String answer = new StringBuilder(prompt.text()).reverse().toString();
        Verdict verdict =
                postern.verify(AnswerRequest.of(site, challenge.token().toString(), answer)
                        .withAction("signup") // the action of the issue
                        .withHostname("shop.example")); // told with the verification, and not checked
        String pass = verdict.verificationToken().orElseThrow().toString(); // if verdict.allowed()
        Optional<Verification> verification = postern.redeem(site, pass); // once
        assertEquals("SPELL_BACKWARDS", verification.orElseThrow().operation());
        postern.close();
    }

    @Test
    void settings_asTheCoresGuideShows_areAccepted() {
        byte[] secret = new byte[32];
        byte[] formerSecret = new byte[32];
        Postern postern = Postern.builder()
                .secret(secret) // 32 bytes or more; the same on all nodes
                .verifyOnlySecrets(formerSecret) // while challenges of the former one are in flight
                .build();
        Site site = Site.builder("shop")
                .audience(Audience.ANY) // HUMAN, AGENT or ANY
                .minimumScore(30) // a right answer below it is a success, but not allowed
                .challengeLifetime(Duration.ofSeconds(320))
                .verificationLifetime(Duration.ofMinutes(5))
                .hostnames("shop.example")
                .build();
        assertNotNull(postern.issue(ChallengeRequest.of(site)));
        assertNotNull(Site.builder("shop").families(new Spelling()).build());
        postern.close();
    }

    @Test
    void aGate_isMadeAsTheGuideShows() {
        Postern postern = Postern.builder().build();
        Site site = Site.builder("shop").build();
        Gate gate = Gate.builder(postern, site).protect("/signup").build();
        ServletContextHandler context = new ServletContextHandler();
        context.addServletContainerInitializer(new PosternInitializer(gate));
        assertNotNull(context);
        postern.close();
    }

    @Test
    void testKeys_areSwitchedOnAsTheGuideShows() {
        Postern postern = Postern.builder().build();
        Site site = Site.builder("shop").build();
        Gate gate =
                Gate.builder(postern, site).protect("/signup").testKeys(true).build();
        assertNotNull(gate);
        postern.close();
    }

    @Test
    void aDesk_isMadeAsTheGuideShows() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            Database database = Database.open(dataSource);
            Desk desk = Desk.builder(database)
                    .solver(task -> read(task.image().bytes()))
                    .build();
            Service service = Service.builder(database).desk(desk).build(); // closes the desk, too
            assertEquals(Optional.of(desk), service.desk());
            service.close();
        }
    }

    private static String read(byte[] image) {
        return image.length + " bytes";
    }

    @Test
    void aService_isMadeAsTheGuideShows() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            String code = "come-in-8";
            Postern postern = Postern.builder().build();
            Site site = Site.builder("shop").build();
            Service service = Service.builder(dataSource)
                    .registrationByInvitation(code)
                    .dashboard(true)
                    .build();
            Gate gate = Gate.builder(postern, site).service(service).build();
            assertNotNull(gate);
            service.close();
            postern.close();
        }
    }

    @Test
    void accountsKeysAndFigures_workAsCoresGuideShows() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            EmailAddress email = EmailAddress.parse("ada@example.com").orElseThrow();
            Password password = Password.of("correct horse");
            Database database = Database.open(dataSource); // makes Postern's tables, or brings them up to date
            Accounts accounts = Accounts.on(database);
            Session session =
                    accounts.register(email, password, Optional.of("Ada")).orElseThrow(); // empty: the address is taken
            ApiKeys keys = ApiKeys.on(database);
            ApiKeySettings settings =
                    ApiKeySettings.builder("forum").audience(Audience.HUMAN).build();
            NewApiKey key =
                    keys.create(session.account().id(), settings).orElseThrow(); // key.secret() is shown this once
            KeyInUse inUse = keys.find(key.secret()).orElseThrow(); // a site to issue, verify and redeem for
            Analytics analytics = Analytics.on(database);
            analytics.counter(inUse.id()).issued(); // no lock, no statement
            analytics.flush(); // every few seconds, and at the end
            assertEquals(Audience.HUMAN, inUse.site().audience());
            analytics.close();
            accounts.close();
        }
    }

    @Test
    void metrics_areRecordedAsTheGuideShows() {
        MeterRegistry registry = new SimpleMeterRegistry();
        Metrics metrics = new MicrometerMetrics(registry);
        Postern postern = Postern.builder().metrics(metrics).build();
        assertEquals(1, registry.find("postern.store.entries").gauges().size());
        postern.close();
    }

    /** Of a Spring Boot application. */
    static final class Beans {
        @Bean
        Metrics posternMetrics(MeterRegistry registry) {
            return new MicrometerMetrics(registry);
        }
    }

    static void showAgain(HttpServletRequest request) {
        Optional<String> pass = CaptchaFilter.renew(request); // into <input type="hidden" name="captcha-token">
        request.setAttribute("pass", pass);
    }

    static void mountInASpringApplication(Gate gate, ServletContext servletContext) {
        new PosternInitializer(gate).onStartup(null, servletContext);
    }

    static Verification verificationOf(HttpServletRequest request) {
        Verification verification = (Verification) request.getAttribute(CaptchaFilter.VERIFICATION);
        return verification;
    }

    private static List<String> javaOf(String guide) throws IOException {
        List<String> java = new ArrayList<>();
        boolean inJava = false;
        for (String line : Files.readAllLines(ROOT.resolve(guide))) {
            boolean fence = line.startsWith("```");
            if (inJava && !fence && !line.isBlank()) {
                java.add(line);
            }
            inJava = fence ? line.equals("```java") : inJava;
        }
        assertTrue(java.size() > 2, "a guide without Java has nothing to hold against the code");
        return java;
    }

    private static Set<String> compiledLines() throws IOException {
        try (Stream<Path> files = Files.list(HERE)) {
            List<Path> sources = files.toList();
            List<String> lines = new ArrayList<>();
            for (Path source : sources) {
                lines.addAll(Files.readAllLines(source));
            }
            return lines.stream().map(GuidesTest::normal).collect(Collectors.toSet());
        }
    }

    /** Without comments at its end and without indentation. */
    private static String normal(String line) {
        return line.replaceAll("\\s*//.*$", "").strip();
    }
}
