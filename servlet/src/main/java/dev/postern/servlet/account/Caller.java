package dev.postern.servlet.account;

import dev.postern.account.Account;

/**
 * Who is asking.
 *
 * @param account whose token it is
 * @param token the token that says so
 */
public record Caller(Account account, AccessToken token) {}
