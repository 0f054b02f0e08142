package dev.postern.challenge.digits;

import dev.postern.Difficulty;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What an operator does from a shell: {@code java -cp <Postern's jar> dev.postern.challenge.digits.PhraseCommand check <file>} checks a phrase pack, and prints what it is worth and examples;
 * {@code print <language>} prints the stock phrases, as a start.
 */
final class PhraseCommand {
    static final int DONE = 0;
    static final int NOT_DONE = 1;
    static final int MISUSED = 2;

    private static final String USAGE = """
            usage: java -cp <postern jar> dev.postern.challenge.digits.PhraseCommand check <file>
                   java -cp <postern jar> dev.postern.challenge.digits.PhraseCommand print <language>
            Checks a phrase pack, and prints what it is worth; or prints the stock phrases in en, de, fr or es.""";

    private PhraseCommand() {}

    /** Runs one command, and ends the process with 0 if the pack is good or was printed, 1 if not, 2 if it was no command. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length != 2) {
            err.println(USAGE);
            return MISUSED;
        }
        try {
            return switch (arguments[0]) {
                case "check" -> check(PhrasePack.read(Path.of(arguments[1])), out);
                case "print" -> {
                    out.print(PhrasePack.stockText(Locale.forLanguageTag(arguments[1])));
                    yield DONE;
                }
                default -> {
                    err.println(USAGE);
                    yield MISUSED;
                }
            };
        } catch (IOException e) {
            err.println("There is no such file that can be read: " + e.getMessage());
            return NOT_DONE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return NOT_DONE;
        }
    }

    private static int check(PhrasePack pack, PrintStream out) {
        boolean good = true;
        out.println("language " + pack.locale().toLanguageTag() + ", every rule has phrases");
        for (Difficulty difficulty : Difficulty.values()) {
            PackCheck check = PackCheck.of(pack, difficulty);
            out.printf(
                    Locale.ROOT,
                    "%n%s: %.3g wordings; best constant guess %.2f %%; %d of %d instructions are stock phrases%n",
                    difficulty.name().toLowerCase(Locale.ROOT),
                    check.wordings(),
                    100 * check.bestGuess(),
                    check.known(),
                    PackCheck.SAMPLED);
            check.examples().forEach(example -> out.println("  " + example));
            check.collisions().forEach(collision -> out.println("  NOT ONE MEANING: " + collision));
            good &= check.collisions().isEmpty();
        }
        out.println(
                good
                        ? "\nEach of the instructions that were tried has one meaning."
                        : "\nThere are instructions that do not have exactly one meaning: change the phrases that they share.");
        return good ? DONE : NOT_DONE;
    }
}
