package dev.postern.solver;

/** Reads images. Implementations are thread-safe: the desk calls one from as many threads as it has. */
@FunctionalInterface
public interface Solver {
    /**
     * What the image says, as the task asks for it.
     *
     * @throws UnsolvableException if it can't be read: the task fails, and nothing is charged
     * @throws SolverUnavailableException if nothing can be read for now: the task fails, and nothing is charged
     * @throws InterruptedException if the desk stops, or no longer waits for this task
     */
    String solve(ImageTask task) throws UnsolvableException, SolverUnavailableException, InterruptedException;
}
