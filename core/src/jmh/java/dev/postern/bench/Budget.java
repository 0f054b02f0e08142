package dev.postern.bench;

import static dev.postern.bench.Case.CYCLE;
import static dev.postern.bench.Case.CYCLE_2_THREADS;
import static dev.postern.bench.Case.CYCLE_2_THREADS_YARDSTICK;
import static dev.postern.bench.Case.CYCLE_YARDSTICK;
import static dev.postern.bench.Case.ISSUE;
import static dev.postern.bench.Case.ISSUE_ALTCHA;
import static dev.postern.bench.Case.LIVE_MILLION;
import static dev.postern.bench.Case.LIVE_MILLION_YARDSTICK;
import static dev.postern.bench.Case.LIVE_THOUSAND;
import static dev.postern.bench.Case.LIVE_THOUSAND_AFTER_TEN_MILLION;
import static dev.postern.bench.Case.LIVE_THOUSAND_YARDSTICK;
import static dev.postern.bench.Case.VERIFY;
import static dev.postern.bench.Case.VERIFY_ALTCHA;

import java.util.ArrayList;
import java.util.List;

/**
 * A bound on a ratio of rates, which is taken in each round.
 *
 * @param over the cases whose rates are multiplied
 * @param under the cases that the product is divided by
 */
record Budget(String what, Bound bound, double limit, List<Case> over, List<Case> under) {
    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    static final List<Budget> ALL = List.of(
            new Budget("issue: rate / ALTCHA's", Bound.AT_LEAST, 2, List.of(ISSUE), List.of(ISSUE_ALTCHA)),
            new Budget("verify: rate / ALTCHA's", Bound.AT_LEAST, 2, List.of(VERIFY), List.of(VERIFY_ALTCHA)),
            new Budget(
                    "issue, verify, redeem: rate / yardstick's",
                    Bound.AT_LEAST,
                    0.6,
                    List.of(CYCLE),
                    List.of(CYCLE_YARDSTICK)),
            new Budget(
                    "the same: gain of a second thread / yardstick's gain",
                    Bound.AT_LEAST,
                    1,
                    List.of(CYCLE_2_THREADS, CYCLE_YARDSTICK),
                    List.of(CYCLE, CYCLE_2_THREADS_YARDSTICK)),
            new Budget(
                    "verify, redeem: cost at 1 million live entries / at 1 thousand, / yardstick's",
                    Bound.AT_MOST,
                    1,
                    List.of(LIVE_THOUSAND, LIVE_MILLION_YARDSTICK),
                    List.of(LIVE_MILLION, LIVE_THOUSAND_YARDSTICK)),
            new Budget(
                    "verify, redeem: cost after 10 million expired tokens / after none",
                    Bound.AT_MOST,
                    1.1,
                    List.of(LIVE_THOUSAND),
                    List.of(LIVE_THOUSAND_AFTER_TEN_MILLION)));

    Estimate ratio(Rounds rounds) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds.rates(over.get(0)).size(); round++) {
            ratios.add(product(rounds, over, round) / product(rounds, under, round));
        }
        return Estimate.of(ratios);
    }

    private static double product(Rounds rounds, List<Case> cases, int round) {
        double product = 1;
        for (Case factor : cases) {
            product *= rounds.rates(factor).get(round);
        }
        return product;
    }

    /** Whether the whole interval keeps the bound ("yes"), none of it does ("no"), or part of it or no one knows ("open"). */
    String kept(Estimate ratio) {
        double worst = bound == Bound.AT_LEAST ? ratio.low() / limit : limit / ratio.high();
        double best = bound == Bound.AT_LEAST ? ratio.high() / limit : limit / ratio.low();
        if (worst >= 1) {
            return "yes";
        }
        return best < 1 ? "no" : "open";
    }

    String limitText() {
        return (bound == Bound.AT_LEAST ? "≥ " : "≤ ") + limit;
    }
}
