package dev.postern.servlet.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Packages of the npm registry, in the versions that {@code src/test/npm/package-lock.json} pins, with the scripts that stand beside it. */
public final class NpmPackages {
    private static final Path SOURCE = Path.of("src/test/npm");
    private static final Path INSTALLED = Path.of("target/npm");
    private static final Path LOCK = Path.of("package-lock.json");
    private static final int PATIENCE_SECONDS = 300;

    private NpmPackages() {}

    /** The directory that they are in. Gets them if they are not there; without npm or the registry that fails in CI, and skips the test elsewhere. */
    public static synchronized Path installed() {
        try {
            Path done = INSTALLED.resolve("node_modules").resolve(LOCK);
            if (!Files.exists(done) || Files.mismatch(done, SOURCE.resolve(LOCK)) >= 0) {
                copySource();
                install();
                Files.copy(SOURCE.resolve(LOCK), done, StandardCopyOption.REPLACE_EXISTING);
            }
            copySource();
            return INSTALLED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copySource() throws IOException {
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", LOCK.toString(), "lines.mjs", "solve.mjs", "verify.mjs")) {
            Files.copy(SOURCE.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void install() throws IOException {
        Path log = INSTALLED.resolve("npm.log");
        Process npm;
        try {
            npm = new ProcessBuilder(
                            "npm",
                            "ci",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--prefer-offline",
                            "--loglevel=error")
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            missing("no npm to get clients with: apt-get install npm");
            return;
        }
        try {
            if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                missing("npm ci does not end; what it says is in " + log.toAbsolutePath());
            } else if (npm.exitValue() != 0) {
                missing("npm ci failed; why is in " + log.toAbsolutePath());
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }

    private static void missing(String why) {
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        abort(why);
    }
}
