package dev.postern.servlet.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The containers that every test of the filter runs on. */
public final class Containers {
    private Containers() {}

    /** As they come. */
    public static Stream<Named<Container>> all() {
        return Stream.of(
                Named.of("Jetty 12", new JettyContainer(false)), Named.of("Tomcat 10.1", new TomcatContainer(false)));
    }

    /** As they come, with this welcome file, which a servlet may be mapped to. */
    public static Stream<Named<Container>> withWelcomeFiles(String... names) {
        return Stream.of(
                Named.of("Jetty 12", new JettyContainer(false, names)),
                Named.of("Tomcat 10.1", new TomcatContainer(false, names)));
    }

    /** As they come, and with every check of the path switched off that can be. */
    public static Stream<Named<Container>> allAndLenient() {
        return Stream.concat(
                all(),
                Stream.of(
                        Named.of("lenient Jetty 12", new JettyContainer(true)),
                        Named.of("lenient Tomcat 10.1", new TomcatContainer(true)),
                        Named.of("Tomcat 10.1 that leaves %2F", TomcatContainer.passingEncodedSlashesOn())));
    }
}
