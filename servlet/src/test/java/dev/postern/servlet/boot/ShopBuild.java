package dev.postern.servlet.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The application in {@code src/boot}, as Maven has built it for one version of Spring Boot.
 *
 * @param directory where it was built
 */
record ShopBuild(Path directory) {
    static final String BOOT_3 = "3.5.7";
    static final String BOOT_4 = "4.0.7";
    static final List<String> VERSIONS = List.of(BOOT_3, BOOT_4);

    private static final Path TARGET = Path.of(property("postern.directory"));
    private static final Map<String, ShopBuild> BUILT = new ConcurrentHashMap<>();

    /** The application for this version, which is built once. */
    static ShopBuild of(String version) {
        return BUILT.computeIfAbsent(version, ShopBuild::build);
    }

    Path jar() {
        return directory.resolve("shop.jar");
    }

    Path war() {
        return directory.resolve("shop-war.war");
    }

    /** The jars of the Tomcat that this version of Spring Boot brings along. */
    List<Path> tomcat() throws IOException {
        Path target = Files.createDirectories(directory.resolve("tomcat"));
        List<Path> jars = new ArrayList<>();
        try (JarFile shop = new JarFile(jar().toFile())) {
            for (JarEntry entry : shop.stream().toList()) {
                if (entry.getName().matches("BOOT-INF/lib/(tomcat|jakarta\\.annotation).*")) {
                    Path jar = target.resolve(Path.of(entry.getName()).getFileName());
                    Files.write(jar, shop.getInputStream(entry).readAllBytes());
                    jars.add(jar);
                }
            }
        }
        return jars;
    }

    private static ShopBuild build(String version) {
        try {
            Path directory = TARGET.resolve("boot-" + version);
            Path log = TARGET.resolve("boot-" + version + ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(property("maven.home"), "bin", "mvn").toString(),
                    "--batch-mode",
                    "--no-transfer-progress",
                    "--file=src/boot/pom.xml",
                    "-Dmaven.repo.local=" + property("maven.repo.local"),
                    "-Dspring-boot.version=" + version,
                    "-Dshop.directory=" + directory,
                    "-Dpostern.directory=" + TARGET,
                    "-Dpostern.servlet.jar=" + property("postern.servlet.jar"),
                    "-Dpostern.core.jar=" + property("postern.core.jar")));
            command.addAll(List.of(property("postern.boot.arguments").split("\\s+")));
            command.addAll(List.of("clean", "package"));
            Process build = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = build.waitFor(10, TimeUnit.MINUTES);
            build.destroy();
            assertTrue(ended && build.exitValue() == 0, () -> read(log));
            return new ShopBuild(directory);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new AssertionError("no system property " + name + ": run these tests by Maven, which sets it");
        }
        return value;
    }
}
