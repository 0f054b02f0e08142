package dev.postern.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection on which bytes are sent as they are, for what no client library would send. */
final class EndpointSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final Socket socket = new Socket();
    private final EndpointServer server;
    private String requestLine = "";

    EndpointSocket(EndpointServer server) throws IOException {
        this.server = server;
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** The reply to one POST of these bytes to a path. */
    static EndpointReply post(EndpointServer server, String rawPath, byte[] body, String... headerLines)
            throws IOException {
        try (EndpointSocket socket = new EndpointSocket(server)) {
            socket.send(head(rawPath, headerLines) + "Content-Length: " + body.length + "\r\n\r\n");
            socket.send(body);
            return socket.reply();
        }
    }

    /** The head of a POST on a connection that is closed after it, without the empty line that ends it. */
    static String head(String rawPath, String... headerLines) {
        StringBuilder head =
                new StringBuilder("POST " + rawPath + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        Arrays.stream(headerLines).forEach(line -> head.append(line).append("\r\n"));
        return head.toString();
    }

    void send(String text) throws IOException {
        requestLine = requestLine.isEmpty() ? text.lines().findFirst().orElse("") : requestLine;
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends as much as the server takes: it may answer and close before it has read all. */
    boolean send(byte[] bytes) throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Sends no more, but still reads. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    boolean hasReply() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /**
     * Reads one reply, or to the end of the connection; the interim reply 100 is left out, and no reply has status 0. What the OpenAPI
     * document says of the reply is checked.
     */
    EndpointReply reply() throws IOException {
        EndpointReply reply = read();
        String[] words = requestLine.split(" ", 3);
        server.checkReply(words[0], words[1], reply);
        return reply;
    }

    private EndpointReply read() throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] chunk = new byte[8192];
        int read = 0;
        try {
            InputStream in = socket.getInputStream();
            while (!isWhole(text) && (read = in.read(chunk)) >= 0) {
                text.append(new String(chunk, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException e) {
            // a reset after the reply takes nothing of it back
        }
        return text.isEmpty() ? EndpointReply.of(0, Map.of(), "") : parse(withoutInterim(text.toString()));
    }

    private static boolean isWhole(CharSequence read) {
        String text = withoutInterim(read.toString());
        Matcher length = CONTENT_LENGTH.matcher(text);
        int end = text.indexOf(END_OF_HEAD);
        return end >= 0 && length.find() && text.length() == end + 4 + Integer.parseInt(length.group(1));
    }

    private static String withoutInterim(String text) {
        return text.startsWith("HTTP/1.1 100")
                ? text.substring(Math.max(0, text.indexOf(END_OF_HEAD)) + END_OF_HEAD.length())
                : text;
    }

    private static EndpointReply parse(String text) {
        int end = text.indexOf(END_OF_HEAD);
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return EndpointReply.of(
                Integer.parseInt(lines.get(0).split(" ", 3)[1]), headers, text.substring(end + END_OF_HEAD.length()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
