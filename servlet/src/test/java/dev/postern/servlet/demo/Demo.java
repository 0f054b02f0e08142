package dev.postern.servlet.demo;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Runs the demo on loopback until it is stopped; the port is the system property {@code demo.port}, 8080 by default. */
public final class Demo {
    private Demo() {}

    /** Starts the demo. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.getInteger("demo.port", 8080);
        String apiKey = newApiKey();
        Server server = start(port, apiKey);
        System.out.println(greeting("http://localhost:" + port, apiKey));
        server.join();
    }

    private static Server start(int port, String apiKey) throws Exception {
        Site site = Site.builder("demo").build();
        Gate gate = Gate.builder(Postern.builder().build(), site)
                .protect("/signup")
                .apiKey(apiKey, site)
                .build();

        ServletContextHandler application = new ServletContextHandler("/");
        application.addServletContainerInitializer(new PosternInitializer(gate));
        application.addServlet(new ServletHolder(new SignupServlet()), "/signup");

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(application);
        server.start();
        return server;
    }

    private static String newApiKey() {
        byte[] random = new byte[20];
        new SecureRandom().nextBytes(random);
        return "aic_sk_" + HexFormat.of().formatHex(random);
    }

    private static String greeting(String origin, String apiKey) {
        return """

                The form:     %1$s/signup
                The API key:  %2$s

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
