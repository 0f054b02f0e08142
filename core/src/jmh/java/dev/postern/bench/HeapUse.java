package dev.postern.bench;

import java.util.function.Consumer;

/** Bytes of heap that a store takes for each attempt. */
final class HeapUse {
    private static final int ENTRIES = 1_000_000;

    private HeapUse() {}

    /** For a wrong answer. */
    static long perWrongAttempt() {
        return measure(client -> client.verdict(client.solve().token(), "0")); // no right answer is 0
    }

    /** For a right answer and its pass. */
    static long perLivePass() {
        return measure(client -> client.verify(client.solve()));
    }

    private static long measure(Consumer<Client> visit) {
        Gate gate = new Gate(3 * ENTRIES);
        Client client = new Client(gate.postern());
        visit.accept(client);
        long before = used();
        for (int i = 0; i < ENTRIES; i++) {
            visit.accept(client);
        }
        long bytes = (used() - before) / ENTRIES;
        gate.store().close(); // reachable until here
        return bytes;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
