package dev.postern.challenge.image;

/** Draws closed outlines, bent. For one thread at a time. */
final class Pen {
    private final Coverage coverage;
    private final Bend bend;
    private boolean isDown;
    private float startX;
    private float startY;
    private float x;
    private float y;

    Pen(Coverage coverage, Bend bend) {
        this.coverage = coverage;
        this.bend = bend;
    }

    /** The next point of the outline. */
    void to(float plainX, float plainY) {
        float nextX = bend.x(plainX, plainY);
        float nextY = bend.y(plainX, plainY);
        if (isDown) {
            coverage.edge(x, y, nextX, nextY);
        } else {
            startX = nextX;
            startY = nextY;
            isDown = true;
        }
        x = nextX;
        y = nextY;
    }

    /** Closes the outline; the next point begins another one. */
    void close() {
        coverage.edge(x, y, startX, startY);
        isDown = false;
    }
}
