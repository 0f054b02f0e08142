package dev.postern.solver;

import dev.postern.testing.Captcha;
import dev.postern.testing.Share;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How often the engine reads images right.
 *
 * @param plain as they are
 * @param best the clean-up that helps most, chosen by other images
 * @param cleaned after that one
 */
record Reading(Drawn drawn, Share plain, CleanUp best, Share cleaned) {
    private static final int CHOOSING = 10;

    /** Draws so many, and a tenth as many to choose the clean-up by. */
    static Reading of(Drawn drawn, int count, RandomGenerator random) {
        BulkReader reader = new BulkReader(drawn.alphabet());
        CleanUp best = best(draw(drawn, count / CHOOSING, random), reader);
        List<Captcha> captchas = draw(drawn, count, random);
        return new Reading(drawn, right(captchas, Captcha::png, reader), best, right(captchas, best::of, reader));
    }

    private static List<Captcha> draw(Drawn drawn, int count, RandomGenerator random) {
        return Stream.generate(() -> drawn.next(random)).limit(count).toList();
    }

    private static Share right(List<Captcha> captchas, Function<Captcha, byte[]> file, BulkReader reader) {
        List<String> texts = reader.read(captchas.stream().map(file).toList());
        return new Share(hits(captchas, texts), captchas.size());
    }

    private static int hits(List<Captcha> captchas, List<String> texts) {
        return (int) IntStream.range(0, captchas.size())
                .filter(i -> captchas.get(i).text().equalsIgnoreCase(texts.get(i)))
                .count();
    }

    /** By the texts that are right, and where as many are, by the characters. */
    private static CleanUp best(List<Captcha> captchas, BulkReader reader) {
        List<byte[]> files = CleanUp.ALL.parallelStream()
                .flatMap(cleanUp -> captchas.stream().map(cleanUp::of))
                .toList();
        List<String> texts = reader.read(files);
        Function<CleanUp, List<String>> read = cleanUp -> {
            int start = CleanUp.ALL.indexOf(cleanUp) * captchas.size();
            return texts.subList(start, start + captchas.size());
        };
        return CleanUp.ALL.stream()
                .max(Comparator.comparingInt((CleanUp cleanUp) -> hits(captchas, read.apply(cleanUp)))
                        .thenComparingInt(cleanUp -> characters(captchas, read.apply(cleanUp))))
                .orElseThrow();
    }

    private static int characters(List<Captcha> captchas, List<String> texts) {
        return IntStream.range(0, captchas.size())
                .map(i -> inCommon(
                        captchas.get(i).text().toLowerCase(Locale.ROOT),
                        texts.get(i).toLowerCase(Locale.ROOT)))
                .sum();
    }

    /** How many characters two texts have in common, in the same order. */
    private static int inCommon(String one, String other) {
        int[][] most = new int[one.length() + 1][other.length() + 1];
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                most[i][j] = one.charAt(i - 1) == other.charAt(j - 1)
                        ? most[i - 1][j - 1] + 1
                        : Math.max(most[i - 1][j], most[i][j - 1]);
            }
        }
        return most[one.length()][other.length()];
    }

    static String heading() {
        return "| images | read right as they are | after the best clean-up | which one |\n| --- | --- | --- | --- |";
    }

    /** A row of the table in Markdown. */
    String row() {
        return "| " + drawn.title() + " | " + percent(plain) + " | " + percent(cleaned) + " | " + best.name() + " |";
    }

    private static String percent(Share share) {
        return String.format(
                Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }
}
