package dev.postern.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A few connections that are used again and again, as an application has them. Thread-safe. */
public final class Pool implements Database.Connections, AutoCloseable {
    private final Database.Connections source;
    private final Semaphore free;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    /** At most so many connections of this source. */
    public Pool(Database.Connections source, int most) {
        this.source = source;
        this.free = new Semaphore(most);
    }

    @Override
    public Connection connect() throws SQLException {
        free.acquireUninterruptibly();
        try {
            Connection kept = idle.poll();
            return lent(kept == null ? source.connect() : kept);
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private Connection lent(Connection connection) {
        AtomicBoolean returned = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        if (returned.compareAndSet(false, true)) {
                            takeBack(connection);
                        }
                        return null;
                    }
                    if (method.getName().equals("isClosed") && returned.get()) {
                        return true;
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** As it was when it was lent, unless it is broken. */
    private void takeBack(Connection connection) {
        try {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                idle.add(connection);
            }
        } catch (SQLException e) {
            // it is broken
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        for (Connection each = idle.poll(); each != null; each = idle.poll()) {
            try {
                each.close();
            } catch (SQLException e) {
                // the test has cut it off
            }
        }
    }
}
