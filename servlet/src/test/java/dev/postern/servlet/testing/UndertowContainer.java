package dev.postern.servlet.testing;

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
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Embedded Undertow. */
final class UndertowContainer implements Container {
    /** Its own log would bury the tests' under what the tests provoke. */
    private static final List<Logger> LOGS = List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"));

    private final boolean lenient;
    private final boolean decodesSlashes;
    private final String[] welcomeFiles;

    UndertowContainer(boolean lenient, String... welcomeFiles) {
        this(lenient, lenient, welcomeFiles);
    }

    /** One that leaves escaped slashes as they are. */
    static UndertowContainer passingEncodedSlashesOn() {
        return new UndertowContainer(true, false);
    }

    private UndertowContainer(boolean lenient, boolean decodesSlashes, String... welcomeFiles) {
        this.lenient = lenient;
        this.decodesSlashes = decodesSlashes;
        this.welcomeFiles = welcomeFiles;
    }

    @Override
    public Running start(String contextPath, ServletContainerInitializer... initializers) {
        LOGS.forEach(log -> log.setLevel(Level.OFF));
        String path = contextPath.isEmpty() ? "/" : contextPath;
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(UndertowContainer.class.getClassLoader())
                .setDeploymentName("shop")
                .setContextPath(path)
                .addWelcomePages(welcomeFiles);
        if (welcomeFiles.length > 0) {
            application.setResourceManager(new PathResourceManager(Containers.directoryWithSignup()));
        }
        for (ServletContainerInitializer initializer : initializers) {
            application.addServletContainerInitializer(new ServletContainerInitializerInfo(
                    initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
        }
        DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
        deployment.deploy();
        Undertow server;
        try {
            server = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setIoThreads(1)
                    .setWorkerThreads(30)
                    // By default it breaks off any body above 2 MiB itself.
                    .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                    .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, lenient)
                    .setServerOption(UndertowOptions.DECODE_SLASH, decodesSlashes)
                    .setHandler(Handlers.path().addPrefixPath(path, deployment.start()))
                    .build();
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return new Running() {
            @Override
            public int port() {
                return address.getPort();
            }

            @Override
            public void close() {
                server.stop();
                try {
                    deployment.stop();
                } catch (ServletException e) {
                    throw new IllegalStateException(e);
                }
                deployment.undeploy();
            }
        };
    }
}
