/** Postern for Jakarta Servlet: the filter, the endpoints, and the initializer that mounts both. */
@SuppressWarnings("requires-automatic") // Spring's modules are
module dev.postern.servlet {
    requires static transitive org.jspecify;
    requires transitive dev.postern.core;
    requires transitive jakarta.servlet;
    requires com.fasterxml.jackson.databind;
    requires java.naming;
    requires static com.nimbusds.jose.jwt;
    requires static micrometer.core;
    requires static micrometer.registry.prometheus;
    requires static spring.beans;
    requires static spring.boot;
    requires static spring.boot.autoconfigure;
    requires static spring.context;
    requires static spring.core;

    exports dev.postern.servlet;

    opens dev.postern.servlet to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.http to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.account to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.analytics to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.desk to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.dashboard to
            com.fasterxml.jackson.databind;

    uses dev.postern.solver.Solver;

    provides jakarta.servlet.ServletContainerInitializer with
            dev.postern.servlet.PosternInitializer;
}
