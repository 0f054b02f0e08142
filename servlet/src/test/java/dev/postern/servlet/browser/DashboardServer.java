package dev.postern.servlet.browser;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.limit.Rate;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import dev.postern.servlet.Service;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.h2.jdbcx.JdbcConnectionPool;

/** Postern with a dashboard that anyone may join, on a free port of the loopback address, with a database in memory. */
final class DashboardServer implements AutoCloseable {
    private static final Logger SCHEMA = Logger.getLogger("dev.postern.database.Schema");

    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final Service service = Service.builder(database)
            .openRegistration()
            .loginLimit(new Rate(10_000, Duration.ofMinutes(1)))
            .dashboard(true)
            .build();
    private final Postern postern = Postern.builder().secret(new byte[32]).build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private DashboardServer() {
        SCHEMA.setLevel(Level.WARNING); // that the tables are new is none
    }

    static DashboardServer start() throws Exception {
        DashboardServer started = new DashboardServer();
        started.listen();
        return started;
    }

    private void listen() throws Exception {
        Gate gate = Gate.builder(postern, Site.builder("shop").build())
                .protect("/signup")
                .service(service)
                .build();
        ServletContextHandler application = new ServletContextHandler("/");
        application.addServletContainerInitializer(new PosternInitializer(gate));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(application);
        server.start();
        connector.setPort(connector.getLocalPort()); // to come back on it
    }

    /** Where browsers find it. */
    String origin() {
        return "http://127.0.0.1:" + connector.getPort();
    }

    /** Refuses connections, and ends those that there are. */
    void goAway() throws Exception {
        connector.stop();
    }

    /** Listens again, where it did. */
    void comeBack() throws Exception {
        connector.start();
    }

    @Override
    public void close() {
        try {
            server.stop();
            service.close();
            postern.close();
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
        database.dispose();
    }
}
