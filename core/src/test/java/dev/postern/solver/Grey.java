package dev.postern.solver;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An image in 256 shades of grey, and what is done to make it easier to read. */
final class Grey {
    private static final int SHADES = 256;
    private static final int WHITE = SHADES - 1;

    private final int width;
    private final int height;
    private final int[] shades;

    Grey(int width, int height, int... shades) {
        this.width = width;
        this.height = height;
        this.shades = shades;
    }

    /** By the brightness of each pixel (Rec. 601), on white. */
    static Grey of(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        int[] shades = opaque.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < shades.length; i++) {
            Color colour = new Color(shades[i]);
            shades[i] = (299 * colour.getRed() + 587 * colour.getGreen() + 114 * colour.getBlue()) / 1000;
        }
        return new Grey(image.getWidth(), image.getHeight(), shades);
    }

    /** Each pixel as the middle one of the 3 by 3 around it: specks go. */
    Grey median() {
        return ranked(4);
    }

    /** The morphological closing of the paper, 3 by 3: dark lines that are thin go. */
    Grey withoutThinLines() {
        return ranked(8).ranked(0);
    }

    /** Its opening: light gaps that are thin are filled. */
    Grey withoutThinGaps() {
        return ranked(0).ranked(8);
    }

    /** Each pixel as the one of this rank among the 3 by 3 around it, the darkest first; the edge goes on beyond it. */
    private Grey ranked(int rank) {
        int[] result = new int[shades.length];
        int[] around = new int[9];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int i = 0; i < 9; i++) {
                    int atX = Math.min(Math.max(x + i % 3 - 1, 0), width - 1);
                    int atY = Math.min(Math.max(y + i / 3 - 1, 0), height - 1);
                    around[i] = shades[atY * width + atX];
                }
                Arrays.sort(around);
                result[y * width + x] = around[rank];
            }
        }
        return new Grey(width, height, result);
    }

    /** So many times as wide and high, smoothly (bicubic). */
    Grey enlarged(int times) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        small.setRGB(0, 0, width, height, Arrays.stream(shades).map(Grey::rgb).toArray(), 0, width);
        BufferedImage large = new BufferedImage(times * width, times * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(small, 0, 0, large.getWidth(), large.getHeight(), null);
        graphics.dispose();
        return of(large);
    }

    private static int rgb(int shade) {
        return shade << 16 | shade << 8 | shade;
    }

    /** Black and white alone, parted where the variance between the two is greatest (Otsu). */
    Grey blackAndWhite() {
        int limit = otsu();
        return new Grey(
                width,
                height,
                Arrays.stream(shades).map(shade -> shade <= limit ? 0 : WHITE).toArray());
    }

    private int otsu() {
        long[] counts = new long[SHADES];
        Arrays.stream(shades).forEach(shade -> counts[shade]++);
        long sum = Arrays.stream(shades).asLongStream().sum();
        long below = 0;
        long sumBelow = 0;
        int best = 0;
        double most = -1;
        for (int shade = 0; shade < WHITE; shade++) {
            below += counts[shade];
            sumBelow += shade * counts[shade];
            long above = shades.length - below;
            if (below > 0 && above > 0) {
                double apart = (double) sumBelow / below - (double) (sum - sumBelow) / above;
                double variance = apart * apart * below * above;
                if (variance > most) {
                    most = variance;
                    best = shade;
                }
            }
        }
        return best;
    }

    int shade(int x, int y) {
        return shades[y * width + x];
    }

    /** As a file: a portable greymap. */
    byte[] pgm() {
        byte[] header = ("P5 " + width + " " + height + " " + WHITE + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(header, header.length + shades.length);
        for (int i = 0; i < shades.length; i++) {
            file[header.length + i] = (byte) shades[i];
        }
        return file;
    }
}
