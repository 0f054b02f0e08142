package dev.postern.solver;

import dev.postern.testing.Captcha;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is done to an image before the engine reads it. */
record CleanUp(String name, UnaryOperator<Grey> work) {
    private static final int TIMES = 3;

    private static final List<CleanUp> FILTERS = List.of(
            new CleanUp("grey", UnaryOperator.identity()),
            new CleanUp("median", Grey::median),
            new CleanUp("thin lines removed", Grey::withoutThinLines),
            new CleanUp("thin gaps filled", Grey::withoutThinGaps),
            new CleanUp(
                    "thin gaps filled, thin lines removed",
                    image -> image.withoutThinGaps().withoutThinLines()),
            new CleanUp(
                    "thin lines removed, thin gaps filled",
                    image -> image.withoutThinLines().withoutThinGaps()));

    /** Each filter, as it is and enlarged, each of them in grey and in black and white. */
    static final List<CleanUp> ALL = all();

    private static List<CleanUp> all() {
        List<CleanUp> all = new ArrayList<>();
        for (CleanUp filter : FILTERS) {
            CleanUp large = filter.then("enlarged " + TIMES + " ×", image -> image.enlarged(TIMES));
            for (CleanUp sized : List.of(filter, large)) {
                all.add(sized);
                all.add(sized.then("threshold", Grey::blackAndWhite));
            }
        }
        return List.copyOf(all);
    }

    private CleanUp then(String next, UnaryOperator<Grey> step) {
        return new CleanUp(name + ", " + next, image -> step.apply(work.apply(image)));
    }

    /** The file that the engine gets. */
    byte[] of(Captcha captcha) {
        return work.apply(Grey.of(captcha.pixels())).pgm();
    }
}
