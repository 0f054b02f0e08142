package dev.postern.token.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** What a Redis does in one step. */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes to the arrays
enum Script {
    /** Notes since when the Redis holds what was spent, unless it is noted. */
    OPEN("""
            local time = redis.call('TIME')
            redis.call('SET', KEYS[1], time[1] * 1000 + math.ceil(time[2] / 1000), 'NX')
            return 1
            """),
    /** 1 if the attempt is the first one, or was so when the same call came before. */
    SPEND("""
            local challenge, since, pass = KEYS[1], KEYS[2], KEYS[3]
            local nonce, issued, lifetime, content, passLifetime = unpack(ARGV)
            local held = redis.call('GET', since)
            if not held then
              local time = redis.call('TIME')
              held = time[1] * 1000 + math.ceil(time[2] / 1000)
              redis.call('SET', since, held)
            end
            if tonumber(issued) < held + 3000 then
              return 0
            end
            if not redis.call('SET', challenge, nonce, 'NX', 'PX', lifetime) then
              return redis.call('GET', challenge) == nonce and 1 or 0
            end
            if pass then
              redis.call('HSET', pass, 'content', content)
              redis.call('PEXPIRE', pass, passLifetime)
            end
            return 1
            """),
    /** The pass's content if nobody has redeemed it, or the same call came before. A full Redis can't note who has; there the pass is removed, unless the call may be repeated. */
    REDEEM("""
            local by, kind = unpack(ARGV)
            local pass = redis.call('HMGET', KEYS[1], 'content', 'by')
            if not pass[1] or (pass[2] and pass[2] ~= by) then
              return false
            end
            if not pass[2] then
              local noted = redis.pcall('HSET', KEYS[1], 'by', by)
              if type(noted) == 'table' then
                if kind == '+' then
                  return noted
                end
                redis.call('DEL', KEYS[1])
              end
            end
            return pass[1]
            """),
    /** Adds to what is used of each limit, in microseconds until nothing is; tells how much that is now. */
    USE("""
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local used = {}
            for i, key in ipairs(KEYS) do
              local free = math.max(now, tonumber(redis.call('GET', key) or 0)) + tonumber(ARGV[i])
              local kept = math.min(math.ceil((free - now) / 1000), 600000)
              redis.call('SET', key, string.format('%.0f', free), 'PX', math.max(1, kept))
              used[i] = free - now
            end
            return used
            """);

    private final byte[] text;
    private final byte[] sha1;

    Script(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
        this.sha1 = sha1(this.text);
    }

    /** Runs it, in one round trip if the Redis knows it. */
    @Nullable
    Object run(UnifiedJedis redis, List<byte[]> keys, List<byte[]> arguments) {
        try {
            return redis.evalsha(sha1, keys, arguments);
        } catch (JedisNoScriptException e) {
            return redis.eval(text, keys, arguments);
        }
    }

    private static byte[] sha1(byte[] text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
