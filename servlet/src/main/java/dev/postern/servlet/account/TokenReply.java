package dev.postern.servlet.account;

import dev.postern.account.Session;

/** A token for whoever registered or logged in. */
record TokenReply(String token, long expiresIn, UserReply user) {
    static TokenReply of(Session session, AccessTokens tokens) {
        return new TokenReply(
                tokens.forApi(session), AccessTokens.LIFETIME.toSeconds(), UserReply.of(session.account()));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "TokenReply[" + user.id() + "]";
    }
}
