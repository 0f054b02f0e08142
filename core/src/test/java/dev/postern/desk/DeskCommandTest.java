package dev.postern.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Owners;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator does from a shell. */
class DeskCommandTest {
    private final TestDatabase dataSource = TestDatabases.h2();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Database database;
    private long ada;

    @BeforeEach
    void addAccount() {
        database = Database.open(dataSource);
        ada = Owners.add(database, "ada");
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void credits_areGrantedAndTakenAway() {
        assertEquals(DeskCommand.DONE, run("grant ada@example.com 500"));
        assertEquals(DeskCommand.DONE, run("grant ADA@example.com -200"));
        assertEquals(DeskCommand.DONE, run("show ada@example.com"));
        assertEquals(300, account().balance());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("has 300 credits"), out::toString);
    }

    @Test
    void plans_areSet() {
        assertEquals(DeskCommand.DONE, run("plan ada@example.com inactive"));
        assertEquals(new Plan(false, Optional.empty()), account().plan());
        assertEquals(DeskCommand.DONE, run("plan ada@example.com active until 2027-01-01"));
        assertEquals(
                new Plan(true, Optional.of(Instant.parse("2027-01-01T00:00:00Z"))),
                account().plan());
        assertEquals(DeskCommand.DONE, run("plan ada@example.com active"));
        assertEquals(Plan.ACTIVE, account().plan());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "show",
                "grant ada@example.com",
                "grant ada@example.com 0",
                "grant ada@example.com 1.5",
                "grant ada@example.com 1 2",
                "plan ada@example.com",
                "plan ada@example.com active until tomorrow",
                "plan ada@example.com active 2027-01-01",
                "remove ada@example.com",
                "show nobody"
            })
    void whatIsNoCommand_doesNothing_andSaysHowToUseIt(String words) {
        assertEquals(DeskCommand.MISUSED, run(words));
        assertTrue(err.size() > 0);
        assertEquals(0, account().balance());
        assertEquals(Plan.ACTIVE, account().plan());
    }

    @Test
    void anAddressThatHasNoAccount_isToldSo() {
        assertEquals(DeskCommand.NOT_DONE, run("grant bob@example.com 5"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("no account"), err::toString);
    }

    @Test
    void credits_thatComeAtTheFirstUse_areToldUntilTheyHaveCome() throws Exception {
        run("show ada@example.com");
        String before = out.toString(StandardCharsets.UTF_8);
        assertTrue(before.contains("has 0 credits (and gets its first ones on top when it first uses"), before);
        try (Desk desk = Desk.builder(database).solver(image -> "kayak").build()) {
            Submissions.end(desk.submit(ada, Submissions.IMAGE));
        }
        out.reset();
        run("show ada@example.com");
        String after = out.toString(StandardCharsets.UTF_8);
        assertTrue(after.contains("has 99 credits, 0 tasks being read, 1 begun today"), after);
    }

    @Test
    void withoutADatabase_nothingIsDone_andWhatIsMissingIsSaid() {
        assertEquals(DeskCommand.MISUSED, run("grant ada@example.com 5", Map.of()));
        assertSaid("POSTERN_DB_URL is not set: ");
        assertEquals(DeskCommand.MISUSED, run("grant ada@example.com 5", Map.of("POSTERN_DB_URL", "")));
        assertSaid("POSTERN_DB_URL is empty: ");
        assertEquals(DeskCommand.MISUSED, run("grant ada@example.com 5", Map.of("POSTERN_DB_URL", "db.example")));
        assertSaid("POSTERN_DB_URL is no JDBC URL: ");
    }

    @Test
    void aDriverThatIsMissing_isNamed_andNoPasswordWithIt() {
        String url = "jdbc:none://ada:hidden@db.example/?password=hidden";
        assertEquals(DeskCommand.NOT_DONE, run("grant ada@example.com 5", Map.of("POSTERN_DB_URL", url)));
        assertSaid("no driver for jdbc:none:…: add its jar to the class path");
        assertFalse(err.toString(StandardCharsets.UTF_8).contains("hidden"), err::toString);
    }

    private void assertSaid(String words) {
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains(words), said);
        assertFalse(said.contains("usage:"), said);
    }

    private DeskAccount account() {
        return DeskAccounts.on(database).get(ada).orElseThrow();
    }

    private int run(String words) {
        return run(words, Map.of("POSTERN_DB_URL", dataSource.url()));
    }

    private int run(String words, Map<String, String> environment) {
        List<String> arguments = words.isEmpty() ? List.of() : List.of(words.split(" "));
        return DeskCommand.run(
                arguments,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
