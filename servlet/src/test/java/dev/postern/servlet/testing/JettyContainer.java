package dev.postern.servlet.testing;

import jakarta.servlet.ServletContainerInitializer;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Embedded Jetty. */
final class JettyContainer implements Container {
    private final boolean lenient;
    private final String[] welcomeFiles;

    JettyContainer(boolean lenient, String... welcomeFiles) {
        this.lenient = lenient;
        this.welcomeFiles = welcomeFiles;
    }

    @Override
    public Running start(String contextPath, ServletContainerInitializer... initializers) {
        ServletContextHandler application = new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath);
        application.getServletHandler().setDecodeAmbiguousURIs(lenient);
        for (ServletContainerInitializer initializer : initializers) {
            application.addServletContainerInitializer(initializer);
        }
        if (welcomeFiles.length > 0) {
            application.setWelcomeFiles(welcomeFiles);
            application.setBaseResourceAsPath(Containers.directoryWithSignup());
            ServletHolder resources = new ServletHolder("default", DefaultServlet.class);
            resources.setInitParameter("welcomeServlets", "exact");
            application.addServlet(resources, "/");
        }
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(lenient ? UriCompliance.UNSAFE : UriCompliance.DEFAULT);
        Server server = new Server(new QueuedThreadPool(30, 4));
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(application);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Running() {
            @Override
            public int port() {
                return connector.getLocalPort();
            }

            @Override
            public void close() {
                try {
                    server.stop();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
