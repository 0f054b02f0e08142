package dev.postern.challenge.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A typeface: the outlines of the characters that challenges have. They come from a resource in the jar, which has a line for each glyph: its character, its advance,
 * and for each closed line {@code M} and its points; {@code /} begins a remark.
 */
final class Face {
    /** So that a long line bends where the drawing is bent. */
    private static final float LONGEST_EDGE = 120;

    private static final String RESOURCE = "glyphs.txt";
    private static final List<Face> ALL = read();

    private final Glyph[] glyphs = new Glyph[128];

    private Face() {}

    static Face any(RandomGenerator random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /** All there are. */
    static List<Face> all() {
        return ALL;
    }

    /** The glyph of a character. */
    Glyph glyph(char character) {
        Glyph glyph = character < glyphs.length ? glyphs[character] : null;
        if (glyph == null) {
            throw new IllegalArgumentException("no outline of U+" + Integer.toHexString(character));
        }
        return glyph;
    }

    private static List<Face> read() {
        List<Face> faces = new ArrayList<>();
        try (InputStream resource = Face.class.getResourceAsStream(RESOURCE)) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("face ")) {
                    faces.add(new Face());
                } else if (!line.startsWith("/")) {
                    faces.get(faces.size() - 1).glyphs[line.charAt(0)] = glyph(line.substring(2));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(faces);
    }

    private static Glyph glyph(String text) {
        String[] parts = text.split(" M ", -1);
        float[][] contours = new float[parts.length - 1][];
        for (int i = 1; i < parts.length; i++) {
            contours[i - 1] = contour(parts[i].split(" ", -1));
        }
        return new Glyph(Integer.parseInt(parts[0]), contours);
    }

    private static float[] contour(String[] numbers) {
        int count = numbers.length / 2;
        float[] points = new float[0];
        for (int i = 0; i < count; i++) {
            int next = (i + 1) % count;
            points = edge(
                    points,
                    Integer.parseInt(numbers[2 * i]),
                    Integer.parseInt(numbers[2 * i + 1]),
                    Integer.parseInt(numbers[2 * next]),
                    Integer.parseInt(numbers[2 * next + 1]));
        }
        return points;
    }

    /** The points, and those of an edge but for its end. */
    private static float[] edge(float[] points, int fromX, int fromY, int toX, int toY) {
        int pieces = Math.max(1, (int) Math.ceil(Math.hypot(toX - fromX, toY - fromY) / LONGEST_EDGE));
        float[] longer = Arrays.copyOf(points, points.length + 2 * pieces);
        for (int i = 0; i < pieces; i++) {
            longer[points.length + 2 * i] = fromX + (toX - fromX) * (float) i / pieces;
            longer[points.length + 2 * i + 1] = fromY + (toY - fromY) * (float) i / pieces;
        }
        return longer;
    }
}
