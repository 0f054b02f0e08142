package dev.postern.servlet.testing;

import jakarta.servlet.ServletContainerInitializer;
import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Embedded Tomcat. */
final class TomcatContainer implements Container {
    /** Its own log would bury the tests' under what the tests provoke. */
    private static final Logger LOG = Logger.getLogger("org.apache");

    private final boolean lenient;
    private final String encodedSlashes;
    private final String[] welcomeFiles;

    TomcatContainer(boolean lenient, String... welcomeFiles) {
        this(lenient, "decode", welcomeFiles);
    }

    /** One that leaves escaped slashes as they are. */
    static TomcatContainer passingEncodedSlashesOn() {
        return new TomcatContainer(true, "passthrough", new String[0]);
    }

    private TomcatContainer(boolean lenient, String encodedSlashes, String[] welcomeFiles) {
        this.lenient = lenient;
        this.encodedSlashes = encodedSlashes;
        this.welcomeFiles = welcomeFiles;
    }

    @Override
    public Running start(String contextPath, ServletContainerInitializer... initializers) {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("minSpareThreads", "4");
        connector.setProperty("maxThreads", "30");
        if (lenient) {
            connector.setEncodedSolidusHandling(encodedSlashes);
            connector.setEncodedReverseSolidusHandling(encodedSlashes);
            connector.setAllowBackslash(true);
            connector.setRejectSuspiciousURIs(false);
            connector.setProperty("relaxedPathChars", "\\\"<>[]^`{|}");
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext(contextPath, null);
        for (String welcomeFile : welcomeFiles) {
            context.addWelcomeFile(welcomeFile);
        }
        LOG.setLevel(Level.OFF);
        // This one has got a level of its own in that moment.
        String path = contextPath.isEmpty() ? "/" : contextPath;
        Logger.getLogger("org.apache.catalina.core.ContainerBase.[Tomcat].[localhost].[" + path + "]")
                .setLevel(Level.OFF);
        for (ServletContainerInitializer initializer : initializers) {
            context.addServletContainerInitializer(initializer, null);
        }
        try {
            tomcat.start();
        } catch (LifecycleException e) {
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
                    tomcat.stop();
                    tomcat.destroy();
                } catch (LifecycleException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
