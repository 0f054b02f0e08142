package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An engine that misbehaves is a shell script here; each is found by a word on its command line. */
@EnabledOnOs(OS.LINUX)
class EngineProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final String word = "engine-" + UUID.randomUUID();
    private final EngineProcess process = new EngineProcess(LIMIT, 256, 1000);

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void nothingIsLeft() throws IOException {
        for (int i = 0; i < 50 && !running().isEmpty(); i++) {
            sleep(20);
        }
        assertEquals(List.of(), running());
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("postern-engine")));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void whatItReads_andSays_goesThroughPipes() throws Exception {
        byte[] input = new byte[SubmittedImage.MAX_BYTES];
        EngineProcess.End end = run("wc -c; printf 'ä'", input);
        assertEquals(0, end.code());
        assertEquals(SubmittedImage.MAX_BYTES + "\nä", end.output());
    }

    @Test
    void itFindsNothingInItsEnvironment_butWhatItIsGiven() throws Exception {
        EngineProcess.End end = run("env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=", new byte[0]);
        assertEquals("GIVEN=yes", end.output().strip());
    }

    @Test
    void oneThatSleeps_isStopped() throws Exception {
        assertTrue(run("sleep 1000", new byte[0]).wasStopped());
    }

    @Test
    void oneThatReadsNothing_andSaysNothing_isStopped() throws Exception {
        assertTrue(run("sleep 1000", new byte[SubmittedImage.MAX_BYTES]).wasStopped());
    }

    @Test
    void oneThatSpinsForever_isStopped() throws Exception {
        assertTrue(run("while :; do :; done", new byte[0]).wasStopped());
    }

    @Test
    void oneThatTalksForever_isStopped_andNothingItSaidIsKept() throws Exception {
        EngineProcess.End end = run("yes", new byte[0]);
        assertTrue(end.wasStopped());
        assertEquals("", end.output());
    }

    @Test
    void oneThatWantsTooMuchMemory_getsNone() throws Exception {
        EngineProcess patient = new EngineProcess(Duration.ofMinutes(5), 64, 1000);
        EngineProcess.End end = patient.run(command("x=0123456789; while :; do x=$x$x; done"), Map.of(), new byte[0]);
        assertFalse(end.wasStopped());
        assertNotEquals(0, end.code());
    }

    @Test
    void oneThatWritesAFile_canNot() throws Exception {
        EngineProcess.End end = run("echo stolen > " + directory.resolve("file") + " && echo written", new byte[0]);
        Files.deleteIfExists(directory.resolve("file")); // it may be made, but stays empty
        assertFalse(end.output().contains("written"));
    }

    @Test
    void oneThatHasChildren_isStoppedWithThem() throws Exception {
        assertTrue(run("sh -c 'sleep 1000; : " + word + "' & sleep 1000", new byte[0])
                .wasStopped());
    }

    @Test
    void oneThatIsNotThere_canNotBeRun() throws Exception {
        EngineProcess.End end = process.run(List.of(directory.resolve("none").toString()), Map.of(), new byte[0]);
        assertEquals(127, end.code());
    }

    @Test
    void whoeverIsInterrupted_leavesNothingRunning() throws Exception {
        EngineProcess patient = new EngineProcess(Duration.ofMinutes(5), 256, 1000);
        ExecutorService waiting = Executors.newSingleThreadExecutor();
        try {
            Future<?> run = waiting.submit(() -> patient.run(command("sleep 1000"), Map.of(), new byte[0]));
            for (int i = 0; i < 250 && running().isEmpty(); i++) {
                sleep(20);
            }
            assertFalse(running().isEmpty());
            run.cancel(true);
            waiting.shutdown();
            assertTrue(waiting.awaitTermination(10, TimeUnit.SECONDS));
        } finally {
            waiting.shutdownNow();
        }
    }

    @Test
    void engineThatIsKilled_isAskedOnceMore_andThenSaidToBeAway() {
        Tesseract killed =
                Tesseract.at(script("mkdir $0.1 2>&- || mkdir $0.2 2>&- || mkdir $0.3; kill -9 $$"), process);
        assertThrows(SolverUnavailableException.class, () -> killed.solve(Tasks.plain(Images.submitted("Kayak", 30))));
        assertTrue(directory.resolve("tesseract.1").toFile().delete());
        assertTrue(directory.resolve("tesseract.2").toFile().delete());
        assertFalse(directory.resolve("tesseract.3").toFile().exists());
        Tesseract broken = Tesseract.at(script("exit 1"), process);
        assertThrows(UnsolvableException.class, () -> broken.solve(Tasks.plain(Images.submitted("Kayak", 30))));
        Tesseract missing = Tesseract.at(directory.resolve("none"), process);
        assertThrows(SolverUnavailableException.class, () -> missing.solve(Tasks.plain(Images.submitted("Kayak", 30))));
        assertTrue(directory.resolve("tesseract").toFile().delete());
    }

    @Test
    void engineThatWasKilledOnce_readsTheSecondTime() throws Exception {
        Tesseract engine = Tesseract.at(script("mkdir $0.1 2>&- && kill -9 $$; " + OcrEngine.saying("Kayak")), process);
        assertEquals("Kayak", engine.solve(Tasks.plain(Images.submitted("Kayak", 30))));
        assertTrue(directory.resolve("tesseract.1").toFile().delete());
        assertTrue(directory.resolve("tesseract").toFile().delete());
    }

    private EngineProcess.End run(String script, byte[] input) throws IOException, InterruptedException {
        return process.run(command(script), Map.of("GIVEN", "yes"), input);
    }

    private List<String> command(String script) {
        return List.of("/bin/sh", "-c", script, word);
    }

    private Path script(String line) {
        Path script = directory.resolve("tesseract");
        try {
            Files.writeString(script, "#!/bin/sh\n: " + word + "\n" + line + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    /** The processes with this test's word on their command line. */
    private List<String> running() {
        return ProcessHandle.allProcesses()
                .map(handle -> handle.info().commandLine().orElse(""))
                .filter(line -> line.contains(word))
                .toList();
    }

    private static void sleep(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
