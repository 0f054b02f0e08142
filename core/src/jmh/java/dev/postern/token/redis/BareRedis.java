package dev.postern.token.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.RedisClient;

/** The commands that the store sends for a verification and its redemption, with keys and values of the same lengths, and nothing around them. */
public final class BareRedis {
    private static final int DIGEST = 32;
    private static final byte[] SINCE = ascii("postern:since");
    private static final byte[] ISSUED = ascii("4102444800000");
    private static final byte[] LIFETIME = ascii("326000");
    private static final byte[] CONTENT = new byte[60];
    private static final byte[] CALL = ascii("-");

    private final RedisClient redis;

    /** On this client. */
    public BareRedis(RedisClient redis) {
        this.redis = redis;
        Script.OPEN.run(redis, List.of(SINCE), List.of());
    }

    /** Both, of random keys. */
    public void run() {
        byte[] pass = key('p');
        Script.SPEND.run(
                redis, List.of(key('c'), SINCE, pass), List.of(random(16), ISSUED, LIFETIME, CONTENT, LIFETIME));
        Object content = Script.REDEEM.run(redis, List.of(pass), List.of(random(16), CALL));
        if (content == null) {
            throw new IllegalStateException("the pass was not redeemed");
        }
    }

    private static byte[] key(char kind) {
        byte[] prefix = ascii("postern:" + kind);
        return ByteBuffer.allocate(prefix.length + DIGEST)
                .put(prefix)
                .put(random(DIGEST))
                .array();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
