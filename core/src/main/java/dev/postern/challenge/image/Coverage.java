package dev.postern.challenge.image;

/**
 * How much of each pixel closed outlines cover, exact to the area: every edge adds to each row the signed area between it and the right border, as
 * differences from pixel to pixel, so that one pass over a row sums them up. Where outlines of one direction overlap, coverage adds up too. For one thread at a time.
 */
final class Coverage {
    private final int width;
    private final int height;
    private final int stride;
    private final float[] differences;

    Coverage(int width, int height) {
        this.width = width;
        this.height = height;
        this.stride = width + 2; // what an edge at the right border adds to
        this.differences = new float[stride * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** One edge. What lies left or right of the image is moved to its border, what lies above or below is left out. */
    void edge(float fromX, float fromY, float toX, float toY) {
        if (fromY < toY) {
            downward(clamp(fromX), fromY, clamp(toX), toY, 1);
        } else if (toY < fromY) {
            downward(clamp(toX), toY, clamp(fromX), fromY, -1);
        }
    }

    /** Fills the row's values with its coverage, and forgets it. */
    void take(int row, float[] values) {
        int start = row * stride;
        float sum = 0;
        for (int x = 0; x < width; x++) {
            sum += differences[start + x];
            differences[start + x] = 0;
            values[x] = Math.abs(sum);
        }
        differences[start + width] = 0;
        differences[start + width + 1] = 0;
    }

    private float clamp(float x) {
        return x < 0 ? 0 : x > width ? width : x;
    }

    /** Math.ceil goes by way of double. */
    private static int ceiling(float number) {
        int whole = (int) number;
        return whole < number ? whole + 1 : whole;
    }

    private void downward(float topX, float topY, float bottomX, float bottomY, int direction) {
        float slope = (bottomX - topX) / (bottomY - topY);
        float x = topY < 0 ? topX - topY * slope : topX;
        int last = bottomY < height ? ceiling(bottomY) : height;
        for (int y = topY < 0 ? 0 : (int) topY; y < last; y++) {
            float part = Math.min(y + 1, bottomY) - Math.max(y, topY);
            float next = clamp(x + slope * part);
            across(y * stride, Math.min(x, next), Math.max(x, next), part * direction);
            x = next;
        }
    }

    /** An edge's part within a row, which is as high as this area is wide. */
    private void across(int row, float left, float right, float area) {
        int first = (int) left;
        int end = ceiling(right);
        int at = row + first;
        if (end <= first + 1) {
            float middle = (left + right) / 2 - first;
            differences[at] += area * (1 - middle);
            differences[at + 1] += area * middle;
            return;
        }
        float perPixel = area / (right - left);
        float inFirst = 1 - (left - first);
        float inLast = right - (end - 1);
        // The area right of the edge grows by a triangle in the first pixel, evenly in between, and by the rest of a
        // triangle in the last.
        float before = perPixel * inFirst * inFirst / 2;
        differences[at] += before;
        float reached = before;
        float covered = perPixel * inFirst;
        for (int pixel = first + 1; pixel < end - 1; pixel++) {
            float total = covered + perPixel / 2;
            differences[row + pixel] += total - reached;
            reached = total;
            covered += perPixel;
        }
        float atLast = area - perPixel * inLast * inLast / 2;
        differences[row + end - 1] += atLast - reached;
        differences[row + end] += area - atLast;
    }
}
