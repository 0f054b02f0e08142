package dev.postern.servlet.browser;

import java.util.Locale;

/** A screen, and the colours that whoever sits before it prefers. */
enum Look {
    WIDE_LIGHT(1280, 800),
    WIDE_DARK(1280, 800),
    NARROW_LIGHT(360, 740),
    NARROW_DARK(360, 740);

    private final int width;
    private final int height;

    Look(int width, int height) {
        this.width = width;
        this.height = height;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean isNarrow() {
        return width < 500;
    }

    /** As CSS names it. */
    String scheme() {
        return name().endsWith("LIGHT") ? "light" : "dark";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
