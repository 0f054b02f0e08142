package dev.postern.servlet;

import java.util.Arrays;
import java.util.Optional;

/**
 * What comes of a test key, whatever is sent along. The values are for everyone to know. Keys look like those of accounts, but what stands in the place of their check
 * is none, so that none is ever made like them.
 */
enum TestKind {
    PASSES(
            "aic_pk_test0000000000000000000000000000passes",
            "aic_sk_test0000000000000000000000000000passes",
            "7e570000-0000-4000-8000-000000000001"),
    FAILS(
            "aic_pk_test00000000000000000000000000000fails",
            "aic_sk_test00000000000000000000000000000fails",
            "7e570000-0000-4000-8000-000000000002"),
    SPENT(
            "aic_pk_test00000000000000000000000000000spent",
            "aic_sk_test00000000000000000000000000000spent",
            "7e570000-0000-4000-8000-000000000003");

    /** The publishable key, for pages. */
    final String sitekey;

    /** The secret key, for siteverify. */
    final String secret;

    /** What a guarded request brings, as a pass or as an answered challenge. */
    final String token;

    TestKind(String sitekey, String secret, String token) {
        this.sitekey = sitekey;
        this.secret = secret;
        this.token = token;
    }

    static Optional<TestKind> ofSitekey(String sitekey) {
        return Arrays.stream(values())
                .filter(kind -> kind.sitekey.equals(sitekey))
                .findFirst();
    }

    static Optional<TestKind> ofSecret(String secret) {
        return Arrays.stream(values())
                .filter(kind -> kind.secret.equals(secret))
                .findFirst();
    }

    static Optional<TestKind> ofToken(String token) {
        return Arrays.stream(values()).filter(kind -> kind.token.equals(token)).findFirst();
    }
}
