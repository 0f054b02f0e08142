package dev.postern.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Owners;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.desk.RefusedException.Reason;
import dev.postern.limit.Rate;
import dev.postern.solver.OcrEngine;
import dev.postern.solver.Solver;
import dev.postern.solver.Tesseract;
import dev.postern.testing.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Many clients of two nodes at once, whose engines fail, hang and are killed at random. {@code -Dtest.desk=10000} sends so many tasks. */
@EnabledOnOs(OS.LINUX)
@Tag("external")
@Tag("slow")
class DeskStressTest {
    private static final int TASKS = Integer.getInteger("test.desk", 2_500);
    private static final int CLIENTS = 50;
    private static final int ACCOUNTS = 5;
    private static final long CREDITS = 10_000;

    /** What an engine does by its process number: of 1,000, one hangs, 25 kill themselves, 10 fail, 10 say nothing. */
    private static final String ENGINE = """
            #!/bin/sh
            read -r image
            case $(($$ % 1000)) in
                999) exec sleep 1000 ;;
                97[0-9] | 98[0-9] | 99[0-4]) kill -9 $$ ;;
                95?) exit 1 ;;
                94?) ;;
                *) SAY ;;
            esac
            """.replace("SAY", OcrEngine.saying("Kayak"));

    @TempDir
    private Path directory = Path.of("");

    private final List<Desk> nodes = new ArrayList<>();
    private final List<Long> accounts = new ArrayList<>();

    @Test
    void thousandsOfTasks_onAStandIn_endAsReadOrFailed_andCreditsAddUp() throws Exception {
        Path engine = Files.writeString(directory.resolve("tesseract"), ENGINE);
        assertTrue(engine.toFile().setExecutable(true));
        Map<TaskState, Long> ends = run(Tesseract.at(engine), TASKS, TASKS / 50);
        assertTrue(ends.getOrDefault(TaskState.READY, 0L) > TASKS / 2, ends::toString);
        assertTrue(ends.containsKey(TaskState.UNSOLVABLE) && ends.containsKey(TaskState.UNAVAILABLE), ends::toString);
        assertEquals(Set.of("tesseract"), filesIn(directory));
    }

    @Test
    void twoHundredTasks_onTesseract_endAsReadOrFailed_andCreditsAddUp() throws Exception {
        Map<TaskState, Long> ends = run(OcrEngine.installed(), 200, 20);
        assertTrue(ends.getOrDefault(TaskState.READY, 0L) > 20, ends::toString);
        assertTrue(ends.containsKey(TaskState.UNAVAILABLE), "none was killed twice: " + ends);
        assertEquals(Set.of(), filesIn(directory));
    }

    /**
     * Sends so many tasks, and says how many ended in which way.
     *
     * @param spared how many engines are spared for one that is killed, each time that one is looked for
     */
    private Map<TaskState, Long> run(Solver solver, int tasks, int spared) throws Exception {
        Path here = Path.of("");
        Set<String> files = filesIn(here);
        Thread killer = new Thread(() -> killAtRandom(new SplittableRandom(tasks), spared));
        Map<TaskState, Long> all = new EnumMap<>(TaskState.class);
        try (TestDatabase database = TestDatabases.h2();
                Crowd crowd = new Crowd(CLIENTS)) {
            start(database, solver);
            killer.start();
            List<List<TaskState>> ends;
            try {
                ends = crowd.all(client -> send(client, tasks / CLIENTS));
            } finally {
                killer.interrupt();
                killer.join();
            }
            for (int i = 0; i < ACCOUNTS; i++) {
                long read = 0;
                for (int client = i; client < CLIENTS; client += ACCOUNTS) {
                    read += ends.get(client).stream()
                            .filter(TaskState.READY::equals)
                            .count();
                }
                DeskAccount account =
                        nodes.get(0).accounts().get(accounts.get(i)).orElseThrow();
                assertEquals(CREDITS - read, account.balance());
                assertEquals(0, account.running());
                assertEquals(tasks / ACCOUNTS, account.tasksToday());
            }
            ends.forEach(one -> one.forEach(end -> all.merge(end, 1L, Long::sum)));
            nodes.forEach(Desk::close);
        }
        System.out.println("Of " + tasks + " tasks: " + all);
        assertEquals(tasks, all.values().stream().mapToLong(Long::longValue).sum());
        assertEquals(List.of(), engines().map(ProcessHandle::info).toList());
        assertEquals(files, filesIn(here));
        return all;
    }

    private void start(TestDatabase database, Solver solver) {
        Database opened = Database.open(database);
        for (int i = 0; i < 2; i++) {
            nodes.add(Desk.builder(opened)
                    .solver(solver)
                    .firstCredits(CREDITS)
                    .slots(8)
                    .workers(8)
                    .queue(8)
                    .rate(new Rate(1_000_000, Duration.ofSeconds(1)))
                    .timeLimit(Duration.ofSeconds(10))
                    .build());
        }
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(Owners.add(opened, "owner-" + i));
        }
    }

    /** How the tasks end that one client sends, one after the other. */
    private List<TaskState> send(int client, int tasks) {
        int side = client / ACCOUNTS % 2;
        Desk node = nodes.get(side);
        Desk other = nodes.get(1 - side);
        long account = accounts.get(client % ACCOUNTS);
        List<TaskState> ends = new ArrayList<>();
        while (ends.size() < tasks) {
            try {
                DeskTask end = Submissions.end(node.submit(account, Submissions.IMAGE));
                assertEquals(end, other.find(account, end.id()).orElseThrow());
                assertEquals(end.state() == TaskState.READY, !end.texts().isEmpty());
                ends.add(end.state());
            } catch (RefusedException e) {
                assertTrue(Set.of(Reason.NO_SLOT, Reason.UNAVAILABLE).contains(e.reason()), e::toString);
                sleep(10);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return ends;
    }

    private static void killAtRandom(SplittableRandom random, int spared) {
        while (sleep(random.nextInt(100))) {
            engines().filter(engine -> random.nextInt(1 + spared) == 0).forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Processes that this one has started, and those that they have. */
    private static Stream<ProcessHandle> engines() {
        return ProcessHandle.current().descendants();
    }

    private static Set<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Whether it was not interrupted. */
    private static boolean sleep(int millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
