package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.desk.RefusedException;
import dev.postern.desk.SubmittedTask;
import dev.postern.servlet.http.JsonFields;
import dev.postern.solver.Characters;
import dev.postern.solver.ImageTask;
import dev.postern.solver.InvalidImageException;
import dev.postern.solver.SubmittedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of a task. What is wrong is named by its field. */
final class TaskFields {
    private static final String TYPE = "ImageToTextTask";
    private static final int LONGEST_COMMENT = 1000;
    private static final Pattern DATA_URI = Pattern.compile("^data:image/[a-z]{1,10};base64,");
    private static final List<Characters> CHARACTERS = List.of(Characters.ANY, Characters.DIGITS, Characters.LETTERS);

    private final JsonFields fields;

    TaskFields(JsonFields fields) {
        this.fields = fields;
    }

    /** Gives the desk the task that these fields are. */
    SubmittedTask submit(Desk desk, long accountId) throws FailureException {
        if (!fields.text("type").equals(Optional.of(TYPE))) {
            throw bad("type must be " + TYPE + ": this desk reads images, and nothing else");
        }
        if (fields.has("body") == fields.has("images")) {
            throw bad("there must be either a body, which is an image, or an array of images");
        }
        try {
            Desk.Admission admission = desk.admit(accountId);
            return fields.has("body") ? admission.submit(one()) : admission.submit(several());
        } catch (RefusedException e) {
            throw new FailureException(Failure.of(e));
        }
    }

    private ImageTask one() throws FailureException {
        return task("body", fields.text("body").orElseThrow(() -> bad("body must be a string")));
    }

    private List<ImageTask> several() throws FailureException {
        List<String> images = fields.texts("images").orElseThrow(() -> bad("images must be an array of strings"));
        if (images.isEmpty() || images.size() > Desk.MOST_IMAGES) {
            throw bad("images must have 1 to " + Desk.MOST_IMAGES + " images");
        }
        List<ImageTask> tasks = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            tasks.add(task("images[" + i + "]", images.get(i)));
        }
        return tasks;
    }

    private ImageTask task(String name, String image) throws FailureException {
        int numeric = whole("numeric");
        if (numeric < 0 || numeric >= CHARACTERS.size()) {
            throw bad("numeric must be 0, 1 or 2");
        }
        Optional<String> comment = fields.text("comment");
        if (comment.isPresent() && comment.get().length() > LONGEST_COMMENT) {
            throw bad("comment must have " + LONGEST_COMMENT + " characters at most");
        }
        try {
            return new ImageTask(
                    image(name, image),
                    flag("phrase"),
                    flag("case") || flag("Case"), // as clients of the sister protocols spell it
                    CHARACTERS.get(numeric),
                    flag("math"),
                    whole("minLength"),
                    whole("maxLength"),
                    comment);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static SubmittedImage image(String name, String base64) throws FailureException {
        String encoded = DATA_URI.matcher(base64).replaceFirst("").replaceAll("[\\r\\n]", "");
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw bad(name + " must be an image in Base64");
        }
        try {
            return SubmittedImage.read(bytes);
        } catch (InvalidImageException e) {
            throw bad(name + " must be a PNG, JPEG, GIF or WebP of at most " + (SubmittedImage.MAX_BYTES >> 10)
                    + " KiB and " + SubmittedImage.MAX_PIXELS + " pixels, but " + e.getMessage());
        }
    }

    /** A boolean, or 0 or 1, as some clients write it; false if it is absent. */
    private boolean flag(String name) throws FailureException {
        Optional<Boolean> flag = fields.bool(name);
        if (flag.isPresent() || !fields.has(name)) {
            return flag.orElse(false);
        }
        double number = fields.number(name).orElse(-1.0);
        if (number != 0 && number != 1) {
            throw bad(name + " must be true or false");
        }
        return number == 1;
    }

    /** A whole number; 0 if it is absent. */
    private int whole(String name) throws FailureException {
        if (!fields.has(name)) {
            return 0;
        }
        double number = fields.number(name).orElse(Double.NaN);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw bad(name + " must be a whole number");
        }
        return (int) number;
    }

    private static FailureException bad(String what) {
        return new FailureException(Failure.badParameters(what + "."));
    }
}
