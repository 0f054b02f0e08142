package dev.postern.challenge.image;

import dev.postern.Difficulty;

/**
 * How hard an image is to read.
 *
 * @param tilt how far a character is turned at most, in radians
 * @param overlap how much of a character's width the next one may cover
 * @param bend how far the drawing is bent, as a part of its height
 * @param lines how many lines cross it
 * @param specks how many bits of lines are strewn over it
 */
record Look(float tilt, float overlap, float bend, int lines, int specks) {
    static Look of(Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> new Look(0.2f, 0.06f, 0.06f, 1, 6);
            case MEDIUM -> new Look(0.28f, 0.12f, 0.08f, 2, 8);
            case HARD -> new Look(0.36f, 0.18f, 0.09f, 2, 10);
        };
    }
}
