package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaceTest {
    /** What the families draw: digits but zero, the letters of both alphabets, and the signs that stand between digits. */
    private static final String CHARACTERS = "123456789ACDEFHJKMNPQRTUVWXY_@#&!?~";

    @Test
    void eachFace_hasEachCharacter_onceAndLikeNoOther() {
        assertEquals(4, Face.all().size());
        Set<String> outlines = new HashSet<>();
        for (Face face : Face.all()) {
            for (int i = 0; i < CHARACTERS.length(); i++) {
                char character = CHARACTERS.charAt(i);
                StringBuilder outline = new StringBuilder();
                for (float[] contour : face.glyph(character).contours()) {
                    outline.append(Arrays.toString(contour));
                }
                outlines.add(outline.toString());
            }
        }
        assertEquals(4 * CHARACTERS.length(), outlines.size());
    }

    /** Where two glyphs overlap, coverage would else cancel out. */
    @Test
    void eachGlyph_goesRoundItsInkInTheSameDirection() {
        for (Face face : Face.all()) {
            for (int i = 0; i < CHARACTERS.length(); i++) {
                char character = CHARACTERS.charAt(i);
                double area = 0;
                for (float[] contour : face.glyph(character).contours()) {
                    area += area(contour);
                }
                assertTrue(area > 30_000, character + ": " + area);
            }
        }
    }

    @Test
    void capitals_areOneHigh_andStandOnTheLine() {
        for (Face face : Face.all()) {
            float top = 0;
            float bottom = -1000;
            for (float[] contour : face.glyph('H').contours()) {
                for (int i = 1; i < contour.length; i += 2) {
                    top = Math.min(top, contour[i]);
                    bottom = Math.max(bottom, contour[i]);
                }
            }
            assertEquals(-Glyph.CAPITALS, top, 2);
            assertEquals(0, bottom, 2);
        }
    }

    @Test
    void characterWithoutOutline_isRefused() {
        for (char character : new char[] {'0', '\u00e9', ' ', '\u4e00'}) {
            assertThrows(IllegalArgumentException.class, () -> Face.all().get(0).glyph(character));
        }
    }

    private static double area(float[] contour) {
        double area = 0;
        for (int i = 0; i < contour.length; i += 2) {
            int next = (i + 2) % contour.length;
            area += contour[i] * contour[next + 1] - contour[next] * contour[i + 1];
        }
        return area / 2;
    }
}
