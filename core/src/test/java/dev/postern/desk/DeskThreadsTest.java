package dev.postern.desk;

import static dev.postern.desk.Submissions.IMAGE;
import static dev.postern.desk.Submissions.end;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Owners;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.solver.OcrEngine;
import dev.postern.solver.Tesseract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A thread that outlives its web application keeps all of its classes in memory. */
@EnabledOnOs(OS.LINUX)
class DeskThreadsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aDeskThatIsClosed_leavesNoThreadBehind() throws Exception {
        assertNoThreadIsLeft(OcrEngine.saying("Kayak"), TaskState.READY);
    }

    @Test
    void aDeskThatIsClosedWhileItReads_leavesNoThreadBehind() throws Exception {
        assertNoThreadIsLeft("touch $0.runs; exec sleep 1000", TaskState.UNAVAILABLE);
    }

    private void assertNoThreadIsLeft(String engine, TaskState state) throws Exception {
        Path program = directory.resolve("tesseract");
        Files.writeString(program, "#!/bin/sh\n" + engine + "\n");
        assertTrue(program.toFile().setExecutable(true));
        try (TestDatabase h2 = TestDatabases.h2()) {
            Database database = Database.open(h2);
            long ada = Owners.add(database, "ada");
            Set<Thread> before = threads();
            SubmittedTask task;
            try (Desk desk =
                    Desk.builder(database).solver(Tesseract.at(program)).build()) {
                task = desk.submit(ada, IMAGE);
                if (state == TaskState.READY) {
                    end(task);
                } else {
                    awaitFile(directory.resolve("tesseract.runs"));
                }
            }
            for (int i = 0; i < 50 && !startedSince(before).isEmpty(); i++) {
                Thread.sleep(20); // a thread whose work is done is about to end
            }
            assertEquals(List.of(), startedSince(before));
            assertEquals(state, end(task).state());
        }
    }

    /** By the desk and its engine, or the JDK on their behalf. */
    private static List<String> startedSince(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("postern-") || name.startsWith("CompletableFuture"))
                .toList();
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static void awaitFile(Path file) throws InterruptedException {
        for (int i = 0; i < 500 && !Files.exists(file); i++) {
            Thread.sleep(20);
        }
        assertTrue(Files.exists(file));
    }
}
