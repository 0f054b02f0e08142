package dev.postern.servlet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Named;

/** The containers that every test of the filter runs on; {@code -Dtest.container=Jetty} leaves those alone whose name starts so. */
public final class Containers {
    /** 10.1, or 11 in a run of its own, whose class path has a newer Servlet API than the others are made for. */
    private static final String TOMCAT = ServerInfo.getServerNumber().startsWith("10.1.") ? "Tomcat 10.1" : "Tomcat 11";

    private static final String ONLY = System.getProperty("test.container", "");

    private Containers() {}

    /** As they come. */
    public static Stream<Named<Container>> all() {
        return withWelcomeFiles();
    }

    /** As they come, with these welcome files, which a servlet may be mapped to. */
    public static Stream<Named<Container>> withWelcomeFiles(String... names) {
        return Stream.<Named<Container>>of(
                        Named.of("Jetty 12", new JettyContainer(false, names)),
                        Named.of(TOMCAT, new TomcatContainer(false, names)),
                        Named.of("Undertow", new UndertowContainer(false, names)))
                .filter(Containers::fits);
    }

    /** As they come, and with every check of the path switched off that can be. */
    public static Stream<Named<Container>> allAndLenient() {
        Stream<Named<Container>> lenient = Stream.of(
                Named.of("lenient Jetty 12", new JettyContainer(true)),
                Named.of("lenient " + TOMCAT, new TomcatContainer(true)),
                Named.of(TOMCAT + " that leaves %2F", TomcatContainer.passingEncodedSlashesOn()),
                Named.of("lenient Undertow", new UndertowContainer(true)),
                Named.of("Undertow that leaves %2F", UndertowContainer.passingEncodedSlashesOn()));
        return Stream.concat(all(), lenient.filter(Containers::fits));
    }

    private static boolean fits(Named<Container> container) {
        return container.getName().startsWith(ONLY)
                && (TOMCAT.equals("Tomcat 10.1") || container.getPayload() instanceof TomcatContainer);
    }

    /** Some look for welcome files in directories that exist alone. */
    static Path directoryWithSignup() {
        Path directory = Path.of("target", "welcome").toAbsolutePath();
        try {
            Files.createDirectories(directory.resolve("signup"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }
}
