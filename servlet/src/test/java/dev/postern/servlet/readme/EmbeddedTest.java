package dev.postern.servlet.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embedded containers, as the servlet module's guide shows them. */
class EmbeddedTest {
    private static final String RULE = "postern.protect";

    /** What they and Postern say of their start would bury what tests say. */
    private static final List<Logger> LOGS = Stream.of("dev.postern", "io.undertow", "org.apache", "org.xnio")
            .map(Logger::getLogger)
            .toList();

    static {
        LOGS.forEach(log -> log.setLevel(Level.SEVERE));
    }

    @TempDir
    private Path directory = Path.of("");

    /** In place of the file on the class path, which all other tests would read. */
    @BeforeEach
    void protect() {
        System.setProperty(RULE, "/signup");
    }

    @AfterEach
    void forget() {
        System.clearProperty(RULE);
    }

    @Test
    void jetty_isGuarded() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new SignupServlet(), "/signup");
        context.addServletContainerInitializer(new PosternInitializer());
        Server server = new Server(0);
        server.setHandler(context);
        server.start();
        assertGuarded(((ServerConnector) server.getConnectors()[0]).getLocalPort());
        server.stop();
    }

    @Test
    void tomcat_isGuarded() throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "signup", new SignupServlet()).addMapping("/signup");
        context.addServletContainerInitializer(new PosternInitializer(), null);
        tomcat.getConnector();
        tomcat.start();
        assertGuarded(tomcat.getConnector().getLocalPort());
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void undertow_isGuarded() throws Exception {
        DeploymentInfo deployment = undertow();
        deployment.addServletContainerInitializer(
                new ServletContainerInitializerInfo(PosternInitializer.class, Set.of()));
        assertGuarded(deployment);
    }

    @Test
    void undertow_isGuarded_byAGateOfYours() throws Exception {
        System.clearProperty(RULE);
        Postern postern = Postern.builder().build();
        Site site = Site.builder("shop").build();
        Gate gate = Gate.builder(postern, site).protect("/signup").build();
        PosternInitializer initializer = new PosternInitializer(gate);
        DeploymentInfo deployment = undertow();
        deployment.addServletContainerInitializer(new ServletContainerInitializerInfo(
                PosternInitializer.class, new ImmediateInstanceFactory<>(initializer), Set.of()));
        assertGuarded(deployment);
        postern.close();
    }

    private static DeploymentInfo undertow() {
        return Servlets.deployment()
                .setClassLoader(EmbeddedTest.class.getClassLoader())
                .setDeploymentName("shop")
                .setContextPath("/")
                .addServlet(Servlets.servlet(SignupServlet.class).addMapping("/signup"));
    }

    private static void assertGuarded(DeploymentInfo application) throws Exception {
        DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
        deployment.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(deployment.start())
                .build();
        server.start();
        assertGuarded(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
        server.stop();
        deployment.stop();
        deployment.undeploy();
    }

    private static void assertGuarded(int port) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signup"));
        HttpClient client = HttpClient.newHttpClient();
        assertEquals(
                "the form",
                client.send(request.GET().build(), BodyHandlers.ofString()).body());
        assertEquals(
                403,
                client.send(request.POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding())
                        .statusCode());
    }

    /** The application's form. */
    public static final class SignupServlet extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        /** For the container. */
        public SignupServlet() {}

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("the form");
        }
    }
}
