package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 9;

    private final Coverage coverage = new Coverage(WIDTH, HEIGHT);

    @Test
    void rectangle_coversEachPixelByItsPartOfIt() {
        outline(2.25f, 1.5f, 5.5f, 1.5f, 5.5f, 3, 2.25f, 3);
        assertArrayEquals(new float[WIDTH], row(0));
        assertArrayEquals(new float[] {0, 0, 0.375f, 0.5f, 0.5f, 0.25f, 0, 0, 0, 0, 0, 0}, row(1), 1e-6f);
        assertArrayEquals(new float[] {0, 0, 0.75f, 1, 1, 0.5f, 0, 0, 0, 0, 0, 0}, row(2), 1e-6f);
        assertArrayEquals(new float[WIDTH], row(3));
    }

    /** The reference counts points of a grid, 64 by 64 in each pixel, that lie in the triangle by the signs of three cross products. */
    @RepeatedTest(50)
    void triangle_coversEachPixelByItsPartOfIt(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        float[] corners = new float[6];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = random.nextFloat() * (i % 2 == 0 ? WIDTH : HEIGHT);
        }
        outline(corners);
        for (int y = 0; y < HEIGHT; y++) {
            float[] row = row(y);
            for (int x = 0; x < WIDTH; x++) {
                assertEquals(sampled(corners, x, y), row[x], 0.02f, x + ", " + y);
            }
        }
    }

    @Test
    void whatLiesOutside_isLeftOut_andMovesNothingInside() {
        outline(-5, -4, WIDTH + 7, -4, WIDTH + 7, HEIGHT + 3, -5, HEIGHT + 3);
        for (int y = 0; y < HEIGHT; y++) {
            for (float covered : row(y)) {
                assertEquals(1, covered, 1e-5f);
            }
        }
        outline(-9, 2, -3, 2, -3, 5, -9, 5);
        outline(WIDTH + 1, 2, WIDTH + 5, 2, WIDTH + 5, 5, WIDTH + 1, 5);
        for (int y = 0; y < HEIGHT; y++) {
            assertArrayEquals(new float[WIDTH], row(y));
        }
    }

    @Test
    void outlinesOfOneDirection_addUp_andAHoleOfTheOther_isNone() {
        outline(1, 1, 9, 1, 9, 4, 1, 4);
        outline(2, 1, 5, 1, 5, 4, 2, 4);
        outline(7, 1, 7, 4, 8, 4, 8, 1);
        assertArrayEquals(new float[] {0, 1, 2, 2, 2, 1, 1, 0, 1, 0, 0, 0}, row(2), 1e-5f);
    }

    @Test
    void rowThatWasTaken_isForgotten() {
        outline(0, 0, WIDTH, 0, WIDTH, HEIGHT, 0, HEIGHT);
        row(0);
        assertArrayEquals(new float[WIDTH], row(0));
    }

    private void outline(float... points) {
        int last = points.length - 2;
        float x = points[last];
        float y = points[last + 1];
        for (int i = 0; i < points.length; i += 2) {
            coverage.edge(x, y, points[i], points[i + 1]);
            x = points[i];
            y = points[i + 1];
        }
    }

    private float[] row(int y) {
        float[] row = new float[WIDTH];
        coverage.take(y, row);
        return row;
    }

    private static float sampled(float[] corners, int x, int y) {
        int inside = 0;
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                inside += contains(corners, x + (i + 0.5f) / 64, y + (j + 0.5f) / 64) ? 1 : 0;
            }
        }
        return inside / 4096f;
    }

    private static boolean contains(float[] corners, float x, float y) {
        int positive = 0;
        for (int i = 0; i < 6; i += 2) {
            int next = (i + 2) % 6;
            float cross = (corners[next] - corners[i]) * (y - corners[i + 1])
                    - (corners[next + 1] - corners[i + 1]) * (x - corners[i]);
            positive += cross > 0 ? 1 : 0;
        }
        return positive == 0 || positive == 3;
    }
}
