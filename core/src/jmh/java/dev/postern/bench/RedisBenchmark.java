package dev.postern.bench;

import dev.postern.Postern;
import dev.postern.Verification;
import dev.postern.token.RedisServer;
import dev.postern.token.redis.BareRedis;
import dev.postern.token.redis.RedisTokenStore;
import java.util.Optional;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;

/** A challenge's whole life in a Redis on this machine, and the same commands alone. */
public class RedisBenchmark {
    /** The Redis, its memory without a bound: entries outlive a run. */
    @State(Scope.Benchmark)
    public static class Redis {
        private RedisServer server;
        private Postern postern;
        private RedisClient client;
        private BareRedis bare;

        /** A new one, which takes challenges three seconds after that. */
        @Setup
        public void start() throws InterruptedException {
            server = new RedisServer();
            postern = Postern.builder()
                    .secret(new byte[32])
                    .store(RedisTokenStore.at(server.uri()).build())
                    .build();
            GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
            pool.setMaxTotal(16);
            pool.setMaxIdle(16);
            client = RedisClient.builder()
                    .hostAndPort("127.0.0.1", server.uri().getPort())
                    .poolConfig(pool)
                    .build();
            bare = new BareRedis(client);
            Thread.sleep(3_100);
        }

        /** With all that it held. */
        @TearDown
        public void stop() {
            postern.close();
            client.close();
            server.close();
        }
    }

    /** One thread's client. */
    @State(Scope.Thread)
    public static class Visitor {
        private Client client;

        /** At the gate that all share. */
        @Setup
        public void arrive(Redis redis) {
            client = new Client(redis.postern);
        }
    }

    /** At the gate. */
    @Benchmark
    public Optional<Verification> postern(Visitor visitor) {
        return visitor.client.redeem(visitor.client.verify(visitor.client.solve()));
    }

    /** The commands alone. */
    @Benchmark
    public void bare(Redis redis) {
        redis.bare.run();
    }
}
