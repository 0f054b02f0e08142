package dev.postern.servlet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A script that node runs, which answers each line of JSON with one. */
public final class NodeScript implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process node;
    private final Path complaints;
    private final Writer to;
    private final BufferedReader from;

    /** Starts a script in the directory of {@link NpmPackages}. */
    public NodeScript(String name) throws IOException {
        Path directory = NpmPackages.installed();
        complaints = directory.resolve(name + ".log");
        node = new ProcessBuilder("node", name)
                .directory(directory.toFile())
                .redirectError(complaints.toFile())
                .start();
        to = node.outputWriter(StandardCharsets.UTF_8);
        from = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Asks, and waits for the answer. */
    public JsonNode ask(Map<String, String> question) throws IOException {
        to.write(JSON.writeValueAsString(question) + "\n");
        to.flush();
        String answer = from.readLine();
        if (answer == null) {
            throw new AssertionError("the script ended: " + Files.readString(complaints));
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() {
        node.destroy();
    }
}
