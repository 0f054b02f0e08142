package dev.postern.servlet.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Accounts;
import dev.postern.account.EmailAddress;
import dev.postern.account.Password;
import dev.postern.account.Session;
import dev.postern.database.Database;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's commands, run from the standalone jar and a driver's, as from a shell. */
final class CommandsIT {
    private static final String ACCOUNT = "dev.postern.account.AccountCommand";
    private static final String DESK = "dev.postern.desk.DeskCommand";
    private static final EmailAddress ADA =
            EmailAddress.parse("ada@example.com").orElseThrow();
    private static final Password FORGOTTEN = Password.of("long forgotten");

    @TempDir
    private Path directory = Path.of("");

    private final JdbcDataSource dataSource = new JdbcDataSource();

    @BeforeEach
    void find() {
        dataSource.setURL("jdbc:h2:" + directory.resolve("postern"));
    }

    @Test
    void resetPassword_printsANewOne_andEndsTheOldOneAndAllTokens() throws Exception {
        Session before;
        try (Accounts accounts = Accounts.on(Database.open(dataSource))) {
            before = accounts.register(ADA, FORGOTTEN, Optional.empty()).orElseThrow();
        }

        Result result = run(ACCOUNT, "reset-password", "Ada@Example.com");

        assertEquals(0, result.exit(), result.output());
        Matcher password = Pattern.compile("[0-9a-f]{24}").matcher(result.output());
        assertTrue(password.find(), result.output());
        try (Accounts accounts = Accounts.on(Database.open(dataSource))) {
            assertTrue(accounts.login(ADA, FORGOTTEN).isEmpty());
            Session after = accounts.login(ADA, Password.of(password.group())).orElseThrow();
            assertEquals(before.account().id(), after.account().id());
            assertNotEquals(before.generation(), after.generation());
            assertTrue(accounts.of(before.account().id(), before.generation(), UUID.randomUUID())
                    .isEmpty());
        }
    }

    @Test
    void anAddressWithoutAccount_isTold_andNothingIsPrinted() throws Exception {
        Result result = run(ACCOUNT, "reset-password", "nobody@example.com");
        assertEquals(1, result.exit());
        assertFalse(result.output().contains("password is"));
    }

    @Test
    void whateverElseIsAsked_isAnsweredByTheUsage() throws Exception {
        assertEquals(2, run(ACCOUNT).exit());
        assertEquals(2, run(ACCOUNT, "reset-password").exit());
        assertEquals(2, run(ACCOUNT, "reset-password", "no address").exit());
        assertTrue(run(ACCOUNT, "help").output().contains("usage:"));
    }

    @Test
    void credits_areGranted_andShown_andThePlanIsSet() throws Exception {
        try (Accounts accounts = Accounts.on(Database.open(dataSource))) {
            assertTrue(accounts.register(ADA, FORGOTTEN, Optional.empty()).isPresent());
        }
        assertEquals(0, run(DESK, "grant", "ada@example.com", "500").exit());
        assertEquals(
                0,
                run(DESK, "plan", "ada@example.com", "active", "until", "2099-01-01")
                        .exit());

        Result shown = run(DESK, "show", "Ada@Example.com");

        assertEquals(
                "The account has 500 credits (and gets its first ones on top when it first uses the desk), 0 tasks being"
                        + " read, 0 begun today, 0 this month; its plan is active until"
                        + " 2099-01-01T00:00:00Z.",
                shown.output().lines().reduce((first, last) -> last).orElseThrow());
        assertEquals(1, run(DESK, "grant", "nobody@example.com", "500").exit());
        assertEquals(2, run(DESK, "grant", "ada@example.com", "many").exit());
        assertTrue(run(DESK).output().contains("usage:"));
    }

    private Result run(String command, String... arguments) throws IOException, InterruptedException {
        String driver = Path.of(org.h2.Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                WebApplication.STANDALONE_JAR + File.pathSeparator + driver,
                command);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("POSTERN_DB_URL", dataSource.getURL());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Result(process.exitValue(), output);
    }

    private record Result(int exit, String output) {}
}
