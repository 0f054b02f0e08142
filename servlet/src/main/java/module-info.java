/** Postern for Jakarta Servlet: the filter, the endpoints, and the initializer that mounts both. */
module dev.postern.servlet {
    requires static transitive org.jspecify;
    requires transitive dev.postern.core;
    requires transitive jakarta.servlet;
    requires com.fasterxml.jackson.databind;
    requires java.naming;
    requires static com.nimbusds.jose.jwt;

    exports dev.postern.servlet;

    opens dev.postern.servlet to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.http to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.account to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.analytics to
            com.fasterxml.jackson.databind;
    opens dev.postern.servlet.dashboard to
            com.fasterxml.jackson.databind;

    provides jakarta.servlet.ServletContainerInitializer with
            dev.postern.servlet.PosternInitializer;
}
