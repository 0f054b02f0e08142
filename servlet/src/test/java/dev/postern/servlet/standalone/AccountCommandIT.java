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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's command, run from the standalone jar and a driver's, as from a shell. */
final class AccountCommandIT {
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

        Result result = run("reset-password", "Ada@Example.com");

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
        Result result = run("reset-password", "nobody@example.com");
        assertEquals(1, result.exit());
        assertFalse(result.output().contains("password is"));
    }

    @Test
    void whateverElseIsAsked_isAnsweredByTheUsage() throws Exception {
        assertEquals(2, run().exit());
        assertEquals(2, run("reset-password").exit());
        assertEquals(2, run("reset-password", "no address").exit());
        assertTrue(run("help").output().contains("usage:"));
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
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
                "dev.postern.account.AccountCommand");
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().put("POSTERN_DB_URL", dataSource.getURL());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Result(process.exitValue(), output);
    }

    private record Result(int exit, String output) {}
}
