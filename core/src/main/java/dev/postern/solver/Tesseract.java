package dev.postern.solver;

import dev.postern.solver.EngineProcess.End;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads images with the OCR engine Tesseract, each in a process of its own, which has 20 seconds and a gibibyte of memory, gets the image by standard input, and leaves no file. Needs
 * Tesseract 4 or later with its English data (Debian's {@code tesseract-ocr}), and a POSIX shell.
 *
 * <p>It knows no captcha: it reads print, and much of what is drawn to be hard to read it can't. It sees letters in noise, too: what it is far from sure of counts as unsolvable, unless the task says which characters there are, which takes that
 * measure away. Where the length of a text is known, it tries two ways of reading until one fits. Thread-safe.
 */
public final class Tesseract implements Solver {
    private static final String PROGRAM = "tesseract";
    private static final EngineProcess PROCESS = new EngineProcess(Duration.ofSeconds(20), 1024, 32 << 10);
    private static final int ATTEMPTS = 2;

    /** Of each of 240 images of clean print the engine is 49 sure or more, of noise mostly less than 30. */
    private static final double LEAST_CONFIDENCE = 40;

    private final Path program;
    private final EngineProcess process;

    private Tesseract(Path program, EngineProcess process) {
        this.program = program;
        this.process = process;
    }

    /** The one that the search path of this process leads to, if there is one. */
    public static Optional<Tesseract> find() {
        String path = System.getenv("PATH");
        if (path == null || !new File("/bin/sh").canExecute()) {
            return Optional.empty();
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path program = Path.of(directory, PROGRAM);
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return Optional.of(at(program));
            }
        }
        return Optional.empty();
    }

    /** The one at this path; whether there is one shows when it is to read. */
    public static Tesseract at(Path program) {
        return new Tesseract(program, PROCESS);
    }

    static Tesseract at(Path program, EngineProcess process) {
        return new Tesseract(program, process);
    }

    /** What it says its version is, as {@code tesseract 5.3.0}; empty if it can't be run, or says nothing. */
    public Optional<String> version() {
        try {
            End end = process.run(List.of(program.toString(), "--version"), environment(), new byte[0]);
            return end.code() == 0 ? end.output().lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Where the program is. */
    @Override
    public String toString() {
        return program.toString();
    }

    @Override
    public String solve(ImageTask task) throws UnsolvableException, SolverUnavailableException, InterruptedException {
        for (String segmentation : segmentations(task)) {
            Words read = read(task, segmentation);
            Optional<String> text = isDoubtful(read, task) ? Optional.empty() : fitting(read.text(), task);
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw new UnsolvableException("nothing was read with some confidence that fits the task");
    }

    /** Where the engine is told which characters there are, it says 0 of many that it reads right. */
    private static boolean isDoubtful(Words read, ImageTask task) {
        return characters(task).isEmpty() && read.confidence() < LEAST_CONFIDENCE;
    }

    /** How it takes an image apart: 7 as one line, 8 as one word, 6 as a block of text. A second way finds letters in a blank image too: it is for tasks that say what an answer looks like. */
    private static List<String> segmentations(ImageTask task) {
        if (task.phrase()) {
            return List.of("6", "7");
        }
        return task.math() || task.minLength() > 0 || task.maxLength() > 0 ? List.of("7", "8") : List.of("7");
    }

    private Words read(ImageTask task, String segmentation)
            throws UnsolvableException, SolverUnavailableException, InterruptedException {
        End end = run(task, segmentation);
        if (end.wasStopped()) {
            throw new UnsolvableException("the engine took too long, or said too much");
        }
        if (end.code() == 126 || end.code() == 127) {
            throw new SolverUnavailableException(program + " can't be run: is tesseract-ocr installed?");
        }
        if (end.code() != 0) {
            throw new UnsolvableException("the engine ended with " + end.code());
        }
        return Words.of(end.output());
    }

    /** Once more if somebody killed it, which says nothing of the image. */
    private End run(ImageTask task, String segmentation) throws SolverUnavailableException, InterruptedException {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                End end = process.run(
                        command(task, segmentation), environment(), task.image().bytes());
                if (!end.wasKilled()) {
                    return end;
                }
            }
        } catch (IOException e) {
            throw new SolverUnavailableException(program + " can't be run", e);
        }
        throw new SolverUnavailableException(program + " was killed " + ATTEMPTS + " times");
    }

    private List<String> command(ImageTask task, String segmentation) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "stdin",
                "stdout",
                "-l",
                "eng",
                "--psm",
                segmentation,
                "-c",
                "tessedit_create_txt=0",
                "-c",
                "tessedit_create_tsv=1"));
        String characters = characters(task);
        if (!characters.isEmpty()) {
            command.addAll(List.of("-c", "tessedit_char_whitelist=" + characters));
        }
        return command;
    }

    private static String characters(ImageTask task) {
        if (task.math()) {
            return Sum.CHARACTERS;
        }
        return switch (task.characters()) {
            case ANY -> "";
            case DIGITS -> "0123456789";
            case LETTERS -> "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        };
    }

    /** One thread for each process: the desk decides how many there are. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("OMP_THREAD_LIMIT", "1");
        for (String kept : List.of("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")) {
            String value = System.getenv(kept);
            if (value != null) {
                environment.put(kept, value);
            }
        }
        return environment;
    }

    private static Optional<String> fitting(String read, ImageTask task) {
        if (task.math()) {
            OptionalLong result = Sum.of(read);
            return result.isPresent() ? Optional.of(String.valueOf(result.getAsLong())) : Optional.empty();
        }
        String text = read.strip().replaceAll("\\s+", task.phrase() ? " " : "");
        int length = text.codePointCount(0, text.length());
        boolean fits = hasLetterOrDigit(text)
                && length >= task.minLength()
                && (task.maxLength() == 0 || length <= task.maxLength());
        return fits ? Optional.of(text) : Optional.empty();
    }

    /** Lines alone are seen in blank images too. */
    private static boolean hasLetterOrDigit(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
