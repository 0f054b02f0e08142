package dev.postern.token;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer that was given to a challenge.
 *
 * @param challenge the challenge's key
 * @param issuedAt when the challenge was issued, in Unix milliseconds by the clock of the node that did: a store that has lost what it held refuses what is older than that
 * @param lifetime how long the attempt has to be remembered from now on
 * @param right whether the answer was right; a store may forget wrong attempts early under a flood of them, right ones never
 * @param pass what to keep if this attempt is the first one; only a right attempt brings one
 */
public record Attempt(TokenKey challenge, long issuedAt, Duration lifetime, boolean right, Optional<Pass> pass) {
    /** Refuses nulls, and a pass for a wrong answer. */
    public Attempt {
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(lifetime, "lifetime");
        if (pass.isPresent() && !right) {
            throw new IllegalArgumentException("a wrong answer earns no pass");
        }
    }
}
