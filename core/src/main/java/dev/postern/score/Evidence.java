package dev.postern.score;

import dev.postern.Audience;
import java.time.Duration;

/**
 * What is known of a right answer. One that is not right has no evidence to weigh: its score is 0.
 *
 * @param audience whom the site wants
 * @param solveTime from issue to answer, by the server's clock alone
 */
public record Evidence(Audience audience, Duration solveTime) {}
