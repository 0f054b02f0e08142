package dev.postern.token;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What is kept until it expires.
 *
 * @param content a pass's content; empty for a challenge that was answered right
 * @param redeemedWith the idempotency key that the pass was redeemed with, if it was and may be asked for again
 */
record Kept(Duration lifetime, Optional<byte[]> content, Optional<UUID> redeemedWith) {
    static Kept challenge(Duration lifetime) {
        return new Kept(lifetime, Optional.empty(), Optional.empty());
    }

    static Kept pass(Pass pass) {
        return new Kept(pass.lifetime(), Optional.of(pass.content()), Optional.empty());
    }

    Kept redeemedWith(Optional<UUID> idempotencyKey) {
        return new Kept(lifetime, content, idempotencyKey);
    }
}
