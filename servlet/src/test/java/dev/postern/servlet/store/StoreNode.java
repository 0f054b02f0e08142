package dev.postern.servlet.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.Audience;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.database.Database;
import dev.postern.limit.Rate;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import dev.postern.servlet.PosternListener;
import dev.postern.token.CircuitBreakerTokenStore;
import dev.postern.token.TokenStore;
import dev.postern.token.jdbc.JdbcTokenStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A web application with Postern, configured by system properties, in a process of its own. */
public final class StoreNode implements AutoCloseable {
    private static final String READY = "ready at port ";
    /** Of a node that lives for some seconds. */
    private static final List<String> SHORT_LIVED = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final int WAITING_CONNECTIONS = 1_000;
    private static final String JDBC_URL = "store.jdbc-url";

    private final Process process;
    private final int port;

    private StoreNode(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with these settings, and waits until it is ready. */
    static StoreNode start(Map<String, String> settings) throws IOException {
        return launch(
                StoreNode.class,
                Stream.concat(
                                SHORT_LIVED.stream(),
                                settings.entrySet().stream()
                                        .map(setting -> "-Dpostern." + setting.getKey() + "=" + setting.getValue()))
                        .toList());
    }

    /** Starts one with its tokens in the database of this URL, whose gate is as {@link StoreClient#settings} has it. */
    static StoreNode start(String jdbcUrl) throws IOException {
        List<String> options = new ArrayList<>(SHORT_LIVED);
        options.add("-D" + JDBC_URL + "=" + jdbcUrl);
        return launch(StoreNode.class, options);
    }

    /** Starts what this class runs, with these options of Java's, and waits until it has {@linkplain #sayReady said} that it is ready. */
    public static StoreNode launch(Class<?> main, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new AssertionError("the node did not start: " + line);
        }
        return new StoreNode(process, Integer.parseInt(line.substring(READY.length())));
    }

    /** Whether its process has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    public int port() {
        return port;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** How many threads it has beside those of the container and the compiler, which come and go. */
    public long threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            return tasks.filter(task -> !name(task).matches("(qtp|C1 |C2 ).*")).count();
        }
    }

    /** How many files and connections it has open. */
    public long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return open.count();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "C1 "; // it has just ended
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Runs the application. */
    public static void main(String[] arguments) throws Exception {
        ServletContextHandler application = new ServletContextHandler("/");
        String jdbcUrl = System.getProperty(JDBC_URL);
        application.addServletContainerInitializer(
                jdbcUrl == null ? new PosternInitializer() : new PosternInitializer(gate(jdbcUrl)));
        application.addEventListener(new PosternListener());
        serve(application);
    }

    /** Serves this application at a free port, which is said on standard output, until the process ends. */
    public static void serve(ServletContextHandler application) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(WAITING_CONNECTIONS);
        server.addConnector(connector);
        server.setHandler(application);
        server.start();
        sayReady(connector.getLocalPort());
        server.join();
    }

    /** Tells {@link #launch} that it serves at this port. */
    public static void sayReady(int port) {
        System.out.println(READY + port);
    }

    private static Gate gate(String jdbcUrl) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(jdbcUrl);
        pool.setMaximumPoolSize(16);
        pool.setConnectionTimeout(250); // these as the guide has them
        pool.setValidationTimeout(250);
        if (jdbcUrl.startsWith("jdbc:mariadb:")) {
            pool.setConnectionTestQuery("SELECT 1");
        }
        TokenStore store = new CircuitBreakerTokenStore(JdbcTokenStore.on(Database.open(pool)));
        Site site =
                Site.builder("default").audience(Audience.ANY).minimumScore(0).build();
        Rate unlimited = new Rate(1_000_000, Duration.ofSeconds(1));
        return Gate.builder(
                        Postern.builder()
                                .secret(StoreClient.secret())
                                .store(store)
                                .build(),
                        site)
                .apiKey(StoreClient.KEY, site)
                .issueLimit(unlimited)
                .verifyLimit(unlimited)
                .build();
    }
}
