package dev.postern.token;

import dev.postern.limit.SharedUsage;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Where spent challenges and passes are kept. Both operations are atomic across all threads, and across all nodes that share
 * the store.
 *
 * <p>Implementations are thread-safe, and extend the abstract contract test that stands in this project's tests.
 */
public interface TokenStore extends AutoCloseable {
    /**
     * Spends a challenge: its one attempt and, if the answer was right, the pass, in one step.
     *
     * @return true if this was the challenge's first attempt. Otherwise nothing was changed and no pass was kept.
     * @throws StoreUnavailableException if the store is full or can't be reached; then the challenge is not spent, unless the store is outside of this
     *     process and its reply was lost: then that is not known
     */
    boolean spend(Attempt attempt);

    /**
     * Redeems a pass, which can be done once.
     *
     * @param idempotencyKey if present, whoever repeats this call with the same key gets the same reply until the pass expires
     * @return the pass's content; empty if there is no such pass, or it was redeemed already or has expired
     * @throws StoreUnavailableException if the store can't be reached; then the pass is not redeemed, unless a reply was lost as above
     */
    Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey);

    /**
     * Finds out whether the store can be asked now, as one in this process always can.
     *
     * @throws StoreUnavailableException if it can't be reached
     */
    default void check() {}

    /** How many entries it holds now, roughly; empty where that is not known without asking another process, as it is by default. */
    default OptionalLong entries() {
        return OptionalLong.empty();
    }

    /** Where nodes that share this store can add up what was used of limits; empty if nodes don't share it. */
    default Optional<SharedUsage> sharedUsage() {
        return Optional.empty();
    }

    /** Releases what the store holds. It is not used afterwards. */
    @Override
    void close();
}
