package dev.postern.challenge.image;

import java.util.random.RandomGenerator;

/** Moves every point of a drawing by waves along both axes, a long and a short one along each. */
record Bend(Wave acrossLong, Wave acrossShort, Wave downLong, Wave downShort) {
    /** By this many pixels or so at most, in a drawing of this height. */
    static Bend any(float most, float height, RandomGenerator random) {
        return new Bend(
                Wave.any(most, 1.5f * height, random),
                Wave.any(most / 2.5f, height / 2, random),
                Wave.any(1.2f * most, 1.5f * height, random),
                Wave.any(most / 2.5f, height / 2, random));
    }

    float x(float x, float y) {
        return x + acrossLong.at(y) + acrossShort.at(y);
    }

    float y(float x, float y) {
        return y + downLong.at(x) + downShort.at(x);
    }
}
