package dev.postern.analytics;

import dev.postern.database.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.openjdk.jmh.util.ListStatistics;

/**
 * What figures cost over a year of counts for 100 keys, compared with plain JDBC that reads all columns of the same rows by the same index, one statement for each
 * key and width. Both in turn, round after round; the ratio of times is taken in each round.
 *
 * <p>The rows are made by the job that makes them in production: a month of minutes at a time is put in, and rolled up. That is 52.6 million rows; with an
 * argument of n, one minute in n has a row, but all of the last three days: hours are complete nonetheless, and so are the minutes that are read.
 *
 * <pre>
 * mvn -q -Pjmh -pl core process-test-classes -Djmh.main=dev.postern.analytics.FiguresBenchmark
 * # one minute in 60, and one database: 3 minutes
 * mvn -q -Pjmh -pl core process-test-classes -Djmh.main=dev.postern.analytics.FiguresBenchmark -Djmh.args="60 h2"
 * </pre>
 *
 * <p>With all minutes it takes about 25 minutes. H2 in a file, and the PostgreSQL at 127.0.0.1:5432 that the tests use.
 */
public final class FiguresBenchmark implements AutoCloseable {
    private static final int KEYS = 100;
    private static final long ACCOUNT = 1;
    private static final int ROUNDS = 20;
    private static final int WARM_UP = 5;
    private static final int ROWS_AT_A_TIME = 1_000;
    private static final long MINUTE = KeyMinute.MILLIS;
    private static final Instant START = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(365));

    private final Connection connection;
    private final Analytics analytics;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Totals> samples = new ArrayList<>();
    private Instant now = START;

    private FiguresBenchmark(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        Connection unclosed = unclosed(connection);
        Database database = Database.open(() -> unclosed, () -> now);
        analytics = Analytics.on(database, () -> now);
        for (int i = 0; i < 1_000; i++) {
            samples.add(sample());
        }
    }

    /** Loads and measures. */
    public static void main(String[] args) throws Exception {
        int minutesApart = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        String product = args.length > 1 ? args[1] : "";
        if (!product.equals("postgresql")) {
            onH2(minutesApart);
        }
        if (!product.equals("h2")) {
            onPostgreSql(minutesApart);
        }
    }

    private static void onH2(int minutesApart) throws Exception {
        Path directory = Files.createTempDirectory("postern-figures");
        try (FiguresBenchmark h2 = new FiguresBenchmark("jdbc:h2:file:" + directory.resolve("h2"))) {
            h2.run("H2", minutesApart);
            h2.execute("SHUTDOWN");
        } finally {
            Files.deleteIfExists(directory.resolve("h2.mv.db"));
            Files.deleteIfExists(directory.resolve("h2.trace.db"));
            Files.delete(directory);
        }
    }

    private static void onPostgreSql(int minutesApart) throws SQLException {
        String server = "jdbc:postgresql://127.0.0.1:5432/test?user=postgres&reWriteBatchedInserts=true";
        String schema = "postern_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection administrator = DriverManager.getConnection(server);
                Statement statement = administrator.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
            try (FiguresBenchmark postgreSql = new FiguresBenchmark(server + "&currentSchema=" + schema)) {
                postgreSql.run("PostgreSQL", minutesApart);
            } finally {
                statement.execute("DROP SCHEMA " + schema + " CASCADE");
            }
        }
    }

    private void run(String product, int minutesApart) throws SQLException {
        addKeys();
        load(product, minutesApart);
        execute("ANALYZE" + (product.equals("H2") ? "" : " postern_count"));
        System.out.printf(
                Locale.ROOT, "%s: rows of minutes %,d, hours %,d%n", product, count(Width.MINUTE), count(Width.HOUR));
        Instant monthAgo = END.minus(Duration.ofDays(30));
        OptionalLong all = OptionalLong.empty();
        compare(
                product + ", overview of 30 days and the 30 before",
                () -> analytics
                        .overview(ACCOUNT, all, monthAgo, END)
                        .orElseThrow()
                        .figures()
                        .issued(),
                monthAgo.minus(Duration.ofDays(30)));
        compare(
                product + ", overview of the year",
                () -> analytics
                        .overview(ACCOUNT, all, START, END)
                        .orElseThrow()
                        .figures()
                        .issued(),
                START);
        compare(
                product + ", 30 days by the hour",
                () -> analytics
                        .series(ACCOUNT, all, monthAgo, END, Interval.HOUR, ZoneId.of("Europe/Berlin"))
                        .orElseThrow()
                        .points()
                        .size(),
                monthAgo);
    }

    private interface Work {
        long run() throws SQLException;
    }

    private void compare(String what, Work figures, Instant from) throws SQLException {
        ListStatistics ratios = new ListStatistics();
        ListStatistics times = new ListStatistics();
        ListStatistics bareTimes = new ListStatistics();
        long sink = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double bareFirst = round % 2 == 0 ? seconds(() -> read(from)) : 0;
            double time = seconds(figures);
            double bare = round % 2 == 0 ? bareFirst : seconds(() -> read(from));
            if (round >= 0) {
                ratios.addValue(Math.log(time / bare));
                times.addValue(time);
                bareTimes.addValue(bare);
            }
        }
        sink += read(from);
        double[] interval = ratios.getConfidenceIntervalAt(0.95);
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f ms; bare read of %,d rows: %.0f ms; ratio %.2f (95 %%: %.2f to %.2f)%n",
                what,
                times.getMean() * 1e3,
                sink,
                bareTimes.getMean() * 1e3,
                Math.exp(ratios.getMean()),
                Math.exp(interval[0]),
                Math.exp(interval[1]));
    }

    private static double seconds(Work work) throws SQLException {
        long start = System.nanoTime();
        if (work.run() == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** The yardstick. How many rows it reads. */
    private long read(Instant from) throws SQLException {
        connection.setAutoCommit(false);
        long rows = 0;
        long sum = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT key_id, width, start_at, node, " + Sum.COLUMNS
                        + " FROM postern_count WHERE key_id = ? AND width = ? AND start_at >= ? AND start_at < ?")) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            for (long key = 1; key <= KEYS; key++) {
                for (Width width : List.of(Width.MINUTE, Width.HOUR)) {
                    statement.setLong(1, key);
                    statement.setInt(2, width.seconds());
                    statement.setLong(3, from.toEpochMilli());
                    statement.setLong(4, END.toEpochMilli());
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            for (int column = 1; column <= 10; column++) {
                                sum += row.getLong(column);
                            }
                            sum += row.getBytes(11).length;
                            rows++;
                        }
                    }
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return sum == 0 ? 0 : rows;
    }

    private void load(String product, int minutesApart) throws SQLException {
        double inserting = 0;
        double rolling = 0;
        Instant lastDays = END.minus(Duration.ofDays(3));
        for (Instant month = START; month.isBefore(END); month = now) {
            Instant from = month;
            Instant to = month.plus(Duration.ofDays(30)).isBefore(END) ? month.plus(Duration.ofDays(30)) : END;
            inserting += seconds(() -> insert(from, to.isBefore(lastDays) ? to : lastDays, minutesApart));
            if (to.isAfter(lastDays)) {
                Instant start = from.isAfter(lastDays) ? from : lastDays;
                inserting += seconds(() -> insert(start, to, 1));
            }
            now = to;
            rolling += seconds(() -> analytics.rollUp() ? 1 : 0);
            System.out.printf(
                    Locale.ROOT,
                    "%s: to %s; inserted in %.0f s, rolled up in %.0f s%n",
                    product,
                    to,
                    inserting,
                    rolling);
        }
    }

    private long insert(Instant from, Instant to, int minutesApart) throws SQLException {
        connection.setAutoCommit(false);
        long rows = 1;
        try (PreparedStatement statement = connection.prepareStatement(Rows.INSERT)) {
            for (long minute = from.toEpochMilli(); minute < to.toEpochMilli(); minute += minutesApart * MINUTE) {
                for (long key = 1; key <= KEYS; key++) {
                    Object[] values =
                            Rows.insert(key, Width.MINUTE, minute, 1, samples.get(random.nextInt(samples.size())));
                    for (int i = 0; i < values.length; i++) {
                        statement.setObject(i + 1, values[i]);
                    }
                    statement.addBatch();
                    if (rows++ % ROWS_AT_A_TIME == 0) {
                        statement.executeBatch();
                        connection.commit();
                    }
                }
            }
            statement.executeBatch();
            connection.commit();
        }
        connection.setAutoCommit(true);
        return rows;
    }

    /** A minute with some thirty answers, by agents and people. */
    private Totals sample() {
        Tally tally = new Tally();
        for (int i = random.nextInt(60); i >= 0; i--) {
            tally.issued();
            double gauss = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            double median = random.nextInt(4) == 0 ? 12_000 : 520;
            tally.verified(new dev.postern.Verdict(
                    dev.postern.Verdict.Outcome.ALLOWED,
                    80,
                    Duration.ofMillis(Math.round(median * Math.exp(gauss))),
                    java.util.Optional.empty()));
            tally.redeemed();
        }
        return tally.totals();
    }

    private void addKeys() throws SQLException {
        execute("INSERT INTO postern_account (id, email, email_key, password_hash, token_generation, created_at)"
                + " VALUES (1, '', '', '', 0, 0)");
        for (int key = 1; key <= KEYS; key++) {
            execute(
                    "INSERT INTO postern_api_key (id, account_id, secret_hash, last_four, publishable_key, name, scopes,"
                            + " difficulty, audience, min_score_tenths, hostnames, challenge_seconds, verification_seconds,"
                            + " rate_times, rate_seconds, active, created_at) VALUES (" + key + ", 1, 's" + key
                            + "', '', 'p" + key
                            + "', '', '', '', '', 0, '', 320, 300, 600, 60, TRUE, 0)");
        }
    }

    private long count(Width width) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT COUNT(*) FROM postern_count WHERE width = " + width.seconds())) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As a pool hands it out. */
    private static Connection unclosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                FiguresBenchmark.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
