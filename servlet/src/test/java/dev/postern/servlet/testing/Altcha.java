package dev.postern.servlet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** ALTCHA's widget, done by the words of its protocol: what it makes of a challenge, to be changed at will. */
public final class Altcha {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 600_000;

    private Altcha() {}

    /** What it submits for this challenge, before it is encoded. */
    public static ObjectNode solve(JsonNode challenge) {
        JsonNode parameters = challenge.get("parameters");
        HexFormat hex = HexFormat.of();
        byte[] salt = hex.parseHex(parameters.get("salt").textValue());
        byte[] nonce = hex.parseHex(parameters.get("nonce").textValue());
        byte[] prefix = hex.parseHex(parameters.get("keyPrefix").textValue());
        ByteBuffer message =
                ByteBuffer.allocate(salt.length + nonce.length + 4).put(salt).put(nonce);
        MessageDigest sha256 = sha256();
        for (int counter = 0; counter < MOST; counter++) {
            byte[] key = sha256.digest(
                    message.putInt(salt.length + nonce.length, counter).array());
            if (Arrays.equals(prefix, Arrays.copyOf(key, prefix.length))) {
                return payload(challenge, counter, hex.formatHex(key));
            }
        }
        throw new AssertionError("no counter below " + MOST + " is right");
    }

    private static ObjectNode payload(JsonNode challenge, int counter, String key) {
        ObjectNode payload = JSON.createObjectNode();
        payload.putObject("challenge")
                .<ObjectNode>set("parameters", challenge.get("parameters"))
                .set("signature", challenge.get("signature"));
        payload.putObject("solution")
                .put("counter", counter)
                .put("derivedKey", key)
                .put("time", 12.3);
        return payload;
    }

    /** As it stands in the form. */
    public static String encode(JsonNode payload) {
        return encode(payload.toString());
    }

    /** The same of any text. */
    public static String encode(String payload) {
        return Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A text as JSON. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
