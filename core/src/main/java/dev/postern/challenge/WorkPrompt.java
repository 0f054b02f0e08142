package dev.postern.challenge;

/**
 * Proof of work: the answer is the one counter from 0 to {@code max} − 1, in decimal, for which SHA-256 over the salt and the
 * counter, as 32 bits with the highest byte first, is the target. There is nothing to read and nothing to ask a person.
 *
 * @param salt 32 random bytes in lower-case hexadecimal
 * @param target 32 bytes in lower-case hexadecimal
 * @param max how many counters there are to try; half of them on average
 */
public record WorkPrompt(String salt, String target, int max) implements Prompt {}
