/** Postern's core: challenges, sealed tokens, scores and verification tokens, in plain Java. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // Bucket4j, Micrometer and Jedis have fixed module names, but no descriptors yet
module dev.postern.core {
    requires static transitive org.jspecify;
    requires transitive com.github.benmanes.caffeine;
    requires io.github.bucket4j.core;
    requires transitive java.sql;
    requires static com.sanctionco.jmail;
    requires static transitive micrometer.core;
    requires static org.bouncycastle.provider;
    requires static transitive redis.clients.jedis;

    exports dev.postern;
    exports dev.postern.account;
    exports dev.postern.analytics;
    exports dev.postern.challenge;
    exports dev.postern.challenge.digits;
    exports dev.postern.challenge.image;
    exports dev.postern.database;
    exports dev.postern.desk;
    exports dev.postern.limit;
    exports dev.postern.micrometer;
    exports dev.postern.solver;
    exports dev.postern.token;
    exports dev.postern.token.jdbc;
    exports dev.postern.token.redis;
}
