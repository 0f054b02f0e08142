package dev.postern.servlet.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of a server, and what it has said. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final StringBuilder log = new StringBuilder();
    private int port;

    private ServerProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it, and waits until it says its port and that it has started. */
    static ServerProcess start(
            Path directory, List<String> command, Map<String, String> environment, Pattern port, Pattern started)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start());
        server.readUntil(port, started);
        return server;
    }

    /** Runs a command to its end. */
    static void run(Path directory, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + " failed:\n" + output);
        }
    }

    private void readUntil(Pattern portLine, Pattern started) throws IOException {
        String line;
        do {
            line = output.readLine();
            if (line == null) {
                throw new IOException("the server did not start:\n" + log);
            }
            log.append(line).append('\n');
            Matcher matcher = portLine.matcher(line);
            if (matcher.find()) {
                port = Integer.parseInt(matcher.group(1));
            }
        } while (!started.matcher(line).find());
    }

    int port() {
        return port;
    }

    /** Asks it to stop, as an init system does, and returns all that it has said. */
    String stop() throws IOException {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.toHandle().destroy(); // Process.destroy would close what is still to be read
        output.lines().forEach(line -> log.append(line).append('\n'));
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        if (descendants.stream().anyMatch(ProcessHandle::isAlive)) {
            throw new IOException("a process of the server is left:\n" + log);
        }
        return log.toString();
    }

    int exitValue() {
        return process.exitValue();
    }

    String log() {
        return log.toString();
    }

    /** Whatever is left, in case that a test failed. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
