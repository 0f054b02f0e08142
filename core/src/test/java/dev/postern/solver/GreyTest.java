package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GreyTest {
    private static final int PAPER = 200;
    private static final int INK = 40;

    /** A stroke five pixels thick, a line of one, and a gap of one across the stroke. */
    private final Grey drawing = drawing();

    @Test
    void thinLines_go_andStrokesStay() {
        Grey without = drawing.withoutThinLines();
        assertEquals(PAPER, without.shade(20, 4));
        assertEquals(INK, without.shade(10, 12));
        assertEquals(PAPER, without.shade(20, 12));
    }

    @Test
    void thinGaps_areFilled_andPaperStays() {
        Grey without = drawing.withoutThinGaps();
        assertEquals(INK, without.shade(20, 12));
        assertEquals(INK, without.shade(20, 4));
        assertEquals(PAPER, without.shade(20, 24));
    }

    @Test
    void specks_go_byTheMedian() {
        assertEquals(PAPER, drawing.median().shade(30, 24));
        assertEquals(INK, drawing.median().shade(10, 12));
    }

    @Test
    void blackAndWhite_partsInkFromPaper() {
        Grey parted = drawing.blackAndWhite();
        assertEquals(0, parted.shade(10, 12));
        assertEquals(255, parted.shade(10, 24));
    }

    @Test
    void enlarged_hasThePixelsInTheirPlaces() {
        Grey large = drawing.enlarged(3);
        assertEquals(INK, large.shade(31, 37));
        assertEquals(PAPER, large.shade(31, 73));
    }

    @Test
    void whatIsTransparent_isWhite() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        assertEquals(255, Grey.of(image).shade(0, 0));
    }

    @Test
    void file_isItsHeaderAndItsShades() {
        byte[] file = new Grey(2, 1, 65, 66).pgm();
        assertEquals("P5 2 1 255\nAB", new String(file, StandardCharsets.US_ASCII));
    }

    private static Grey drawing() {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(PAPER, PAPER, PAPER));
        graphics.fillRect(0, 0, 40, 30);
        graphics.setColor(new Color(INK, INK, INK));
        graphics.fillRect(0, 4, 40, 1);
        graphics.fillRect(0, 10, 20, 5);
        graphics.fillRect(21, 10, 19, 5);
        graphics.fillRect(30, 24, 1, 1);
        graphics.dispose();
        return Grey.of(image);
    }
}
