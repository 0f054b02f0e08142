package dev.postern.solver;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Prints how often the engine reads images right, as a table in Markdown; 1,000 of each, or as many as the first argument says. A second one
 * takes the rows alone whose names start with it, as {@code POSTERN}.
 */
public final class Readings {
    private Readings() {}

    /** Runs. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        OcrEngine.installed();
        int count = args.length == 0 ? 1000 : Integer.parseInt(args[0]);
        String prefix = args.length < 2 ? "" : args[1];
        System.out.println(Reading.heading());
        Stream.of(Drawn.values())
                .filter(drawn -> drawn.name().startsWith(prefix))
                .forEach(drawn -> System.out.println(
                        Reading.of(drawn, count, new SplittableRandom(1)).row()));
    }
}
