package dev.postern.servlet.testing;

import jakarta.servlet.ServletContainerInitializer;

/** A servlet container that the tests run on. Another one is one class and one line in {@link Containers}. */
public interface Container {
    /** Starts it on a port of its own on loopback, with one application, which these initializers set up in this order. */
    Running start(String contextPath, ServletContainerInitializer... initializers);

    /** A container that runs. */
    interface Running extends AutoCloseable {
        /** Where it listens. */
        int port();

        @Override
        void close();
    }
}
