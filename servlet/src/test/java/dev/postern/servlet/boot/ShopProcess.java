package dev.postern.servlet.boot;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The application in a process of its own. */
final class ShopProcess implements AutoCloseable {
    private static final String TOMCAT_MAIN = "dev.postern.servlet.standalone.TomcatMain";
    private static final Pattern PORT = Pattern.compile("(?:Tomcat started on port|^port) (\\d+)");

    private final Process process;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final String name;
    private final String contextPath;

    private ShopProcess(String name, String contextPath, List<String> command) throws IOException {
        this.name = name;
        this.contextPath = contextPath;
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::readLog, "log of the shop");
        reader.setDaemon(true);
        reader.start();
    }

    /** As a {@code jar} or as a {@code war}. */
    static ShopProcess start(ShopBuild build, String form) {
        try {
            return form.equals("jar") ? jar(build) : war(build);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The executable jar, with these arguments. */
    static ShopProcess jar(ShopBuild build, String... arguments) throws IOException {
        List<String> command = java();
        command.addAll(List.of("-jar", build.jar().toString(), "--server.port=0", "--server.address=127.0.0.1"));
        command.addAll(List.of(arguments));
        return new ShopProcess(build.directory().getFileName() + " jar", "", command);
    }

    /** The war below {@code /shop} on the Tomcat of its version, with these options of Java's. */
    static ShopProcess war(ShopBuild build, String... options) throws IOException {
        Path classes = Files.createDirectories(build.directory().resolve("container"));
        Path main = classes.resolve(TOMCAT_MAIN.replace('.', '/') + ".class");
        Files.createDirectories(main.getParent());
        try (var bytes = ShopProcess.class.getResourceAsStream("/" + TOMCAT_MAIN.replace('.', '/') + ".class")) {
            Files.write(main, bytes.readAllBytes());
        }
        String classPath = Stream.concat(Stream.of(classes), build.tomcat().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = java();
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, TOMCAT_MAIN, build.war().toString(), "/shop"));
        return new ShopProcess(build.directory().getFileName() + " war", "/shop", command);
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1"));
    }

    private void readLog() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                Matcher told = PORT.matcher(line);
                if (told.find()) {
                    port.complete(Integer.valueOf(told.group(1)));
                }
            }
        } catch (IOException e) {
            log.add(e.toString());
        }
        port.completeExceptionally(new AssertionError("it did not start: " + log()));
    }

    boolean isWar() {
        return !contextPath.isEmpty();
    }

    /** What it has printed so far. */
    String log() {
        return String.join("\n", log);
    }

    /** A person with a browser, who has no cookies yet. */
    Person person() {
        return new Person(
                "http://127.0.0.1:" + port.orTimeout(2, TimeUnit.MINUTES).join() + contextPath);
    }

    /** Waits until it ends by itself, and gives its exit code. */
    int exit() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("it did not end: " + log());
        }
        return process.exitValue();
    }

    /** Asks it to end, as an operator does, and waits for that. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // which ends TomcatMain
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!isWar()) {
            process.destroy();
        }
        process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join().destroyForcibly();
    }
}
