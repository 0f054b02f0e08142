package dev.postern.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A node's connections, until it is cut off: from then on nothing that it asks of the database comes there, or back. Thread-safe.
 */
public final class FailingConnections implements Database.Connections {
    private final DataSource dataSource;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean losesReplies;
    private final AtomicBoolean losesNextReply = new AtomicBoolean();

    /** Connections that work, for now. */
    public FailingConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Cuts the node off after this many more calls that prepare or commit. */
    public void failAfter(long calls) {
        left.set(calls);
    }

    /** Lets everything work again. */
    public void mend() {
        left.set(Long.MAX_VALUE);
        losesReplies = false;
    }

    /** From now on commits are done, but the node is told that the connection was lost. */
    public void loseReplies() {
        losesReplies = true;
    }

    /** As {@link #loseReplies}, for the next commit alone. */
    public void loseReply() {
        losesNextReply.set(true);
    }

    /** How many calls were made since {@link #mend}. */
    public long calls() {
        return Long.MAX_VALUE - left.get();
    }

    @Override
    public Connection connect() throws SQLException {
        if (left.get() <= 0) {
            throw lost();
        }
        Connection connection = dataSource.getConnection();
        return (Connection) Proxy.newProxyInstance(
                FailingConnections.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    boolean commit = method.getName().equals("commit");
                    boolean counts = commit || method.getName().equals("prepareStatement");
                    if (counts && left.getAndDecrement() <= 0) {
                        throw lost();
                    }
                    Object result;
                    try {
                        result = method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (commit && (losesReplies || losesNextReply.getAndSet(false))) {
                        throw lost();
                    }
                    return result;
                });
    }

    private static SQLException lost() {
        return new SQLException("the connection is lost", "08006");
    }
}
