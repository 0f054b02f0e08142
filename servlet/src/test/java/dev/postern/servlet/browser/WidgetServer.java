package dev.postern.servlet.browser;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.challenge.KnownAnswers;
import dev.postern.challenge.Work;
import dev.postern.limit.Rate;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import dev.postern.servlet.testing.HandClock;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A shop for people whose pages have the widget, under a policy that allows nothing but the shop's own files. Unless a test says otherwise, work is
 * cheap and a right answer passes however fast it came. Between shop and browser stands what may stand there in the world: something that keeps replies
 * back, or answers by itself.
 */
final class WidgetServer implements AutoCloseable {
    static final String POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; report-uri /violations";
    private static final Rate ANY = new Rate(1_000_000, Duration.ofSeconds(1));
    private static final Logger LOG = Logger.getLogger("dev.postern");

    final HandClock clock = new HandClock();
    final KnownAnswers answers = new KnownAnswers();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Middle middle = new Middle();
    private final Postern postern =
            Postern.builder().secret(new byte[32]).clock(clock).build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private WidgetServer() {
        LOG.setLevel(Level.WARNING); // that it starts is none
    }

    static WidgetServer start() throws Exception {
        return start(site -> site, gate -> gate);
    }

    static WidgetServer start(UnaryOperator<Site.Builder> site, UnaryOperator<Gate.Builder> gate) throws Exception {
        WidgetServer started = new WidgetServer();
        started.listen(site, gate);
        return started;
    }

    private void listen(UnaryOperator<Site.Builder> site, UnaryOperator<Gate.Builder> gate) throws Exception {
        Site shop = site.apply(Site.builder("shop")
                        .audience(Audience.HUMAN)
                        .families(Work.family(), answers)
                        .work(Difficulty.EASY, Difficulty.EASY)
                        .minimumScore(0))
                .build();
        Gate built = gate.apply(Gate.builder(postern, shop)
                        .protect("/order")
                        .issueLimit(ANY)
                        .verifyLimit(ANY))
                .build();
        ServletContextHandler application = new ServletContextHandler("/");
        application.addServletContainerInitializer(new PosternInitializer(built));
        application.addServlet(new ServletHolder(new Pages()), "/*");
        middle.setHandler(application);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(middle);
        server.start();
    }

    /** Where browsers find it. */
    String origin() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    /** The names in the orders that have come through. */
    List<String> orders() {
        return orders;
    }

    /** What browsers reported that the policy stopped. */
    List<String> violations() {
        return violations;
    }

    /** Keeps replies to requests for challenges and verdicts back, until {@link #letGo}. */
    void keepBack() {
        middle.held = new CountDownLatch(1);
    }

    void letGo() {
        middle.held.countDown();
    }

    /** Answers requests for challenges and verdicts as a proxy does whose shop is down, until {@link #answerAgain}. */
    void answerAsProxy() {
        middle.isDown = true;
    }

    void answerAgain() {
        middle.isDown = false;
    }

    /** How often a challenge was asked for. */
    int challenges() {
        return middle.challenges;
    }

    @Override
    public void close() {
        letGo();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
        postern.close();
    }

    /** What stands between the shop and its visitors. */
    private static final class Middle extends Handler.Wrapper {
        private volatile CountDownLatch held = new CountDownLatch(0);
        private volatile boolean isDown;
        private volatile int challenges;

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Request.getPathInContext(request);
            if (!path.equals("/postern/challenge") && !path.equals("/postern/verify")) {
                return super.handle(request, response, callback);
            }
            if (path.equals("/postern/challenge")) {
                count();
            }
            if (isDown) {
                response.setStatus(502);
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html");
                response.write(true, StandardCharsets.UTF_8.encode("<h1>Bad gateway</h1>"), callback);
                return true;
            }
            if (!held.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the reply go");
            }
            return super.handle(request, response, callback);
        }

        private synchronized void count() {
            challenges++;
        }
    }

    /** The shop's pages, as they stand in the test resources, and what becomes of orders. */
    private final class Pages extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String name = request.getPathInfo().substring(1);
            String file = name.contains(".") ? name : name + ".html";
            try (InputStream content = WidgetServer.class.getResourceAsStream("/widget/" + file)) {
                if (content == null) {
                    response.sendError(404);
                    return;
                }
                response.setContentType(type(file));
                String gate = request.getParameter("gate");
                response.setHeader(
                        "Content-Security-Policy", gate == null ? POLICY : POLICY.replace("'self'", "'self' " + gate));
                response.setHeader("Cache-Control", "no-cache");
                String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                response.getOutputStream().write(filled(text, request).getBytes(StandardCharsets.UTF_8));
            }
        }

        /** With the language, the widget's attributes and the gate's origin that the address asks for. */
        private String filled(String page, HttpServletRequest request) {
            String lang = Objects.requireNonNullElse(request.getParameter("lang"), "en");
            String dir = lang.equals("ar") || lang.equals("he") ? "rtl" : "ltr";
            String attributes = Objects.requireNonNullElse(request.getParameter("with"), "");
            String gate = Objects.requireNonNullElse(request.getParameter("gate"), "");
            return page.replace("{lang}", lang)
                    .replace("{dir}", dir)
                    .replace("{gate}", gate)
                    .replace("{with}", attributes);
        }

        private String type(String file) {
            return switch (file.substring(file.lastIndexOf('.'))) {
                case ".css" -> "text/css;charset=utf-8";
                case ".js" -> "text/javascript;charset=utf-8";
                default -> "text/html;charset=utf-8";
            };
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getPathInfo().equals("/violations")) {
                violations.add(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                response.setStatus(204);
                return;
            }
            String name = Objects.requireNonNull(request.getParameter("name"));
            orders.add(name);
            response.setContentType("text/html;charset=utf-8");
            response.setHeader("Content-Security-Policy", POLICY);
            response.getWriter()
                    .write(
                            "<!DOCTYPE html><html lang=\"en\"><title>Thanks</title><link rel=\"icon\" href=\"/shop.css\"><h1 id=\"thanks\">Thanks, "
                                    + name + "</h1></html>");
        }
    }
}
