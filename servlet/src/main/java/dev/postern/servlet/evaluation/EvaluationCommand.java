package dev.postern.servlet.evaluation;

import dev.postern.challenge.digits.Digits;
import dev.postern.challenge.digits.PhrasePack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Measures a reader, such as a language model or a person, from a shell. {@code write} writes challenges of each difficulty and language as JSON lines, as the wire contract shows them (section 1),
 * and their answers to another file; {@code grade} compares a file of lines {@code {"token": …, "answer": …}} with these.
 */
final class EvaluationCommand {
    static final int DONE = 0;
    static final int NOT_DONE = 1;
    static final int MISUSED = 2;

    private static final String USAGE = """
            usage: java -cp <postern jar> dev.postern.servlet.evaluation.EvaluationCommand write <count> <challenges> <key> [<phrase pack>...]
                   java -cp <postern jar> dev.postern.servlet.evaluation.EvaluationCommand grade <key> <answers>
            Writes so many challenges of each difficulty and language as JSON lines, and the answers to the key;
            or grades answers, which are lines like {"token": "...", "answer": 42}, by the key.""";

    private EvaluationCommand() {}

    /** Runs one command, and ends the process with 0 if it was done, 1 if it could not be, 2 if it was none. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            if (arguments.length >= 4 && arguments[0].equals("write") && arguments[1].matches("[1-9]\\d{0,4}")) {
                int count = Integer.parseInt(arguments[1]);
                int written = new Evaluation(digits(Arrays.copyOfRange(arguments, 4, arguments.length)))
                        .write(count, Path.of(arguments[2]), Path.of(arguments[3]), new SecureRandom());
                out.println(
                        written + " challenges are in " + arguments[2] + "; keep " + arguments[3] + " from the reader");
                return DONE;
            }
            if (arguments.length == 3 && arguments[0].equals("grade")) {
                Grades.of(Path.of(arguments[1]), Path.of(arguments[2])).print(out);
                return DONE;
            }
        } catch (IOException e) {
            err.println("This file can't be read or written: " + e.getMessage());
            return NOT_DONE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return NOT_DONE;
        }
        err.println(USAGE);
        return MISUSED;
    }

    private static Digits digits(String[] files) throws IOException {
        if (files.length == 0) {
            return Digits.family();
        }
        PhrasePack[] packs = new PhrasePack[files.length];
        for (int i = 0; i < files.length; i++) {
            packs[i] = PhrasePack.read(Path.of(files[i]));
        }
        return Digits.with(packs);
    }
}
