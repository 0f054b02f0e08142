package dev.postern.analytics;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was counted in some time.
 *
 * @param issued challenges issued
 * @param verified answers judged, right or wrong: all but those of a form that none has
 * @param succeeded right answers
 * @param allowed right answers whose score reached the minimum
 * @param redeemed passes redeemed
 * @param successRate succeeded / verified, 0 to 1, rounded to four decimals; empty if nothing was verified
 * @param meanScore the mean score of right answers, 0 to 100, rounded to one decimal; empty if nothing succeeded
 * @param solveTimeP50Ms the time that half of the right answers took at most, in milliseconds, to within 2 % and a rounding to whole
 *     milliseconds; times over an hour count as an hour. Empty if nothing succeeded.
 * @param solveTimeP95Ms the same for 95 % of them
 */
public record Figures(
        long issued,
        long verified,
        long succeeded,
        long allowed,
        long redeemed,
        OptionalDouble successRate,
        OptionalDouble meanScore,
        OptionalLong solveTimeP50Ms,
        OptionalLong solveTimeP95Ms) {}
