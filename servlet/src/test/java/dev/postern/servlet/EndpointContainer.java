package dev.postern.servlet;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The containers that the endpoints are tested on, each on a free port of the loopback address. */
enum EndpointContainer {
    JETTY {
        @Override
        Running start(String contextPath, Path webRoot, List<ServletContainerInitializer> initializers)
                throws Exception {
            ServletContextHandler application = new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath);
            application.setBaseResourceAsPath(webRoot);
            for (ServletContainerInitializer initializer : initializers) {
                application.addServletContainerInitializer(initializer);
            }
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost(HOST);
            server.addConnector(connector);
            server.setHandler(application);
            try {
                server.start();
            } catch (Exception e) {
                server.stop();
                throw e;
            }
            return new Running(connector.getLocalPort(), server::stop);
        }
    },

    TOMCAT {
        @Override
        Running start(String contextPath, Path webRoot, List<ServletContainerInitializer> initializers)
                throws Exception {
            CATALINA.setLevel(Level.OFF); // it tells what is asserted here
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
            tomcat.setHostname(HOST);
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", HOST);
            Context application = tomcat.addContext(contextPath, webRoot.toString());
            for (ServletContainerInitializer initializer : initializers) {
                application.addServletContainerInitializer(initializer, Set.of());
            }
            Stop stop = () -> {
                tomcat.stop();
                tomcat.destroy();
            };
            try {
                tomcat.start();
                if (!application.getState().isAvailable()) {
                    throw new LifecycleException("the application did not start");
                }
            } catch (LifecycleException e) {
                stop.stop();
                throw e;
            }
            return new Running(tomcat.getConnector().getLocalPort(), stop);
        }
    },

    UNDERTOW {
        @Override
        Running start(String contextPath, Path webRoot, List<ServletContainerInitializer> initializers)
                throws Exception {
            UNDERTOW_LOG.setLevel(Level.OFF); // it tells what is asserted here
            String path = contextPath.isEmpty() ? "/" : contextPath;
            DeploymentInfo application = Servlets.deployment()
                    .setClassLoader(EndpointContainer.class.getClassLoader())
                    .setDeploymentName("application")
                    .setContextPath(path)
                    .setResourceManager(new PathResourceManager(webRoot));
            for (ServletContainerInitializer initializer : initializers) {
                application.addServletContainerInitializer(new ServletContainerInitializerInfo(
                        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
            }
            DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
            deployment.deploy();
            Undertow server = Undertow.builder()
                    .addHttpListener(0, HOST)
                    // By default it breaks off any body above 2 MiB itself.
                    .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                    .setHandler(Handlers.path().addPrefixPath(path, deployment.start()))
                    .build();
            server.start();
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
            return new Running(address.getPort(), () -> {
                server.stop();
                deployment.stop();
                deployment.undeploy();
            });
        }
    };

    static final String HOST = "127.0.0.1";
    private static final Logger CATALINA = Logger.getLogger("org.apache");
    private static final Logger UNDERTOW_LOG = Logger.getLogger("io.undertow");

    /** Starts one application. */
    abstract Running start(String contextPath, Path webRoot, List<ServletContainerInitializer> initializers)
            throws Exception;

    /** Starts one application without files. */
    final Running start(String contextPath, List<ServletContainerInitializer> initializers) throws Exception {
        return start(contextPath, emptyDirectory(), initializers);
    }

    private static Path emptyDirectory() throws IOException {
        return Files.createTempDirectory("webapp");
    }

    /** A container that runs. */
    record Running(int port, Stop stop) implements AutoCloseable {
        @Override
        public void close() {
            try {
                stop.stop();
            } catch (Exception e) {
                throw new IllegalStateException("the container does not stop", e);
            }
        }
    }

    /** What stops a container. */
    interface Stop {
        void stop() throws Exception;
    }
}
