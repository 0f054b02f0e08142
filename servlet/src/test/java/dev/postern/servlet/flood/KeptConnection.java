package dev.postern.servlet.flood;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.servlet.testing.PhraseTable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** One connection that is used again and again, for a client that takes less than the server. Each request comes from another address, as its proxy says. */
final class KeptConnection implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final InputStream in;

    KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The body of the reply to this post, whose status has to be 200. */
    String post(String path, String json) throws IOException {
        int address = ThreadLocalRandom.current().nextInt();
        String head = "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: "
                + (address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255)
                + "\r\nContent-Length: " + json.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + json).getBytes(StandardCharsets.US_ASCII));
        String status = line();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status + ": " + body);
        }
        return body;
    }

    /** A challenge of the node's, and its right answer, as the body that says both. */
    String solved() throws IOException {
        JsonNode challenge = JSON.readTree(post("/postern/challenge", "{}"));
        return "{\"token\":" + challenge.get("token") + ",\"answer\":" + PhraseTable.answer(challenge.get("challenge"))
                + "}";
    }

    /** Whether the node takes the right answer to a challenge of its own. */
    boolean passes() throws IOException {
        return JSON.readTree(post("/postern/verify", solved())).get("success").booleanValue();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int read;
        while ((read = in.read()) != '\n') {
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            line.append((char) read);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
