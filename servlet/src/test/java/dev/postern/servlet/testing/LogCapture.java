package dev.postern.servlet.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Everything that Postern logs, down to the finest, until it is closed. */
public final class LogCapture implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.postern");
    private final @Nullable Level before = logger.getLevel();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {
            // kept in memory
        }

        @Override
        public void close() {
            // kept in memory
        }
    };

    /** Starts. */
    public LogCapture() {
        handler.setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    /** The entries at this level and above. */
    public List<String> from(Level level) {
        return records.stream()
                .filter(entry -> entry.getLevel().intValue() >= level.intValue())
                .map(LogCapture::text)
                .toList();
    }

    /** All of it, with exceptions. */
    public String text() {
        return String.join("\n", from(Level.ALL));
    }

    private static String text(LogRecord entry) {
        StringWriter text = new StringWriter();
        text.write(new SimpleFormatter().formatMessage(entry));
        if (entry.getThrown() != null) {
            entry.getThrown().printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(before);
    }
}
