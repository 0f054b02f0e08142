package dev.postern.desk;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.desk.RefusedException.Reason;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.solver.ImageTask;
import dev.postern.solver.Solver;
import dev.postern.solver.Tesseract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * Reads images for accounts, for a credit each task. Thread-safe; a node needs one, which has to be closed.
 *
 * <pre>{@code
 * Desk desk = Desk.builder(database).build();                          // with the Tesseract that is installed
 * Desk desk = Desk.builder(database).solver(task -> read(task.image())).build(); // with a solver of one's own
 * }</pre>
 *
 * <p>A task takes a credit when it begins; it comes back unless the task is read. Balances, limits of days and months, and slots are kept in the database: they are exact across all
 * nodes, and a balance is never negative. The credit of a task whose node died comes back half a minute after its time limit, when any node {@link #tidy tidies}. Images are kept in memory alone, until their task ends.
 *
 * <p>Methods throw {@link DatabaseException} if the database can't be reached.
 */
public final class Desk implements AutoCloseable {
    /** How long the end of a task can be asked for. */
    public static final Duration KEPT = Duration.ofMinutes(5);

    /** The most images of a task. */
    public static final int MOST_IMAGES = 10;

    private static final System.Logger LOG = System.getLogger(Desk.class.getName());
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Optional<Solver> solver;
    private final DeskAccounts accounts;
    private final Ledger ledger;
    private final Limits limits;
    private final Limiter<Long> rate;
    private final Duration timeLimit;
    private final Semaphore places;
    private final Duration patience;
    private final Workers workers;

    private Desk(Builder builder) {
        solver = builder.solver.isPresent() ? own(builder.solver.get()) : installed();
        accounts = new DeskAccounts(builder.database, builder.clock, OptionalLong.of(builder.firstCredits));
        ledger = new Ledger(builder.database, accounts, builder.clock, KEPT);
        limits = new Limits(builder.slots, builder.day, builder.month);
        rate = new Limiter<>(builder.rate);
        timeLimit = builder.timeLimit;
        places = new Semaphore(builder.workers + builder.queue);
        patience = builder.patience;
        workers = builder.threads.orElseGet(() -> new Workers(builder.workers));
    }

    /** A desk with the defaults that each method of the builder names. */
    public static Builder builder(Database database) {
        return new Builder(database);
    }

    private static Optional<Solver> own(Solver solver) {
        LOG.log(
                System.Logger.Level.INFO,
                "Postern''s desk reads images with {0} (event=desk-reads)",
                solver.getClass().getName());
        return Optional.of(solver);
    }

    private static Optional<Solver> installed() {
        Optional<Tesseract> engine = Tesseract.find();
        if (engine.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Postern's desk has nothing to read images with, and refuses them: install Tesseract"
                            + " (apt-get install tesseract-ocr) and start again, or give the desk a solver (event=desk-cannot-read)");
        } else {
            String version = engine.get().version().orElse("which does not tell its version, and may not work");
            LOG.log(
                    System.Logger.Level.INFO,
                    "Postern''s desk reads images with {0}, {1} (event=desk-reads)",
                    engine.get(),
                    version);
        }
        return engine.map(found -> found);
    }

    /** What accounts have at the desk. */
    public DeskAccounts accounts() {
        return accounts;
    }

    /**
     * Takes a task of one image, to be read soon.
     *
     * @throws RefusedException if the account may not have one more task now, or nothing can read it
     */
    public SubmittedTask submit(long accountId, ImageTask image) throws RefusedException {
        return admit(accountId).submit(image);
    }

    /**
     * Takes a task of a list of images, to be read soon.
     *
     * @param images 1 to {@link #MOST_IMAGES}
     * @throws RefusedException if the account may not have one more task now, or nothing can read it
     * @throws IllegalArgumentException if there are more images, or none
     */
    public SubmittedTask submit(long accountId, List<ImageTask> images) throws RefusedException {
        return admit(accountId).submit(images);
    }

    /**
     * Counts a task that is about to be submitted: for who has to take its images apart first, which is dearer than to refuse it.
     *
     * @throws RefusedException if the account sends too many, or nothing can read images
     */
    public Admission admit(long accountId) throws RefusedException {
        Optional<Duration> wait = rate.tryOnce(accountId).toWait();
        if (wait.isPresent()) {
            throw RefusedException.until(Reason.TOO_OFTEN, wait.get());
        }
        return new Admission(accountId, solver.orElseThrow(() -> RefusedException.until(Reason.UNAVAILABLE, BUSY)));
    }

    private SubmittedTask submit(long accountId, Solver reader, boolean isList, List<ImageTask> images)
            throws RefusedException {
        if (!places.tryAcquire()) {
            throw RefusedException.until(Reason.UNAVAILABLE, BUSY);
        }
        boolean isTaken = false;
        try {
            DeskTask task = ledger.begin(accountId, isList, limits, timeLimit.plus(CLOCK_SKEW));
            Job job = new Job(ledger, accountId, task, new Reading(reader, images), places::release);
            isTaken = true;
            workers.begin(job, timeLimit, patience);
            return new SubmittedTask(task.id(), job.end());
        } finally {
            if (!isTaken) {
                places.release();
            }
        }
    }

    /** A task of this account, on whatever node it was begun; empty if there is none, or it ended more than {@link #KEPT} ago. */
    public Optional<DeskTask> find(long accountId, long taskId) {
        return ledger.find(accountId, taskId);
    }

    /** Gives back what tasks hold whose node has died, and forgets those that ended long ago. Meant to be called every few seconds, on each node. */
    public void tidy() {
        ledger.giveUp();
        ledger.forget();
    }

    /** Takes no more tasks, and ends those that it has, which gives back their credits. No thread of the desk is left then, unless a solver or the database keeps it for more than ten seconds. */
    @Override
    public void close() {
        workers.close();
    }

    /** A task that was counted, and may be submitted once. */
    public final class Admission {
        private final long accountId;
        private final Solver reader;

        private Admission(long accountId, Solver reader) {
            this.accountId = accountId;
            this.reader = reader;
        }

        /** As {@link Desk#submit(long, ImageTask)}. */
        public SubmittedTask submit(ImageTask image) throws RefusedException {
            return Desk.this.submit(accountId, reader, false, List.of(image));
        }

        /** As {@link Desk#submit(long, List)}. */
        public SubmittedTask submit(List<ImageTask> images) throws RefusedException {
            if (images.isEmpty() || images.size() > MOST_IMAGES) {
                throw new IllegalArgumentException("a task has 1 to " + MOST_IMAGES + " images");
            }
            return Desk.this.submit(accountId, reader, true, List.copyOf(images));
        }
    }

    /** Collects settings. Every method refuses nonsense at once. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofHours(1);

        private final Database database;
        private InstantSource clock = InstantSource.system();
        private Optional<Solver> solver = Optional.empty();
        private long firstCredits = 100;
        private int slots = 5;
        private Rate rate = new Rate(120, Duration.ofMinutes(1));
        private OptionalLong day = OptionalLong.empty();
        private OptionalLong month = OptionalLong.empty();
        private Duration timeLimit = Duration.ofSeconds(60);
        private int workers = Runtime.getRuntime().availableProcessors();
        private int queue = 64;
        private Duration patience = CLOCK_SKEW;
        private Optional<Workers> threads = Optional.empty();

        private Builder(Database database) {
            this.database = database;
        }

        Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** For tests: how long after its time limit a task that can't end is said to have. */
        Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /** For tests: what does jobs. */
        Builder workers(Workers workers) {
            this.threads = Optional.of(workers);
            return this;
        }

        /** What reads images; by default the Tesseract that the search path leads to. */
        public Builder solver(Solver solver) {
            this.solver = Optional.of(solver);
            return this;
        }

        /**
         * How many credits an account has when it first comes to the desk; 100 by default.
         *
         * @throws IllegalArgumentException unless it is 0 to {@link DeskAccounts#MOST_CREDITS}
         */
        public Builder firstCredits(long credits) {
            this.firstCredits = within(credits, 0, DeskAccounts.MOST_CREDITS);
            return this;
        }

        /**
         * How many tasks of one account are read, or wait for that, at a time, on all nodes together; 5 by default.
         *
         * @throws IllegalArgumentException unless it is 1 to 1,000
         */
        public Builder slots(int slots) {
            this.slots = (int) within(slots, 1, 1000);
            return this;
        }

        /** How many tasks one account may send, on each node; 120 a minute by default. */
        public Builder rate(Rate rate) {
            this.rate = rate;
            return this;
        }

        /**
         * How many tasks one account may begin in a day (in UTC), on all nodes together, whatever becomes of them; any number by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder tasksPerDay(long tasks) {
            this.day = OptionalLong.of(within(tasks, 1, Long.MAX_VALUE));
            return this;
        }

        /**
         * How many tasks an account's plan covers in a calendar month (in UTC), on all nodes together, whatever becomes of them; any number by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder tasksPerMonth(long tasks) {
            this.month = OptionalLong.of(within(tasks, 1, Long.MAX_VALUE));
            return this;
        }

        /**
         * How long a task may take, waiting included; 60 seconds by default. Who reads it is interrupted then.
         *
         * @throws IllegalArgumentException unless it is 1 second to 1 hour
         */
        public Builder timeLimit(Duration limit) {
            within(limit.toMillis(), 1000, LONGEST.toMillis());
            this.timeLimit = limit;
            return this;
        }

        /**
         * How many tasks are read at a time on this node; as many as there are processors by default.
         *
         * @throws IllegalArgumentException unless it is 1 to 1,000
         */
        public Builder workers(int workers) {
            this.workers = (int) within(workers, 1, 1000);
            return this;
        }

        /**
         * How many more may wait on this node, each of which holds its images in memory; 64 by default.
         *
         * @throws IllegalArgumentException unless it is 0 to 10,000
         */
        public Builder queue(int tasks) {
            this.queue = (int) within(tasks, 0, 10_000);
            return this;
        }

        /** The desk, which takes tasks at once. */
        public Desk build() {
            return new Desk(this);
        }

        private static long within(long value, long least, long most) {
            if (value < least || value > most) {
                String range = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
                throw new IllegalArgumentException("it is " + value + ", but must be " + range);
            }
            return value;
        }
    }
}
