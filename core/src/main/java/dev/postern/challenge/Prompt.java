package dev.postern.challenge;

/**
 * What a client is shown of a challenge. It never holds the answer. The permitted types are the shapes that the wire
 * contract knows, so that every page and endpoint can show any family's challenge.
 */
public sealed interface Prompt permits TextPrompt, ImagePrompt, WorkPrompt {}
