package dev.postern.solver;

/** How large an image is. */
record ImageExtent(int width, int height) {
    /** Refuses one without pixels, and one with too many. */
    static ImageExtent of(long width, long height) throws InvalidImageException {
        ImageBytes.require(width > 0 && height > 0, "it has no pixels");
        ImageBytes.require(
                width <= SubmittedImage.MAX_PIXELS
                        && height <= SubmittedImage.MAX_PIXELS
                        && width * height <= SubmittedImage.MAX_PIXELS,
                "it has more than " + SubmittedImage.MAX_PIXELS + " pixels");
        return new ImageExtent((int) width, (int) height);
    }

    int pixels() {
        return width * height;
    }
}
