package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.servlet.testing.ApiDocument;
import dev.postern.servlet.testing.Exchange;
import dev.postern.token.CaffeineTokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Postern on a container, in front of an application of one form. Time stands still unless it is advanced; of two sites, {@code site} is
 * the application's own and has {@link #KEY}, {@code other} has {@link #OTHER_KEY}.
 */
final class EndpointServer implements AutoCloseable {
    static final String KEY = "aic_sk_0123456789abcdefghijABCDEFGHIJ_-";
    static final String OTHER_KEY = "aic_sk_another9abcdefghijABCDEFGHIJ0123";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    final EndpointClock clock;
    final EndpointFamily family;
    final EndpointStore store;
    private final EndpointContainer.Running container;
    private final String contextPath;
    private final String mount;

    private EndpointServer(Builder builder) throws Exception {
        clock = builder.clock;
        family = new EndpointFamily();
        store = new EndpointStore(
                CaffeineTokenStore.builder().ticker(clock.ticker()).build());
        contextPath = builder.contextPath;
        mount = builder.mount.equals("/") ? "" : builder.mount;
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        Postern postern = builder.postern
                .apply(Postern.builder().secret(secret).store(store).clock(clock))
                .build();
        Site site = builder.site
                .apply(Site.builder("shop").families(family).minimumScore(0))
                .build();
        Site other = Site.builder("other").families(family).minimumScore(0).build();
        Gate gate = builder.gate
                .apply(Gate.builder(postern, site)
                        .mount(builder.mount)
                        .protect("/signup")
                        .apiKey(KEY, site)
                        .apiKey(OTHER_KEY, other))
                .build();
        List<ServletContainerInitializer> initializers = new ArrayList<>(builder.before);
        initializers.add((classes, context) -> application(context, builder.first));
        initializers.add(new PosternInitializer(gate));
        EndpointLog startUp = new EndpointLog(); // which is not for the tests' output
        try {
            container = builder.container.start(contextPath, initializers);
        } finally {
            startUp.close();
        }
    }

    private static void application(ServletContext context, @Nullable Filter first) {
        context.addServlet("signup", new Signup()).addMapping("/signup");
        if (first != null) {
            // Tomcat asks no filter where there is no servlet.
            context.getServletRegistration("signup").addMapping("/postern/unknown");
            FilterRegistration.Dynamic filter = context.addFilter("the-application", first);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        }
    }

    static EndpointServer start() throws Exception {
        return on(EndpointContainer.JETTY).start();
    }

    static Builder on(EndpointContainer container) {
        return new Builder(container);
    }

    int port() {
        return container.port();
    }

    /** The path of an endpoint as the client has to write it. */
    String path(String endpoint) {
        return contextPath + mount + endpoint;
    }

    HttpRequest.Builder request(String rawPath) {
        return HttpRequest.newBuilder(URI.create("http://" + EndpointContainer.HOST + ":" + port() + rawPath))
                .timeout(PATIENCE);
    }

    /** Sends a request. What the OpenAPI document says of it is checked. */
    EndpointReply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        EndpointReply reply =
                EndpointReply.of(response.statusCode(), response.headers().map(), response.body());
        endpoint(request.uri().getPath())
                .ifPresent(endpoint ->
                        check(Exchange.of(request, endpoint, reply.status(), reply.headers(), reply.body())));
        return reply;
    }

    private static void check(Exchange exchange) {
        if (ApiDocument.SERVED.describes(exchange.path())) {
            ApiDocument.SERVED.check(exchange);
        } else if (exchange.status() < 300) {
            String type =
                    exchange.headers().getOrDefault("content-type", List.of()).toString();
            assertFalse(type.contains(JSON), () -> "OpenAPI: the path is not described: " + exchange);
        }
    }

    /** Checks the reply to a request that no client would send, unless it is the container's. */
    void checkReply(String method, String rawPath, EndpointReply reply) {
        if (reply.header("Content-Type").startsWith("application/")) {
            endpoint(URI.create(rawPath).getPath())
                    .filter(ApiDocument.SERVED::describes)
                    .ifPresent(endpoint -> ApiDocument.SERVED.checkReply(new Exchange(
                            method,
                            endpoint,
                            "",
                            Optional.empty(),
                            "",
                            reply.status(),
                            reply.headers(),
                            reply.body())));
        }
    }

    /** What is below the mount point, if the path is. */
    private Optional<String> endpoint(String path) {
        String plain = path.replaceAll(";[^/]*", "");
        return plain.startsWith(path("/")) ? Optional.of(plain.substring(path("").length())) : Optional.empty();
    }

    /** A POST of JSON to an endpoint, with these header names and values. */
    EndpointReply post(String endpoint, String json, String... headers) throws IOException, InterruptedException {
        return postTo(path(endpoint), json, headers);
    }

    /** A POST of JSON to any path, with these header names and values. */
    EndpointReply postTo(String rawPath, String json, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(rawPath).POST(BodyPublishers.ofString(json));
        request.setHeader("Content-Type", JSON);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** A POST of JSON with the site's key. */
    EndpointReply call(String endpoint, String json) throws IOException, InterruptedException {
        return post(endpoint, json, "X-API-Key", KEY);
    }

    EndpointReply create(String json) throws IOException, InterruptedException {
        return call("/api/v2/challenges", json);
    }

    EndpointReply verify(String json) throws IOException, InterruptedException {
        return call("/api/v2/challenges/verify", json);
    }

    EndpointReply redeem(String json) throws IOException, InterruptedException {
        return call("/api/v2/challenges/siteverify", json);
    }

    /** A fresh challenge for no action. */
    Issued issue() throws IOException, InterruptedException {
        return issue("{}");
    }

    Issued issue(String json) throws IOException, InterruptedException {
        return issued(create(json).ok());
    }

    /** What a reply with a challenge in it means. */
    Issued issued(JsonNode challenge) {
        return new Issued(challenge.get("token").textValue(), family.answerTo(challenge.get("challenge")));
    }

    /** A fresh pass of the site, earned in five seconds. */
    String pass() throws IOException, InterruptedException {
        Issued issued = issue();
        clock.advance(Duration.ofSeconds(5));
        return verify(issued.right()).ok().get("verificationToken").textValue();
    }

    @Override
    public void close() {
        container.close();
    }

    /** A challenge and what is right. */
    record Issued(String token, String answer) {
        /** The body that answers it right, as a number. */
        String right() {
            return with(answer);
        }

        String wrong() {
            return with("-1");
        }

        /** The body with this JSON as the answer. */
        String with(String json) {
            return "{\"token\":\"" + token + "\",\"answer\":" + json + "}";
        }

        /** The body with the right answer for this action. */
        String rightFor(String action) {
            return "{\"token\":\"" + token + "\",\"answer\":" + answer + ",\"action\":\"" + action + "\"}";
        }
    }

    /** The form of an application that knows nothing of Postern. */
    private static final class Signup extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write("welcome " + request.getParameter("name"));
        }
    }

    /** How the server is set up. */
    static final class Builder {
        private final EndpointContainer container;
        private final List<ServletContainerInitializer> before = new ArrayList<>();
        private EndpointClock clock = new EndpointClock();
        private String contextPath = "";
        private String mount = "/postern";
        private UnaryOperator<Site.Builder> site = builder -> builder;
        private UnaryOperator<Gate.Builder> gate = builder -> builder;
        private UnaryOperator<Postern.Builder> postern = builder -> builder;
        private @Nullable Filter first;

        private Builder(EndpointContainer container) {
            this.container = container;
        }

        Builder contextPath(String path) {
            this.contextPath = path;
            return this;
        }

        Builder clock(EndpointClock clock) {
            this.clock = clock;
            return this;
        }

        Builder mount(String path) {
            this.mount = path;
            return this;
        }

        Builder site(UnaryOperator<Site.Builder> more) {
            this.site = more;
            return this;
        }

        Builder gate(UnaryOperator<Gate.Builder> more) {
            this.gate = more;
            return this;
        }

        Builder postern(UnaryOperator<Postern.Builder> more) {
            this.postern = more;
            return this;
        }

        /** The application's own first filter. */
        Builder first(Filter filter) {
            this.first = filter;
            return this;
        }

        /** What runs before Postern's initializer. */
        Builder before(ServletContainerInitializer initializer) {
            before.add(initializer);
            return this;
        }

        EndpointServer start() throws Exception {
            return new EndpointServer(this);
        }
    }
}
