package dev.postern.challenge.image;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws texts as images of one size, everything about each anew. For one thread at a time. */
final class Canvas {
    private final int width;
    private final int height;
    private final Coverage coverage;
    private final Shading shading;
    private final GreyPng png;

    Canvas(int width, int height, boolean dark) {
        this.width = width;
        this.height = height;
        coverage = new Coverage(width, height);
        shading = new Shading(width, dark);
        png = new GreyPng(width, height);
    }

    /** A PNG image of the text. */
    byte[] draw(String text, Look look, RandomGenerator chance) {
        // A drawing takes hundreds of numbers; a fast generator that could be guessed would give away its noise alone.
        RandomGenerator random = new SplittableRandom(chance.nextLong());
        Pen pen = new Pen(coverage, Bend.any(look.bend() * height, height, random));
        Lettering lettering = new Lettering(text, look, random);
        lettering.draw(pen, width, height, look, random);
        Scrawl scrawl = new Scrawl(pen, width, height, lettering.scale(width, height) * Glyph.CAPITALS);
        for (int i = 0; i < look.lines(); i++) {
            scrawl.line(random);
        }
        for (int i = 0; i < look.specks(); i++) {
            scrawl.speck(random);
        }
        shading.take(coverage, png, random);
        return png.write();
    }
}
