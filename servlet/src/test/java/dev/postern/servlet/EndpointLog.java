package dev.postern.servlet;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that Postern logs while this is open, at every level. */
final class EndpointLog implements AutoCloseable {
    private static final Logger POSTERN = Logger.getLogger("dev.postern");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    EndpointLog() {
        handler.setLevel(Level.ALL);
        POSTERN.setLevel(Level.ALL);
        POSTERN.setUseParentHandlers(false);
        POSTERN.addHandler(handler);
    }

    /** The records above debug, each as a text with the stack trace that stands in it. */
    List<String> aboveDebug() {
        return records.stream()
                .filter(logged -> logged.getLevel().intValue() > Level.FINE.intValue())
                .map(EndpointLog::text)
                .toList();
    }

    /** All records as one text. */
    String everything() {
        return String.join("\n", records.stream().map(EndpointLog::text).toList());
    }

    private static String text(LogRecord logged) {
        StringWriter text = new StringWriter();
        text.write(new SimpleFormatter().formatMessage(logged));
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    @Override
    public void close() {
        POSTERN.removeHandler(handler);
        POSTERN.setUseParentHandlers(true);
        POSTERN.setLevel(null);
    }
}
