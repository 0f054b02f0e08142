package dev.postern.servlet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.AnswerRequest;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.KnownAnswers;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.Work;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An application on a container with a gate in front, or without one, and whoever visits it. */
public final class Shop implements AutoCloseable {
    /** What a browser says it accepts when a form is sent. */
    public static final String BROWSER_ACCEPT =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
                    + "application/signed-exchange;v=b3;q=0.7";

    /** Each shop that opens would say so. */
    private static final Logger LOG = Logger.getLogger("dev.postern");

    static {
        LOG.setLevel(Level.WARNING);
    }

    /** One for each: a port may be used again, and then the connections to the server before are dead. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final Container.Running container;
    private final String contextPath;
    private final Core core;

    private Shop(Container.Running container, String contextPath, Core core) {
        this.container = container;
        this.contextPath = contextPath;
        this.core = core;
    }

    /** A challenge and its answer. */
    public record Solved(String token, String answer) {
        /** Another answer, which is wrong. */
        public String wrong() {
            return answer.equals("1") ? "2" : "1";
        }
    }

    /** The parts of a gate that a test may want to set by itself. */
    public static final class Core {
        private final HandClock clock = new HandClock();
        private final KnownAnswers answers;
        private final Postern postern;
        private final Site site;

        private Core(KnownAnswers answers, UnaryOperator<Postern.Builder> core, UnaryOperator<Site.Builder> site) {
            this.answers = answers;
            postern = core.apply(Postern.builder().secret(new byte[32]).clock(clock))
                    .build();
            this.site = site.apply(Site.builder("shop").families(answers).minimumScore(0))
                    .build();
        }

        /** A core with these settings; without any, it lets a right answer pass however fast it came. */
        public static Core with(UnaryOperator<Postern.Builder> core, UnaryOperator<Site.Builder> site) {
            return new Core(new KnownAnswers(), core, site);
        }

        /** A core whose site asks for proof of work first, and questions where that is not enough. */
        public static Core askingForWork(UnaryOperator<Site.Builder> site) {
            KnownAnswers answers = new KnownAnswers();
            return new Core(answers, UnaryOperator.identity(), it -> site.apply(it.families(Work.family(), answers)));
        }

        /** As {@link #askingForWork(UnaryOperator)}, by another clock than the test's own. */
        public static Core askingForWork(UnaryOperator<Site.Builder> site, InstantSource clock) {
            KnownAnswers answers = new KnownAnswers();
            return new Core(answers, core -> core.clock(clock), it -> site.apply(it.families(Work.family(), answers)));
        }

        /** A core whose site asks questions of this family. */
        public static Core asking(ChallengeFamily family) {
            return new Core(new KnownAnswers(family), UnaryOperator.identity(), UnaryOperator.identity());
        }

        /** A core as it comes. */
        public static Core plain() {
            return with(UnaryOperator.identity(), UnaryOperator.identity());
        }

        /** Starts a gate. */
        public Gate.Builder gate() {
            return Gate.builder(postern, site);
        }

        /** The site. */
        public Site site() {
            return site;
        }

        /** The core. */
        public Postern postern() {
            return postern;
        }

        /** The time. */
        public HandClock clock() {
            return clock;
        }

        /** The answers. */
        public KnownAnswers answers() {
            return answers;
        }
    }

    /** Opens a guarded application. */
    public static Shop open(Container container, Application application, UnaryOperator<Gate.Builder> gate) {
        return open(container, "", application, Core.plain(), gate);
    }

    /** Opens a guarded application with this core. */
    public static Shop open(Container container, Application application, Core core, UnaryOperator<Gate.Builder> gate) {
        return open(container, "", application, core, gate);
    }

    /** Opens a guarded application below a path. */
    public static Shop open(
            Container container,
            String contextPath,
            Application application,
            Core core,
            UnaryOperator<Gate.Builder> gate) {
        PosternInitializer initializer =
                new PosternInitializer(gate.apply(core.gate()).build());
        return new Shop(container.start(contextPath, initializer, application), contextPath, core);
    }

    /** Opens the same application with nothing in front. */
    public static Shop openUnguarded(Container container, Application application) {
        return new Shop(container.start("", application), "", Core.plain());
    }

    /** Where it listens. */
    public int port() {
        return container.port();
    }

    /** The core. */
    public Core core() {
        return core;
    }

    /** A challenge for this action, issued without asking the server, and its answer. */
    public Solved challenge(String action) {
        Challenge challenge = core.postern.issue(ChallengeRequest.of(core.site).withAction(action));
        TextPrompt prompt = (TextPrompt) challenge.prompt();
        return new Solved(challenge.token().toString(), core.answers.answer(prompt.text(), prompt.instruction()));
    }

    /** The challenge in a refusal, and its answer. */
    public Solved challengeIn(Reply reply) {
        JsonNode challenge = reply.json().path("challenge");
        JsonNode shown = challenge.path("challenge");
        return new Solved(
                challenge.path("token").asText(),
                core.answers.answer(
                        shown.path("text").asText(), shown.path("instruction").asText()));
    }

    /** The answer to the challenge on a page. */
    public String answerTo(Html page) {
        return core.answers.answer(page.text(), page.instruction());
    }

    /** A pass for this action. */
    public String pass(String action) {
        Solved solved = challenge(action);
        return core.postern
                .verify(AnswerRequest.of(core.site, solved.token(), solved.answer())
                        .withAction(action)
                        .withHostname("127.0.0.1"))
                .verificationToken()
                .map(UUID::toString)
                .orElseThrow();
    }

    /** Starts a request for a path of the application. */
    public HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + contextPath + pathAndQuery))
                .timeout(Duration.ofSeconds(30));
    }

    /** Starts a post of an urlencoded form, one byte for each character. */
    public HttpRequest.Builder form(String pathAndQuery, String form) {
        return to(pathAndQuery)
                .header("Content-Type", Forms.URLENCODED)
                .POST(BodyPublishers.ofByteArray(form.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** A form as a browser sends it from a page of the same origin. */
    public HttpRequest.Builder browserForm(String pathAndQuery, String form) {
        return form(pathAndQuery, form)
                .header("Accept", BROWSER_ACCEPT)
                .header("Origin", "http://127.0.0.1:" + port())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-User", "?1")
                .header("Sec-Fetch-Dest", "document");
    }

    /** Sends it. */
    public Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            Map<String, List<String>> headers =
                    new LinkedHashMap<>(response.headers().map());
            return new Reply(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a post with this request target, as it stands. */
    public Reply rawPost(String target, String... headers) {
        return raw("POST", target, headers);
    }

    /** Sends a request without a body with this request target, as it stands. */
    public Reply raw(String method, String target, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: 127.0.0.1:").append(port()).append("\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Content-Length: 0\r\n\r\n");
        return RawHttp.exchange(port(), request.toString());
    }

    @Override
    public void close() {
        container.close();
        core.postern.close();
    }
}
