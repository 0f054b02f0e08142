package dev.postern.challenge.image;

import java.util.random.RandomGenerator;

/**
 * Turns coverage into shades: paper and ink, each of which changes over the image. In half of the images paper shows through where two things overlap, so that what crosses a character
 * can't be told by being darker, nor be wiped off. For one thread at a time.
 */
final class Shading {
    /** How finely coverage is told apart. */
    private static final int STEPS = 32;
    /** How many things may overlap at one point; beyond that shades are another thing's, and nothing worse. */
    private static final int DEEPEST = 16;

    private static final float[] OPAQUE = new float[DEEPEST * STEPS];
    private static final float[] SHOWING_THROUGH = new float[DEEPEST * STEPS];

    static {
        for (int i = 0; i < OPAQUE.length; i++) {
            int rest = i % (2 * STEPS);
            OPAQUE[i] = Math.min(i, STEPS) / (float) STEPS;
            SHOWING_THROUGH[i] = Math.min(rest, 2 * STEPS - rest) / (float) STEPS;
        }
    }

    private final int inverted;
    private final float[] covered;
    private final float[] papers;
    private final float[] inks;
    private final byte[] shades;

    /** For images of this width, on light paper or on dark one. */
    Shading(int width, boolean dark) {
        inverted = dark ? GreyPng.WHITE : 0;
        covered = new float[width];
        papers = new float[width];
        inks = new float[width];
        shades = new byte[width];
    }

    /** Takes the coverage, which is none afterwards, into the image. */
    void take(Coverage coverage, GreyPng png, RandomGenerator random) {
        float[] shares = random.nextBoolean() ? SHOWING_THROUGH : OPAQUE;
        float paper = random.nextFloat(12.6f, 13.8f);
        float ink = random.nextFloat(1.8f, 4.2f);
        Wave paperDown = Wave.any(1.2f, coverage.height(), random);
        Wave paperAlong = Wave.any(1.2f, coverage.width() / 3f, random);
        Wave inkAlong = Wave.any(1.8f, coverage.width() / 4f, random);
        for (int x = 0; x < covered.length; x++) {
            papers[x] = paper + paperAlong.at(x);
            inks[x] = ink + inkAlong.at(x);
        }
        for (int y = 0; y < coverage.height(); y++) {
            coverage.take(y, covered);
            float down = paperDown.at(y);
            for (int x = 0; x < covered.length; x++) {
                float share = shares[(int) (covered[x] * STEPS + 0.5f) & (shares.length - 1)];
                float light = papers[x] + down;
                int shade = (int) (light + share * (inks[x] - light));
                shades[x] = (byte) (Math.min(shade, GreyPng.WHITE) ^ inverted);
            }
            png.row(y, shades);
        }
    }
}
