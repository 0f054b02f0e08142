package dev.postern.servlet.account;

import java.time.Instant;
import java.util.UUID;

/**
 * What a token says that is ours and in force.
 *
 * @param account whom it speaks for
 * @param generation of the account's tokens when it was issued
 * @param id the token's own
 * @param expiresAt when it ends by itself
 * @param csrf what a page has to send beside it; empty if the token is no page's
 */
public record AccessToken(long account, int generation, UUID id, Instant expiresAt, String csrf) {
    /** Nothing that anyone could use. */
    @Override
    public String toString() {
        return "AccessToken[" + account + "]";
    }
}
