package dev.postern.challenge.digits;

import dev.postern.Difficulty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints how often scripts pass, as a table in Markdown, and writes it to {@code target/strength.md}: 2,000 challenges each, or as many as the first argument says, learners having learnt from 10,000, or as many as the
 * second says.
 */
public final class Strength {
    private static final Path OTHER = Path.of("src/test/resources/dev/postern/challenge/digits/private.pack");
    private static final Path TABLE = Path.of("target/strength.md");

    private Strength() {}

    /** Runs. */
    public static void main(String[] args) throws IOException {
        int asked = args.length == 0 ? 2_000 : Integer.parseInt(args[0]);
        int learnt = args.length < 2 ? 10_000 : Integer.parseInt(args[1]);
        List<String> lines = new ArrayList<>(List.of(Contest.HEADING));
        System.out.println(Contest.HEADING);
        for (Locale locale : Digits.family().locales()) {
            for (Difficulty difficulty : Difficulty.values()) {
                contests(locale, difficulty, learnt, asked).map(Contest::row).forEach(row -> {
                    System.out.println(row);
                    lines.add(row);
                });
            }
        }
        Files.write(TABLE, lines);
    }

    static Stream<Contest> contests(Locale locale, Difficulty difficulty, int learnt, int asked) {
        return Contest.all(difficulty, PhrasePack.stock(locale), other(locale), learnt, asked);
    }

    /** Phrases in this language that are no stock phrases. */
    static Optional<PhrasePack> other(Locale locale) {
        try {
            PhrasePack other = PhrasePack.read(OTHER);
            return Optional.of(other).filter(pack -> pack.locale().getLanguage().equals(locale.getLanguage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
