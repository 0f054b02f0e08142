package dev.postern.challenge.image;

import java.util.random.RandomGenerator;

/** A sine over a length, from a table: exact to less than a hundredth of its amplitude, which nobody sees. */
record Wave(float amplitude, float frequency, float phase) {
    private static final int STEPS = 1 << 10;
    private static final float[] SINES = sines();

    /** One of at most this amplitude, at least half of it, with a length from the shortest to twice that. */
    static Wave any(float amplitude, float shortest, RandomGenerator random) {
        float half = amplitude / 2;
        float length = shortest * (1 + random.nextFloat());
        return new Wave(half + half * random.nextFloat(), STEPS / length, STEPS * random.nextFloat());
    }

    float at(float position) {
        return amplitude * SINES[(int) (position * frequency + phase) & (STEPS - 1)];
    }

    private static float[] sines() {
        float[] sines = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            sines[i] = (float) Math.sin(2 * Math.PI * i / STEPS);
        }
        return sines;
    }
}
