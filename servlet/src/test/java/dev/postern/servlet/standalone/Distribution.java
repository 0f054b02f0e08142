package dev.postern.servlet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A container as it is downloaded: it runs from where it was unpacked, with a base directory of its own and on a free port. */
enum Distribution {
    TOMCAT_10_1("apache-tomcat-10.1") {
        @Override
        ServerProcess start(Path base, Path war) throws IOException {
            return startTomcat(base, war);
        }
    },

    TOMCAT_11("apache-tomcat-11") {
        @Override
        ServerProcess start(Path base, Path war) throws IOException {
            return startTomcat(base, war);
        }
    },

    JETTY_12("jetty-home-12") {
        @Override
        ServerProcess start(Path base, Path war) throws IOException {
            return startJetty(base, war, "http,ee10-deploy");
        }
    },

    JETTY_12_WITH_ANNOTATIONS("jetty-home-12") {
        @Override
        ServerProcess start(Path base, Path war) throws IOException {
            return startJetty(base, war, "http,ee10-deploy,ee10-annotations");
        }
    };

    private static final Path UNPACKED = Path.of(System.getProperty("postern.distributions", "not set"));
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
    private static final Pattern TOMCAT_PORT = Pattern.compile("Starting ProtocolHandler .*auto-\\d+-(\\d+)");
    private static final Pattern TOMCAT_STARTED = Pattern.compile("Server startup in");
    private static final Pattern JETTY_PORT = Pattern.compile("Started ServerConnector.*127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern JETTY_STARTED = Pattern.compile("Started oejs.Server");

    private final String directory;

    Distribution(String directory) {
        this.directory = directory;
    }

    /** Starts it with this web application as {@code /shop}. */
    abstract ServerProcess start(Path base, Path war) throws IOException;

    final Path home() throws IOException {
        try (Stream<Path> all = Files.list(UNPACKED)) {
            return all.filter(path -> path.getFileName().toString().startsWith(directory))
                    .findAny()
                    .orElseThrow(() -> new IOException("no " + directory + " in " + UNPACKED));
        }
    }

    final ServerProcess startTomcat(Path base, Path war) throws IOException {
        for (String name : List.of("logs", "temp", "webapps", "work")) {
            Files.createDirectories(base.resolve(name));
        }
        copyTree(home().resolve("conf"), base.resolve("conf"));
        Path server = base.resolve("conf/server.xml");
        String settings = Files.readString(server)
                .replace("port=\"8080\"", "port=\"0\" address=\"127.0.0.1\"")
                .replace("port=\"8005\"", "port=\"-1\"");
        Files.writeString(server, settings);
        Files.copy(war, base.resolve("webapps/shop.war"));
        Map<String, String> environment = Map.of(
                "CATALINA_BASE", base.toString(),
                "CATALINA_OPTS", String.join(" ", SMALL),
                "JAVA_HOME", JAVA_HOME.toString());
        List<String> command = List.of("sh", home().resolve("bin/catalina.sh").toString(), "run");
        return ServerProcess.start(base, command, environment, TOMCAT_PORT, TOMCAT_STARTED);
    }

    final ServerProcess startJetty(Path base, Path war, String modules) throws IOException {
        Files.createDirectories(base);
        String java = JAVA_HOME.resolve("bin/java").toString();
        String jar = home().resolve("start.jar").toString();
        ServerProcess.run(base, List.of(java, "-jar", jar, "--add-modules=" + modules));
        Files.copy(war, base.resolve("webapps/shop.war"));
        List<String> command = Stream.of(
                        List.of(java), SMALL, List.of("-jar", jar, "jetty.http.host=127.0.0.1", "jetty.http.port=0"))
                .flatMap(List::stream)
                .toList();
        return ServerProcess.start(base, command, Map.of(), JETTY_PORT, JETTY_STARTED);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
