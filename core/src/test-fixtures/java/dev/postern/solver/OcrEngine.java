package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** The engine of the tests that read for real. */
public final class OcrEngine {
    private OcrEngine() {}

    /** The command by which a shell script says, in the place of the engine, that it has read this word. */
    public static String saying(String word) {
        return "printf '5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t99\\t20\\t92.8\\t" + word + "\\n'";
    }

    /** The installed one; without one the test fails in CI, and is skipped elsewhere. */
    public static Tesseract installed() {
        return Tesseract.find().orElseGet(() -> {
            String missing = "no engine to read images with: apt-get install tesseract-ocr";
            return "true".equals(System.getenv("CI")) ? fail(missing) : abort(missing);
        });
    }
}
