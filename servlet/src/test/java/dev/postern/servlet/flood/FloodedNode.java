package dev.postern.servlet.flood;

import dev.postern.Audience;
import dev.postern.ChallengeRequest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import dev.postern.servlet.PosternListener;
import dev.postern.servlet.store.StoreNode;
import dev.postern.token.CaffeineTokenStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** An application with little heap behind one proxy. At {@code /issue?count=5} its core issues so many challenges, and {@code /heap} says how many bytes it still needs after a collection. */
final class FloodedNode {
    private static final String LIFETIME = "flood.lifetime";
    private static final byte[] SECRET = secret();
    static final Site SITE = Site.builder("default")
            .audience(Audience.ANY)
            .minimumScore(0)
            .challengeLifetime(Duration.ofSeconds(Long.getLong(LIFETIME, 3_600)))
            .verificationLifetime(Duration.ofSeconds(60))
            .build();

    private FloodedNode() {}

    /** One whose challenges live for an hour. */
    static StoreNode start() throws IOException {
        return start(FloodedNode.class);
    }

    /** One on the container that this class runs, whose challenges live for an hour. */
    static StoreNode start(Class<?> main) throws IOException {
        return start(main, Duration.ofHours(1));
    }

    /** One whose challenges live for so long, and passes for a minute. */
    static StoreNode start(Duration lifetime) throws IOException {
        return start(FloodedNode.class, lifetime);
    }

    private static StoreNode start(Class<?> main, Duration lifetime) throws IOException {
        return StoreNode.launch(
                main, List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-D" + LIFETIME + "=" + lifetime.toSeconds()));
    }

    /** A core that seals as the node's does, with room for the right answers of all visitors that come beside the flood. */
    static Postern core() {
        CaffeineTokenStore store =
                CaffeineTokenStore.builder().maximumRight(250_000).siteShare(1).build();
        return Postern.builder().secret(SECRET).store(store).build();
    }

    /** Runs the application. */
    public static void main(String[] arguments) throws Exception {
        Postern postern = core();
        ServletContextHandler application = new ServletContextHandler("/");
        application.addServletContainerInitializer(new PosternInitializer(
                Gate.builder(postern, SITE).trustedHops(1).build()));
        application.addEventListener(new PosternListener());
        application.addServlet(new Issuer(postern), "/issue");
        application.addServlet(new Heap(), "/heap");
        StoreNode.serve(application);
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 0x51);
        return secret;
    }

    private static final class Issuer extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Postern postern;

        Issuer(Postern postern) {
            this.postern = postern;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            int count = Integer.parseInt(request.getParameter("count"));
            ChallengeRequest wanted = ChallengeRequest.of(SITE);
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += postern.issue(wanted).token().getLeastSignificantBits();
            }
            response.getWriter().print(sum);
        }
    }

    private static final class Heap extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            System.gc();
            response.getWriter()
                    .print(ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed());
        }
    }
}
