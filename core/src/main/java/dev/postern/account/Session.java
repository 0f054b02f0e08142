package dev.postern.account;

/**
 * What a right password proves, for a token to say: the account, and the generation of its tokens, which ends when the password changes.
 *
 * @param account whose password it was
 * @param generation of the account's tokens
 */
public record Session(Account account, int generation) {}
