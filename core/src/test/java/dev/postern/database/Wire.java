package dev.postern.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The network between a node and its database's server: it counts round trips, and fails in the ways that networks do. Thread-safe. */
public final class Wire implements Database.Connections, AutoCloseable {
    private static final int SERVER_PORT_DIGITS = 4;

    private final String url;
    private final int serverPort;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong roundTrips = new AtomicLong();
    private volatile State state = State.WORKS;

    private enum State {
        WORKS,
        CUT,
        HANGS,
        LOSES_REPLIES
    }

    /** To the server of this database, which is on this machine. */
    public Wire(TestDatabase database) {
        String direct = database.url();
        int colon = direct.indexOf(':', direct.indexOf("//"));
        serverPort = Integer.parseInt(direct.substring(colon + 1, colon + 1 + SERVER_PORT_DIGITS));
        try {
            door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        url = direct.replace(":" + serverPort, ":" + door.getLocalPort());
        start(this::accept);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** How often the server was waited for. */
    public long roundTrips() {
        return roundTrips.get();
    }

    /** Ends all connections, and lets none be made. */
    public void cut() {
        state = State.CUT;
        sockets.forEach(Wire::close);
    }

    /** From now on what is sent comes nowhere, and nobody is told. */
    public void hang() {
        state = State.HANGS;
    }

    /** From now on what is asked comes to the server, but its reply is not brought back: the connection ends instead. */
    public void loseReplies() {
        state = State.LOSES_REPLIES;
    }

    /** Lets everything work again, for new connections. */
    public void mend() {
        state = State.WORKS;
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            if (state == State.CUT) {
                close(client);
                continue;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            for (Socket each : new Socket[] {client, server}) {
                each.setTcpNoDelay(true);
                sockets.add(each);
            }
            AtomicBoolean asked = new AtomicBoolean();
            start(() -> pump(client, server, () -> {
                if (!asked.getAndSet(true)) {
                    roundTrips.incrementAndGet();
                }
                return state != State.HANGS;
            }));
            start(() -> pump(server, client, () -> {
                asked.set(false);
                if (state == State.LOSES_REPLIES) {
                    throw new IOException("lost");
                }
                return state != State.HANGS;
            }));
        }
    }

    private static void pump(Socket from, Socket to, Check check) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65_536];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (check.passes()) {
                    out.write(buffer, 0, length);
                }
            }
        }
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // the end of a connection, or of the wire
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Check {
        boolean passes() throws IOException;
    }

    private interface Task {
        void run() throws IOException;
    }
}
