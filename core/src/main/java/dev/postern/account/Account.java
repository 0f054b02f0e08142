package dev.postern.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Someone who runs sites.
 *
 * @param id positive and below 2^53; never given again
 * @param email the address, as it was given
 * @param name what the person wants to be called, 1 to 100 characters, none of them a control character
 * @param createdAt when the account was made
 */
public record Account(long id, String email, Optional<String> name, Instant createdAt) {}
