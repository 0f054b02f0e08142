package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.token.redis.RedisTokenStore;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis behind TLS, asked by a JVM of its own, because a JVM reads whom it trusts once. */
@Tag("external")
class RedisTlsTest {
    private static final String PASSWORD = "of no secret";

    @TempDir
    Path directory;

    @Test
    void redisWithACertificateForItsHost_isAsked() throws Exception {
        assertEquals("spent true, then false", answer("IP:127.0.0.1", true));
    }

    @Test
    void redisWhoseCertificateIsForAnotherHost_isNotTrusted() throws Exception {
        assertEquals(
                "refused: the Redis's certificate is not one that Java trusts, or not for its host",
                answer("DNS:redis.example", true));
    }

    @Test
    void redisWhoseCertificateThisJavaDoesNotKnow_isNotTrusted() throws Exception {
        assertEquals(
                "refused: the Redis's certificate is not one that Java trusts, or not for its host",
                answer("IP:127.0.0.1", false));
    }

    /** What a node says that asks a Redis with a certificate for this host. */
    private String answer(String host, boolean trusted) throws Exception {
        Path keys = newKeys(host);
        int port = freePort();
        try (RedisServer server = new RedisServer(
                "--tls-port", "" + port,
                "--tls-cert-file", "" + pem(keys, "CERTIFICATE"),
                "--tls-key-file", "" + pem(keys, "PRIVATE KEY"),
                "--tls-auth-clients", "no")) {
            assertEquals("+PONG", server.ask("PING"));
            List<String> options = trusted
                    ? List.of("-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD)
                    : List.of();
            return node(options, "rediss://127.0.0.1:" + port);
        }
    }

    private Path newKeys(String host) throws IOException, InterruptedException {
        Path keys = directory.resolve("keys.p12");
        Process keytool = java(
                "keytool",
                List.of(
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "SAN=" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        "" + keys,
                        "-storepass",
                        PASSWORD));
        assertEquals(0, keytool.waitFor());
        return keys;
    }

    private Path pem(Path keys, String what) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        byte[] der = what.equals("CERTIFICATE")
                ? store.getCertificate("redis").getEncoded()
                : store.getKey("redis", PASSWORD.toCharArray()).getEncoded();
        String text = "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END "
                + what + "-----\n";
        return Files.writeString(directory.resolve(what), text);
    }

    private static String node(List<String> options, String uri) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        String path =
                System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "");
        arguments.addAll(List.of("-cp", path, RedisTlsTest.class.getName(), uri));
        return new String(java("java", arguments).getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static Process java(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The node. */
    public static void main(String[] arguments) {
        try (TokenStore store = RedisTokenStore.at(URI.create(arguments[0])).build()) {
            Attempt attempt = new Attempt(
                    new TokenKey("shop", UUID.randomUUID()),
                    System.currentTimeMillis() + 10_000,
                    Duration.ofMinutes(1),
                    true,
                    Optional.empty());
            System.out.println("spent " + store.spend(attempt) + ", then " + store.spend(attempt));
        } catch (StoreUnavailableException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
