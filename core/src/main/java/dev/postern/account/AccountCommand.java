package dev.postern.account;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.EnvironmentConnections;
import dev.postern.database.SchemaException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What an administrator does from a shell: {@code java -cp <Postern's jar>:<the database's driver> dev.postern.account.AccountCommand reset-password
 * <e-mail address>}, with the database in the environment variables {@code POSTERN_DB_URL}, {@code POSTERN_DB_USER} and {@code POSTERN_DB_PASSWORD}. Sets a password that nobody
 * has chosen, prints it, and ends all tokens of the account.
 */
final class AccountCommand {
    static final int DONE = 0;
    static final int NOT_DONE = 1;
    static final int MISUSED = 2;

    private static final String USAGE = """
            usage: POSTERN_DB_URL=jdbc:... [POSTERN_DB_USER=...] [POSTERN_DB_PASSWORD=...] \\
                   java -cp <postern jar>:<driver jar> dev.postern.account.AccountCommand reset-password <e-mail address>
            Gives the account a new password, prints it, and signs the account out everywhere.""";
    private static final int PASSWORD_BYTES = 12;

    private AccountCommand() {}

    /** Runs one command, and ends the process with 0 if it was done, 1 if it could not be, 2 if it was none. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        EnvironmentConnections connections = new EnvironmentConnections(environment);
        if (arguments.length != 2 || !arguments[0].equals("reset-password")) {
            err.println(USAGE);
            return MISUSED;
        }
        Optional<String> mistake = connections.mistake();
        if (mistake.isPresent()) {
            err.println(mistake.get());
            return MISUSED;
        }
        Optional<EmailAddress> email = EmailAddress.parse(arguments[1]);
        if (email.isEmpty()) {
            err.println("That is no e-mail address.");
            return MISUSED;
        }
        try (Accounts accounts = Accounts.on(Database.open(connections))) {
            byte[] chance = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(chance);
            String password = HexFormat.of().formatHex(chance);
            if (!accounts.resetPassword(email.get(), Password.of(password))) {
                err.println("There is no account with this address.");
                return NOT_DONE;
            }
            out.println("The new password is " + password + "; it should be changed after signing in.");
            return DONE;
        } catch (DatabaseException | SchemaException e) {
            err.println(e.getMessage());
            return NOT_DONE;
        }
    }
}
