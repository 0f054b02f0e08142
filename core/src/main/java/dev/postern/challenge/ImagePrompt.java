package dev.postern.challenge;

/**
 * A drawn text and an instruction about it.
 *
 * @param image the drawing, a PNG image as a {@code data:} URI (RFC 2397), which is plain ASCII without a character that HTML has to escape
 * @param instruction what to do, in natural language
 */
public record ImagePrompt(String image, String instruction) implements Prompt {
    /** Leaves the image out. */
    @Override
    public String toString() {
        return "ImagePrompt[" + instruction + "]";
    }
}
