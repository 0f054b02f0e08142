package dev.postern.solver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads many images with one start of the engine: a start takes twenty times as long as an image. */
final class BulkReader {
    private static final int AT_ONCE = 100;
    private static final String SEPARATOR = "\f";

    private final String alphabet;
    private final EngineProcess process = new EngineProcess(Duration.ofMinutes(5), 1024, 1 << 20);

    /** One that is told which characters there are. */
    BulkReader(String alphabet) {
        this.alphabet = alphabet;
    }

    /** The texts that are read, each without white space; the files are of any format that the engine knows. */
    List<String> read(List<byte[]> files) {
        return IntStream.range(0, (files.size() + AT_ONCE - 1) / AT_ONCE)
                .parallel()
                .mapToObj(i -> files.subList(i * AT_ONCE, Math.min(files.size(), (i + 1) * AT_ONCE)))
                .flatMap(part -> readPart(part).stream())
                .toList();
    }

    private List<String> readPart(List<byte[]> files) {
        try {
            Path directory = Files.createTempDirectory("postern-ocr");
            try {
                return readFrom(directory, files);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> readFrom(Path directory, List<byte[]> files) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (byte[] file : files) {
            Path path = directory.resolve(String.valueOf(names.size()));
            names.add(Files.write(path, file).toString());
        }
        Path list = Files.write(directory.resolve("list.txt"), names);
        EngineProcess.End end = process.run(
                List.of(
                        "tesseract",
                        list.toString(),
                        "stdout",
                        "-l",
                        "eng",
                        "--psm",
                        "7",
                        "-c",
                        "page_separator=" + SEPARATOR,
                        "-c",
                        "tessedit_char_whitelist=" + alphabet),
                Map.of("OMP_THREAD_LIMIT", "1", "PATH", System.getenv("PATH")),
                new byte[0]);
        List<String> texts = Stream.of(end.output().split(SEPARATOR, -1))
                .map(text -> text.replaceAll("\\s", ""))
                .toList();
        if (end.code() != 0 || texts.size() != files.size()) {
            throw new IOException("the engine ended with " + end.code() + " and read " + texts.size() + " texts");
        }
        return texts;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
