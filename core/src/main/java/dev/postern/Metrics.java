package dev.postern;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Is told what happens at a gate: for an application that counts it. {@code dev.postern.micrometer.MicrometerMetrics} records it with Micrometer; to watch some of it alone, override some of the methods,
 * none of which does anything by itself.
 *
 * <p>Implementations are thread-safe and quick, and throw nothing: each method is called by the thread that serves a client, where it happens. What is told is one of a few words: no token, answer, key or
 * address, and nothing else that a client sent, nor the id of a site, of which accounts make any number.
 */
public interface Metrics {
    /** Tells nobody. */
    Metrics NONE = new Metrics() {};

    /**
     * A challenge was issued: a first one, as {@link Postern#issue} does; further rounds are told by {@link Verdict.Outcome#NEXT_ROUND}.
     *
     * @param family the name of its family
     */
    default void issued(String family, Difficulty difficulty) {}

    /** An answer was verified, and this came of it. */
    default void verified(Verdict.Outcome outcome) {}

    /**
     * Something was brought as a pass.
     *
     * @param redeemed whether it was redeemed, a repeated call with the same idempotency key included; otherwise it is none, was redeemed before, or has expired
     */
    default void redeemed(boolean redeemed) {}

    /**
     * The token store was asked.
     *
     * @param answered whether it did answer; otherwise it was full or could not be reached
     * @param took how long the caller waited, to the nanosecond
     */
    default void storeAsked(StoreCall call, boolean answered, Duration took) {}

    /** A limit was reached, and somebody has to wait for it, or to pay more. */
    default void limited(Limit limit) {}

    /**
     * Called once, when a gate is made whose token store knows how much it holds.
     *
     * @param entries how many entries that is at the moment when it is asked, which costs little, and may be done by any thread at any time
     */
    default void storeHolds(LongSupplier entries) {}

    /** What a token store is asked for. */
    enum StoreCall {
        /** To spend a challenge. */
        SPEND("spend"),
        /** To redeem a pass. */
        REDEEM("redeem"),
        /** Whether it can be asked. */
        CHECK("check");

        private final String code;

        StoreCall(String code) {
            this.code = code;
        }

        /** A word for it, for labels. */
        public String code() {
            return code;
        }
    }

    /** A limit on how often something is done; the servlet module has them. */
    enum Limit {
        /** On challenges for one client address. */
        ISSUE("issue"),
        /** On answers and renewals of one client address. */
        VERIFY("verify"),
        /** On passes that one client address brings to the filter. */
        REDEEM("redeem"),
        /** On challenges for all visitors of a site, beyond which work gets dearer; nobody has to wait for it. */
        BUSY("busy"),
        /** On the use of an API key. */
        KEY("key"),
        /** On API keys of one client address that are none. */
        UNKNOWN_KEY("unknown-key"),
        /** On registrations and logins of one client address. */
        LOGIN("login"),
        /** On what one account asks of its own resources. */
        ACCOUNT("account");

        private final String code;

        Limit(String code) {
            this.code = code;
        }

        /** A word for it, for labels. */
        public String code() {
            return code;
        }
    }
}
