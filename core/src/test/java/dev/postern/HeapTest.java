package dev.postern;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An unanswered challenge costs no memory. */
@Tag("slow")
class HeapTest {
    private static final int CHALLENGES = 5_000_000;
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void fiveMillionUnansweredChallenges_costNoHeap() {
        try (Postern postern = Postern.builder().secret(Gate.SECRET).build()) {
            ChallengeRequest request = ChallengeRequest.of(Site.builder("shop").build());
            long sum = issue(postern, request, 200_000);
            long before = usedHeap();
            sum += issue(postern, request, CHALLENGES);
            long grown = usedHeap() - before;
            System.out.printf("heap after %,d challenges: %+,d bytes (%d)%n", CHALLENGES, grown, sum & 1);
            assertTrue(grown < MEBIBYTE, grown + " bytes more");
        }
    }

    private static long issue(Postern postern, ChallengeRequest request, int challenges) {
        long sum = 0;
        for (int i = 0; i < challenges; i++) {
            sum += postern.issue(request).token().getLeastSignificantBits();
        }
        return sum;
    }

    /** The least of several collections: what is not garbage. */
    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
