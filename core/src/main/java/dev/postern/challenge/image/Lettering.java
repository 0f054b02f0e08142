package dev.postern.challenge.image;

import java.util.random.RandomGenerator;

/**
 * The characters of a text in a row, each with a typeface, size, turn, slant and height of its own, and each overlapping the one before.
 */
final class Lettering {
    private static final float CAPITALS = 0.54f; // of the image's height
    private static final float SMALLEST = 0.85f;
    private static final float LARGEST = 1.15f;
    private static final float STEEPEST = 0.3f;
    private static final float OFF_THE_LINE = 0.07f; // of the image's height
    private static final float MARGIN = 10;

    private final Glyph[] glyphs;
    private final float[] sizes;
    private final float[] centres;
    private final float width;

    Lettering(String text, Look look, RandomGenerator random) {
        int count = text.length();
        glyphs = new Glyph[count];
        sizes = new float[count];
        centres = new float[count];
        float start = 0;
        float end = 0;
        for (int i = 0; i < count; i++) {
            glyphs[i] = Face.any(random).glyph(text.charAt(i));
            sizes[i] = random.nextFloat(SMALLEST, LARGEST);
            float advance = glyphs[i].advance() * sizes[i];
            centres[i] = start + advance / 2;
            end = start + advance;
            start = end - advance * look.overlap() * random.nextFloat();
        }
        width = end;
    }

    /** How many pixels an outline's unit has in an image of this size. */
    float scale(int imageWidth, int imageHeight) {
        return Math.min(CAPITALS * imageHeight / Glyph.CAPITALS, (imageWidth - 2 * MARGIN) / width);
    }

    /** Draws it into an image of this size. */
    void draw(Pen pen, int imageWidth, int imageHeight, Look look, RandomGenerator random) {
        float scale = scale(imageWidth, imageHeight);
        float left = (imageWidth - width * scale) * random.nextFloat(0.2f, 0.8f);
        for (int i = 0; i < glyphs.length; i++) {
            Place place = new Place(
                    left + centres[i] * scale,
                    imageHeight * (0.5f + either(OFF_THE_LINE, random)),
                    scale * sizes[i],
                    either(look.tilt(), random),
                    either(STEEPEST, random));
            draw(glyphs[i], place, pen);
        }
    }

    private static void draw(Glyph glyph, Place place, Pen pen) {
        float sine = (float) Math.sin(place.turn()) * place.scale();
        float cosine = (float) Math.cos(place.turn()) * place.scale();
        for (float[] contour : glyph.contours()) {
            for (int i = 0; i < contour.length; i += 2) {
                float y = contour[i + 1] + Glyph.CAPITALS / 2f;
                float x = contour[i] - glyph.advance() / 2f - place.slant() * y;
                pen.to(place.x() + x * cosine - y * sine, place.y() + x * sine + y * cosine);
            }
            pen.close();
        }
    }

    private static float either(float most, RandomGenerator random) {
        return most * (2 * random.nextFloat() - 1);
    }

    /** Where a character stands: its centre, how many pixels a unit has, its turn in radians, and its slant. */
    private record Place(float x, float y, float scale, float turn, float slant) {}
}
