package dev.postern.solver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program as a process of its own within limits: it has so much time, so much memory and so much to say, writes nothing into files, and is stopped when this
 * returns, however it returns, with the children that it has by then; one whose parent has ended before it is not found. The threads that serve its pipes end with it. What it
 * reads comes by standard input. Needs a POSIX shell, which sets the limits. Thread-safe.
 *
 * @param limit how long it may take in all, by the wall clock; of the processor it has a second more
 * @param megabytes of address space that it may have, in mebibytes
 * @param mostOutput bytes that are read of it
 */
record EngineProcess(Duration limit, int megabytes, int mostOutput) {
    private static final String LIMITS =
            "ulimit -c 0 && ulimit -f 0 && ulimit -t \"$1\" && ulimit -v \"$2\" && shift 2 && exec \"$@\"";

    private static final int PATIENCE_SECONDS = 5;

    /** How it ended: its exit code, or that it had to be stopped; and what it said. */
    record End(int code, boolean wasStopped, String output) {
        private static final int SIGKILL = 128 + 9;
        private static final int SIGTERM = 128 + 15;

        /** Whether somebody else stopped it. */
        boolean wasKilled() {
            return !wasStopped && (code == SIGKILL || code == SIGTERM);
        }
    }

    /**
     * Runs a program.
     *
     * @param environment all that it finds in its environment
     * @throws IOException if it can't be started, or stopped, or leaves its output open when it has ended
     * @throws InterruptedException if the calling thread is interrupted, which stops it
     */
    End run(List<String> command, Map<String, String> environment, byte[] input)
            throws IOException, InterruptedException {
        List<String> limited = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                LIMITS,
                "sh",
                String.valueOf(limit.toSeconds() + 1),
                String.valueOf(1024L * megabytes)));
        limited.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(limited).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        FutureTask<byte[]> said = new FutureTask<>(() -> read(process));
        Thread writer = pipe(() -> write(process, input));
        Thread reader = pipe(said);
        try {
            writer.start();
            reader.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            // To stop one that has ended would close its output before all of that is read.
            byte[] output = ended ? said.get(PATIENCE_SECONDS, TimeUnit.SECONDS) : new byte[0];
            stop(process);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it can't be stopped");
            }
            boolean saidTooMuch = output.length > mostOutput;
            String text = saidTooMuch ? "" : new String(output, StandardCharsets.UTF_8);
            return new End(process.exitValue(), !ended || saidTooMuch, text);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("its output can't be read", e);
        } finally {
            stop(process);
            awaitEnd(writer);
            awaitEnd(reader);
        }
    }

    private static Thread pipe(Runnable work) {
        Thread thread = new Thread(work, "postern-engine");
        thread.setDaemon(true);
        return thread;
    }

    /** That of its pipe's other end, at once, unless somebody else holds that open. */
    private static void awaitEnd(Thread pipe) {
        try {
            pipe.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // It ended before it had read all: how, its exit code tells.
        }
    }

    private byte[] read(Process process) {
        try (InputStream out = process.getInputStream()) {
            byte[] read = out.readNBytes(mostOutput + 1);
            if (read.length > mostOutput) {
                stop(process);
            }
            return read;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
