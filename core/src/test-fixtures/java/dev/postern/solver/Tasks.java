package dev.postern.solver;

import java.util.Optional;

/** Tasks of the tests. */
public final class Tasks {
    private Tasks() {}

    /** To read whatever there is. */
    public static ImageTask plain(SubmittedImage image) {
        return new ImageTask(image, false, false, Characters.ANY, false, 0, 0, Optional.empty());
    }

    /** Of some image, with this remark. */
    public static ImageTask commented(String comment) {
        return new ImageTask(
                Images.submitted("Kayak", 20), false, false, Characters.ANY, false, 0, 0, Optional.of(comment));
    }

    public static ImageTask phrase(SubmittedImage image) {
        return new ImageTask(image, true, true, Characters.ANY, false, 0, 0, Optional.empty());
    }

    public static ImageTask of(SubmittedImage image, Characters characters) {
        return new ImageTask(image, false, false, characters, false, 0, 0, Optional.empty());
    }

    public static ImageTask math(SubmittedImage image) {
        return new ImageTask(image, false, false, Characters.ANY, true, 0, 0, Optional.empty());
    }

    public static ImageTask ofLength(SubmittedImage image, int least, int most) {
        return new ImageTask(image, false, false, Characters.ANY, false, least, most, Optional.empty());
    }
}
