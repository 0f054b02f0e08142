package dev.postern.challenge.image;

import java.util.random.RandomGenerator;

/** What is drawn over the characters of an image: lines from one side to the other, and bits of lines, a third to four fifths as thick as the characters' strokes. */
final class Scrawl {
    private static final float STROKE = 0.17f; // of the height of capitals
    private static final float STEP = 4;

    private final Pen pen;
    private final int width;
    private final int height;
    private final float capitals;

    /** Over an image of this size, whose capitals are so many pixels high. */
    Scrawl(Pen pen, int width, int height, float capitals) {
        this.pen = pen;
        this.width = width;
        this.height = height;
        this.capitals = capitals;
    }

    void line(RandomGenerator random) {
        Wave wave = Wave.any(height / 4f, width / 3f, random);
        float half = capitals * STROKE * random.nextFloat(0.15f, 0.35f);
        float middle = height * random.nextFloat(0.3f, 0.7f);
        float slope = height * random.nextFloat(-0.3f, 0.3f) / width;
        float from = width * random.nextFloat(0, 0.25f);
        float to = width * random.nextFloat(0.75f, 1);
        int steps = (int) ((to - from) / STEP);
        for (int i = 0; i <= steps; i++) {
            float x = from + i * STEP;
            pen.to(x, middle + slope * (x - width / 2f) + wave.at(x) - half);
        }
        for (int i = steps; i >= 0; i--) {
            float x = from + i * STEP;
            pen.to(x, middle + slope * (x - width / 2f) + wave.at(x) + half);
        }
        pen.close();
    }

    void speck(RandomGenerator random) {
        float x = width * random.nextFloat();
        float y = height * random.nextFloat();
        double angle = Math.PI * random.nextFloat();
        float alongX = (float) Math.cos(angle);
        float alongY = (float) Math.sin(angle);
        float length = capitals * random.nextFloat(0.025f, 0.15f);
        float half = capitals * STROKE * random.nextFloat(0.15f, 0.4f);
        corner(x, y, alongX * -length + alongY * half, alongY * -length - alongX * half);
        corner(x, y, alongX * length + alongY * half, alongY * length - alongX * half);
        corner(x, y, alongX * length - alongY * half, alongY * length + alongX * half);
        corner(x, y, alongX * -length - alongY * half, alongY * -length + alongX * half);
        pen.close();
    }

    private void corner(float x, float y, float right, float down) {
        pen.to(x + right, y + down);
    }
}
