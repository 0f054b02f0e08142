package dev.postern.challenge.image;

import dev.postern.seal.Pool;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Images of one size. Thread-safe. */
final class Drawing {
    private static final String PREFIX = "data:image/png;base64,";

    private final Pool<Canvas> canvases;

    Drawing(int width, int height, boolean dark) {
        canvases = new Pool<>(() -> new Canvas(width, height, dark));
    }

    /** The text as a PNG image in a {@code data:} URI. */
    String dataUri(String text, Look look, RandomGenerator random) {
        byte[] png = canvases.with(canvas -> canvas.draw(text, look, random));
        return PREFIX + new String(Base64.getEncoder().encode(png), StandardCharsets.ISO_8859_1);
    }
}
