package dev.postern.challenge.image;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.PathIterator;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Prints the outlines of fonts in the form of {@code glyphs.txt}, which it made from packages of Debian 12 ({@code fonts-roboto-unhinted}, {@code fonts-roboto-slab},
 * {@code fonts-open-sans}), in this order:
 *
 * <pre>
 * java GlyphOutlines.java Roboto-Bold.ttf RobotoSlab-Bold.otf OpenSans-Semibold.ttf OpenSans-BoldItalic.ttf
 * </pre>
 */
final class GlyphOutlines {
    private static final String CHARACTERS = "123456789ACDEFHJKMNPQRTUVWXY_@#&!?~";
    private static final int CAPITALS = 1000;
    private static final double FLATNESS = 4;
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private GlyphOutlines() {}

    /** Prints those of these font files. */
    public static void main(String[] files) throws Exception {
        System.out.println(
                "/ Outlines of fonts under the Apache License 2.0: Roboto, copyright 2015 Google Inc.; Roboto Slab,"
                        + " copyright 2013-2017 Google Inc. and 2013-2015 Christian Robertson; Open Sans, digitized data copyright"
                        + " 2010-2011 Google Corporation");
        for (String file : files) {
            Font font = Font.createFont(Font.TRUETYPE_FONT, new File(file)).deriveFont((float) CAPITALS);
            double height =
                    font.createGlyphVector(CONTEXT, "H").getVisualBounds().getHeight();
            font = font.deriveFont((float) (CAPITALS * CAPITALS / height));
            System.out.println("face " + font.getFontName(Locale.ROOT));
            for (int i = 0; i < CHARACTERS.length(); i++) {
                System.out.println(line(CHARACTERS.substring(i, i + 1), font));
            }
        }
    }

    private static String line(String character, Font font) {
        GlyphVector glyph = font.createGlyphVector(CONTEXT, character);
        List<List<long[]>> contours = contours(glyph);
        if (contours.stream().mapToLong(GlyphOutlines::area).sum() < 0) {
            contours.forEach(Collections::reverse);
        }
        StringBuilder line = new StringBuilder(character);
        line.append(' ').append(Math.round(glyph.getGlyphMetrics(0).getAdvance()));
        for (List<long[]> contour : contours) {
            line.append(" M");
            contour.forEach(
                    point -> line.append(' ').append(point[0]).append(' ').append(point[1]));
        }
        return line.toString();
    }

    private static List<List<long[]>> contours(GlyphVector glyph) {
        List<List<long[]>> contours = new ArrayList<>();
        PathIterator path = new FlatteningPathIterator(glyph.getOutline().getPathIterator(null), FLATNESS);
        double[] point = new double[6];
        for (; !path.isDone(); path.next()) {
            int segment = path.currentSegment(point);
            if (segment == PathIterator.SEG_MOVETO) {
                contours.add(new ArrayList<>());
            }
            if (segment != PathIterator.SEG_CLOSE) {
                contours.get(contours.size() - 1).add(new long[] {Math.round(point[0]), Math.round(point[1])});
            }
        }
        contours.forEach(GlyphOutlines::dropEndAtStart);
        return contours;
    }

    private static void dropEndAtStart(List<long[]> contour) {
        long[] first = contour.get(0);
        long[] last = contour.get(contour.size() - 1);
        if (first[0] == last[0] && first[1] == last[1]) {
            contour.remove(contour.size() - 1);
        }
    }

    private static long area(List<long[]> contour) {
        long doubled = 0;
        for (int i = 0; i < contour.size(); i++) {
            long[] from = contour.get(i);
            long[] to = contour.get((i + 1) % contour.size());
            doubled += from[0] * to[1] - to[0] * from[1];
        }
        return doubled / 2;
    }
}
