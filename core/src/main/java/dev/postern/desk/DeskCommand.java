package dev.postern.desk;

import dev.postern.account.Account;
import dev.postern.account.Accounts;
import dev.postern.account.EmailAddress;
import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.EnvironmentConnections;
import dev.postern.database.SchemaException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an administrator does about the desk from a shell: {@code java -cp <Postern's jar>:<the database's driver> dev.postern.desk.DeskCommand grant <e-mail address>
 * <credits>}, with the database in the environment variables {@code POSTERN_DB_URL}, {@code POSTERN_DB_USER} and {@code POSTERN_DB_PASSWORD}.
 */
final class DeskCommand {
    static final int DONE = 0;
    static final int NOT_DONE = 1;
    static final int MISUSED = 2;

    private static final String USAGE = """
            usage: POSTERN_DB_URL=jdbc:... [POSTERN_DB_USER=...] [POSTERN_DB_PASSWORD=...] \\
                   java -cp <postern jar>:<driver jar> dev.postern.desk.DeskCommand <command>
              show <e-mail address>                              what the account has at the solver desk
              grant <e-mail address> <credits>                   grants credits; less than 0 takes them away
              plan <e-mail address> active [until <yyyy-mm-dd>]  lets the account use the desk, until that day begins in UTC
              plan <e-mail address> inactive                     shuts the account out""";

    private DeskCommand() {}

    /** Runs one command, and ends the process with 0 if it was done, 1 if it could not be, 2 if it was none. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        EnvironmentConnections connections = new EnvironmentConnections(environment);
        Optional<Change> change = change(arguments);
        if (change.isEmpty()) {
            err.println(USAGE);
            return MISUSED;
        }
        Optional<String> mistake = connections.mistake();
        if (mistake.isPresent()) {
            err.println(mistake.get());
            return MISUSED;
        }
        Optional<EmailAddress> email = EmailAddress.parse(arguments.get(1));
        if (email.isEmpty()) {
            err.println("That is no e-mail address.");
            return MISUSED;
        }
        Optional<AccountRow> now;
        try {
            now = apply(change.get(), email.get(), Database.open(connections));
        } catch (DatabaseException | SchemaException e) {
            err.println(e.getMessage());
            return NOT_DONE;
        }
        if (now.isEmpty()) {
            err.println("There is no account with this address.");
            return NOT_DONE;
        }
        out.println(shown(now.get()));
        return DONE;
    }

    private static Optional<AccountRow> apply(Change change, EmailAddress email, Database database) {
        DeskAccounts desk = DeskAccounts.on(database);
        try (Accounts accounts = Accounts.on(database)) {
            return accounts.find(email)
                    .map(Account::id)
                    .filter(id -> change.of(desk, id).isPresent())
                    .flatMap(desk::row);
        }
    }

    /** What these words ask for; empty if they are no command. */
    private static Optional<Change> change(List<String> words) {
        if (words.size() < 2) {
            return Optional.empty();
        }
        List<String> rest = words.subList(2, words.size());
        return switch (words.get(0)) {
            case "show" -> rest.isEmpty() ? Optional.of(DeskAccounts::get) : Optional.empty();
            case "grant" -> credits(rest).map(credits -> (accounts, id) -> accounts.grant(id, credits));
            case "plan" -> plan(rest).map(plan -> (accounts, id) -> accounts.setPlan(id, plan));
            default -> Optional.empty();
        };
    }

    private static Optional<Long> credits(List<String> words) {
        boolean isNumber = words.size() == 1 && words.get(0).matches("-?[1-9]\\d{0,11}");
        return isNumber ? Optional.of(Long.valueOf(words.get(0))) : Optional.empty();
    }

    private static Optional<Plan> plan(List<String> words) {
        if (words.equals(List.of("active"))) {
            return Optional.of(Plan.ACTIVE);
        }
        if (words.equals(List.of("inactive"))) {
            return Optional.of(new Plan(false, Optional.empty()));
        }
        if (words.size() != 3 || !words.subList(0, 2).equals(List.of("active", "until"))) {
            return Optional.empty();
        }
        try {
            Instant end =
                    LocalDate.parse(words.get(2)).atStartOfDay(ZoneOffset.UTC).toInstant();
            return Optional.of(new Plan(true, Optional.of(end)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String shown(AccountRow row) {
        DeskAccount account = row.account();
        // How many, the settings of the application say.
        String first = row.hasFirstCredits() ? "" : " (and gets its first ones on top when it first uses the desk)";
        Plan plan = account.plan();
        String end = plan.endsAt().map(time -> " until " + time).orElse("");
        return "The account has " + account.balance() + " credits" + first + ", " + account.running()
                + " tasks being read, "
                + account.tasksToday() + " begun today, " + account.tasksThisMonth()
                + " this month; its plan is " + (plan.active() ? "active" + end : "inactive") + ".";
    }

    /** What is done about an account of this id, and what it has then. */
    private interface Change {
        Optional<DeskAccount> of(DeskAccounts accounts, long id);
    }
}
