package dev.postern.servlet.demo;

import dev.postern.Audience;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.database.Database;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import dev.postern.servlet.Service;
import jakarta.servlet.MultipartConfigElement;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Runs the demo on loopback until it is stopped; the port is the system property {@code demo.port}, 8080 by default, 0 for a free one. Accounts stand in the H2
 * database {@code demo.database}, {@code target/demo/postern} by default, and are there again at the next start; or in that of {@code demo.jdbc-url}.
 */
public final class Demo {
    private Demo() {}

    /** Starts the demo. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.getInteger("demo.port", 8080);
        Path database = Path.of(System.getProperty("demo.database", "target/demo/postern"));
        String url = System.getProperty("demo.jdbc-url", h2(database));
        String apiKey = newApiKey();
        Service service = service(url);
        Server server = start(port, apiKey, service);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, service)));
        System.out.println(greeting("http://localhost:" + server.getURI().getPort(), apiKey));
        server.join();
    }

    /** What is acknowledged is on the disk ({@code WRITE_DELAY=0}), and the database outlives the last request. */
    private static String h2(Path database) {
        return "jdbc:h2:" + database.toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /** Without a pool, a database of H2's would be opened anew for each request. */
    private static Service service(String url) {
        Service.Builder service = url.startsWith("jdbc:h2:")
                ? Service.builder(JdbcConnectionPool.create(url, "sa", ""))
                : Service.builder(Database.open(() -> DriverManager.getConnection(url)));
        return service.openRegistration().dashboard(true).build();
    }

    private static Server start(int port, String apiKey, Service service) throws Exception {
        Site site = Site.builder("demo").audience(Audience.HUMAN).build();
        Gate gate = Gate.builder(Postern.builder().build(), site)
                .protect("/signup")
                .protect("/contact")
                .protect("/upload")
                .apiKey(apiKey, Site.builder("demo-server").build())
                .service(service)
                .build();

        ServletContextHandler application = new ServletContextHandler("/");
        application.addServletContainerInitializer(new PosternInitializer(gate));
        for (String form : List.of("signup", "contact", "upload")) {
            ServletHolder holder = new ServletHolder(new FormServlet(form));
            holder.getRegistration().setMultipartConfig(new MultipartConfigElement(""));
            application.addServlet(holder, "/" + form);
        }
        application.addServlet(new ServletHolder(new StyleServlet()), "/style.css");

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(application);
        server.start();
        return server;
    }

    private static void stop(Server server, Service service) {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("The server did not stop in order: " + e);
        }
        service.close();
    }

    private static String newApiKey() {
        byte[] random = new byte[20];
        new SecureRandom().nextBytes(random);
        return "aic_sk_" + HexFormat.of().formatHex(random);
    }

    private static String greeting(String origin, String apiKey) {
        return """

                The forms:      %1$s/signup  (plain)  %1$s/contact  (with the widget)  %1$s/upload  (with a file)
                The dashboard:  %1$s/postern/dashboard/
                The API key:    %2$s

                Paste these into a shell, one after the other. Create a challenge:
                  C=$(curl -s -X POST %1$s/postern/api/v2/challenges -H 'X-API-Key: %2$s'); echo "$C"

                Read its instruction, and type the answer when you are asked for it:
                  printf 'Answer: '; read A; V=$(curl -s %1$s/postern/api/v2/challenges/verify -H 'X-API-Key: %2$s' \\
                    -H 'Content-Type: application/json' -d "{\\"token\\":\\"$(echo "$C" | cut -d'"' -f4)\\",\\"answer\\":\\"$A\\"}"); echo "$V"

                Redeem the verification token that a right answer earned:
                  curl -s %1$s/postern/api/v2/challenges/siteverify -H 'X-API-Key: %2$s' -H 'Content-Type: application/json' \\
                    -d "{\\"token\\":\\"$(echo "$V" | sed 's/.*verificationToken":"\\([^"]*\\).*/\\1/')\\"}"; echo

                Postern's demo is ready: open %1$s/signup in a browser, or stop it with Ctrl+C.""".formatted(origin, apiKey);
    }
}
