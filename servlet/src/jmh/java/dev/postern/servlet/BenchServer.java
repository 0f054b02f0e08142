package dev.postern.servlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.Audience;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.account.ApiKeySettings;
import dev.postern.account.EmailAddress;
import dev.postern.account.Password;
import dev.postern.account.Session;
import dev.postern.limit.Rate;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Postern with a service on Jetty, as the demo runs it: in front of H2 in a file, which has on the disk what it has acknowledged. Says where it is and which
 * key its database knows, and ends when its standard input does.
 */
final class BenchServer {
    /** Keys that stand in the configuration, as long as one in the database. */
    static final List<String> CONFIGURED_KEYS =
            List.of("aic_sk_0123456789abcdefghijABCDEFGHIJ01234567", "aic_sk_another789abcdefghijABCDEFGHIJ01234567");

    /** Where Postern is. */
    static final String POSTERN = "/postern";

    /** Where a {@link BareServlet} stands for each resource that issues challenges. */
    static final String BARE = "/bareone";

    private static final int BARE_REPLIES = 1000;

    /** What no limit of the benchmarks is to stop. */
    private static final Rate OFTEN = Rate.parse("1000000/s");

    private static final Logger LOG = Logger.getLogger("dev.postern");

    private BenchServer() {}

    /** Serves an account for each even number below that of the argument. */
    public static void main(String[] args) throws Exception {
        LOG.setLevel(Level.SEVERE);
        Path directory = Files.createTempDirectory("postern-bench");
        String url = "jdbc:h2:file:" + directory.resolve("h2") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        JdbcConnectionPool connections = JdbcConnectionPool.create(url, "sa", "");
        try (Service service = Service.builder(connections).loginLimit(OFTEN).build();
                EndpointContainer.Running container = start(service)) {
            String key = newKey(service, register(service, 0));
            for (int number = 2; number < Integer.parseInt(args[0]); number += 2) {
                register(service, number);
            }
            System.out.println(container.port() + " " + key);
            System.in.transferTo(OutputStream.nullOutputStream()); // until whoever started it has ended
        } finally {
            connections.dispose();
            delete(directory);
        }
    }

    /** An address that looks like any other, with an account or without. */
    static String email(int number) {
        return "person-%04d@shop.example".formatted(number);
    }

    /** Guards nothing, so that no filter stands in front of the bare servlets. */
    private static EndpointContainer.Running start(Service service) throws Exception {
        Postern postern = Postern.builder().secret(new byte[32]).build();
        Site people = Site.builder("bench").audience(Audience.HUMAN).build();
        Gate.Builder gate =
                Gate.builder(postern, people).service(service).issueLimit(OFTEN).busyLimit(OFTEN);
        Site servers = Site.builder(siteId(0)).build();
        gate.apiKey(CONFIGURED_KEYS.get(0), servers);
        gate.apiKey(CONFIGURED_KEYS.get(1), Site.builder(siteId(1)).build());
        ServletContainerInitializer bare = (classes, context) -> {
            mount(context, "/api/v2/challenges", replies(postern, servers, ChallengeReply::forServers));
            mount(context, "/challenge", replies(postern, people, ChallengeReply::forPages));
        };
        return EndpointContainer.JETTY.start("", List.of(new PosternInitializer(gate.build()), bare));
    }

    /** As long as that of a key. */
    private static String siteId(int number) {
        return "site" + (1_000_000_000_000_000L + number);
    }

    private static void mount(ServletContext context, String path, List<byte[]> replies) {
        context.addServlet(path, new BareServlet(replies)).addMapping(BARE + path);
    }

    private static List<byte[]> replies(Postern postern, Site site, Function<Challenge, ChallengeReply> reply) {
        ChallengeRequest request = ChallengeRequest.of(site).withAction("signup");
        ObjectMapper mapper = new ObjectMapper();
        List<byte[]> replies = new ArrayList<>();
        try {
            while (replies.size() < BARE_REPLIES) {
                replies.add(mapper.writeValueAsBytes(reply.apply(postern.issue(request))));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply can't be written", e);
        }
        return replies;
    }

    private static Session register(Service service, int number) {
        EmailAddress email = EmailAddress.parse(email(number)).orElseThrow();
        return service.accounts()
                .register(email, Password.of("correct horse battery"), Optional.empty())
                .orElseThrow();
    }

    private static String newKey(Service service, Session owner) {
        ApiKeySettings settings = ApiKeySettings.builder("bench").rate(OFTEN).build();
        return service.apiKeys()
                .create(owner.account().id(), settings)
                .orElseThrow()
                .secret();
    }

    private static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve("h2.mv.db"));
        Files.deleteIfExists(directory.resolve("h2.trace.db"));
        Files.delete(directory);
    }
}
