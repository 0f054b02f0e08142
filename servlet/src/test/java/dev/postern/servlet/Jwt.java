package dev.postern.servlet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token made by hand, so that every part of it can be wrong. Immutable. */
final class Jwt {
    private final Map<String, String> header;
    private final Map<String, String> claims;
    private final String mac;
    private final byte[] secret;

    private Jwt(Map<String, String> header, Map<String, String> claims, String mac, byte[] secret) {
        this.header = header;
        this.claims = claims;
        this.mac = mac;
        this.secret = secret;
    }

    /** A right one, for this account's owner. */
    static Jwt of(long account, EndpointClock clock) {
        long now = clock.instant().getEpochSecond();
        Map<String, String> header = new LinkedHashMap<>();
        header.put("kid", '"' + keyId(ServiceServer.SECRET) + '"');
        header.put("typ", "\"JWT\"");
        header.put("alg", "\"HS256\"");
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", "\"postern\"");
        claims.put("aud", "\"postern-api\"");
        claims.put("sub", "\"" + account + "\"");
        claims.put("iat", String.valueOf(now));
        claims.put("exp", String.valueOf(now + 3600));
        claims.put("jti", "\"5b1c0f64-98f6-4b1c-a6a3-9f1a3c7d2e11\"");
        claims.put("gen", "0");
        return new Jwt(header, claims, "HmacSHA256", ServiceServer.SECRET);
    }

    static String keyId(byte[] secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret), 0, 6);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    Jwt header(String name, String json) {
        return new Jwt(with(header, name, json), claims, mac, secret);
    }

    Jwt claim(String name, String json) {
        return new Jwt(header, with(claims, name, json), mac, secret);
    }

    Jwt mac(String algorithm) {
        return new Jwt(header, claims, algorithm, secret);
    }

    Jwt secret(byte[] other) {
        return new Jwt(header, claims, mac, other);
    }

    private static Map<String, String> with(Map<String, String> members, String name, String json) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        if (json.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, json);
        }
        return changed;
    }

    /** Header and claims, and nothing after their point. */
    String unsigned() {
        return encode(json(header)) + "." + encode(json(claims)) + ".";
    }

    String signed() {
        String signed = unsigned();
        String input = signed.substring(0, signed.length() - 1);
        try {
            Mac hash = Mac.getInstance(mac);
            hash.init(new SecretKeySpec(secret, mac));
            return signed + encode(hash.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
