package dev.postern.challenge.image;

/** A character's outline: closed lines, from the left end of the base line to the right and downward. */
final class Glyph {
    /** How high capitals are. */
    static final int CAPITALS = 1000;

    private final int advance;
    private final float[][] contours;

    Glyph(int advance, float[][] contours) {
        this.advance = advance;
        this.contours = contours;
    }

    /** How far the next character is. */
    int advance() {
        return advance;
    }

    /** Of each closed line its points, x and y in turn; all lines together go round what they enclose in one direction. */
    float[][] contours() {
        return contours;
    }
}
