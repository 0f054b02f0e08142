package dev.postern.servlet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The containers that every test of the filter runs on. */
public final class Containers {
    private Containers() {}

    /** As they come. */
    public static Stream<Named<Container>> all() {
        return Stream.of(
                Named.of("Jetty 12", new JettyContainer(false)),
                Named.of("Tomcat 10.1", new TomcatContainer(false)),
                Named.of("Undertow", new UndertowContainer(false)));
    }

    /** As they come, with this welcome file, which a servlet may be mapped to. */
    public static Stream<Named<Container>> withWelcomeFiles(String... names) {
        return Stream.of(
                Named.of("Jetty 12", new JettyContainer(false, names)),
                Named.of("Tomcat 10.1", new TomcatContainer(false, names)),
                Named.of("Undertow", new UndertowContainer(false, names)));
    }

    /** As they come, and with every check of the path switched off that can be. */
    public static Stream<Named<Container>> allAndLenient() {
        return Stream.concat(
                all(),
                Stream.of(
                        Named.of("lenient Jetty 12", new JettyContainer(true)),
                        Named.of("lenient Tomcat 10.1", new TomcatContainer(true)),
                        Named.of("Tomcat 10.1 that leaves %2F", TomcatContainer.passingEncodedSlashesOn()),
                        Named.of("lenient Undertow", new UndertowContainer(true)),
                        Named.of("Undertow that leaves %2F", UndertowContainer.passingEncodedSlashesOn())));
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
