package dev.postern.servlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link BenchServer} in a process of its own, and a client of it, whose connections stay open. Linux alone tells what CPU time it takes. */
final class BenchProcess implements AutoCloseable {
    /** As Linux keeps it: the first 15 characters. */
    private static final String HOUSEKEEPING = "postern-service";

    private final Process process;
    private final int port;
    private final String databaseKey;
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final Map<Path, Long> nanosByThread = new HashMap<>();
    private final Map<Path, String> names = new HashMap<>();

    private BenchProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String ready = output.readLine();
        if (ready == null) {
            throw new IOException("the server did not start");
        }
        String[] portAndKey = ready.split(" ", -1);
        port = Integer.parseInt(portAndKey[0]);
        databaseKey = portAndKey[1];
    }

    /** Starts a server with an account for each even number below this one. */
    static BenchProcess start(int people) throws IOException {
        return new BenchProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchServer.class.getName(),
                        String.valueOf(people))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String databaseKey() {
        return databaseKey;
    }

    /** A POST of JSON, with these further lines in its head. */
    static byte[] post(String path, String json, String... headerLines) {
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        request.append("Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
        return request.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a request, whose reply must have this status; what stands before the body of the reply. */
    String send(byte[] request, int expected) throws IOException {
        send(request, 1, 1, expected);
        return connections.get(0).head;
    }

    /** Sends a request so many times over so many connections, each of which sends the next when it has the reply; all replies must have this status. */
    void send(byte[] request, int times, int over, int expected) throws IOException {
        while (connections.size() < over) {
            connections.add(new Connection(port, selector));
        }
        int sent = 0;
        while (sent < over) {
            connections.get(sent++).send(request);
        }
        int received = 0;
        while (received < times) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (connection.hasReply(expected)) {
                    received++;
                    if (sent < times) {
                        sent++;
                        connection.send(request);
                    }
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private static final class Connection implements AutoCloseable {
        private static final String LENGTH = "\r\nContent-Length: ";
        private static final String END = "\r\n\r\n";

        private final SocketChannel channel;
        private final ByteBuffer input = ByteBuffer.allocate(16 << 10);
        private String head = "";

        Connection(int port, Selector selector) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(byte[] request) throws IOException {
            if (channel.write(ByteBuffer.wrap(request)) < request.length) {
                throw new IOException("the server does not read");
            }
        }

        /** Reads what has come; whether that is all of a reply. */
        boolean hasReply(int expected) throws IOException {
            if (channel.read(input) < 0) {
                throw new IOException("the server has hung up");
            }
            String reply = new String(input.array(), 0, input.position(), StandardCharsets.ISO_8859_1);
            int end = reply.indexOf(END);
            if (end < 0) {
                return false;
            }
            head = reply.substring(0, end);
            int length = head.indexOf(LENGTH);
            if (!head.startsWith("HTTP/1.1 " + expected) || length < 0) {
                throw new IOException("the server answers " + head);
            }
            int from = length + LENGTH.length();
            int to = (head + END).indexOf("\r\n", from);
            if (reply.length() < end + END.length() + Integer.parseInt(head.substring(from, to))) {
                return false;
            }
            input.clear();
            return true;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** CPU time in nanoseconds: of all threads, and how much of it the one that writes counts has taken. */
    record Cpu(long all, long housekeeping) {
        Cpu minus(Cpu before) {
            return new Cpu(all - before.all, housekeeping - before.housekeeping);
        }
    }

    /** What the server's process has taken by now. From its threads, because that of the process is told in steps of 10 ms. */
    Cpu cpu() throws IOException {
        List<Path> threads;
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            threads = all.toList();
        }
        for (Path thread : threads) {
            try {
                String nanos = Files.readString(thread.resolve("schedstat")).split(" ", -1)[0];
                nanosByThread.put(thread, Long.parseLong(nanos));
                if (!names.containsKey(thread)) {
                    names.put(thread, Files.readString(thread.resolve("comm")).strip());
                }
            } catch (NoSuchFileException e) {
                // it has ended; what it took is remembered
            }
        }
        long all = 0;
        long housekeeping = 0;
        for (Map.Entry<Path, Long> thread : nanosByThread.entrySet()) {
            all += thread.getValue();
            if (HOUSEKEEPING.equals(names.get(thread.getKey()))) {
                housekeeping += thread.getValue();
            }
        }
        return new Cpu(all, housekeeping);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
        process.getOutputStream().close();
        process.onExit().join();
    }
}
