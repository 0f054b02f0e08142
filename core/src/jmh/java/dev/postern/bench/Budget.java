package dev.postern.bench;

import static dev.postern.bench.Case.CYCLE;
import static dev.postern.bench.Case.CYCLE_2_THREADS;
import static dev.postern.bench.Case.CYCLE_2_THREADS_YARDSTICK;
import static dev.postern.bench.Case.CYCLE_YARDSTICK;
import static dev.postern.bench.Case.IMAGE;
import static dev.postern.bench.Case.IMAGE_EASY_CAPTCHA;
import static dev.postern.bench.Case.IMAGE_KAPTCHA;
import static dev.postern.bench.Case.IMAGE_NANO_CAPTCHA;
import static dev.postern.bench.Case.IMAGE_NANO_CAPTCHA_PLAIN;
import static dev.postern.bench.Case.ISSUE;
import static dev.postern.bench.Case.ISSUE_ALTCHA;
import static dev.postern.bench.Case.ISSUE_HARD;
import static dev.postern.bench.Case.LIVE_MILLION;
import static dev.postern.bench.Case.LIVE_MILLION_YARDSTICK;
import static dev.postern.bench.Case.LIVE_THOUSAND;
import static dev.postern.bench.Case.LIVE_THOUSAND_AFTER_TEN_MILLION;
import static dev.postern.bench.Case.LIVE_THOUSAND_YARDSTICK;
import static dev.postern.bench.Case.REDIS;
import static dev.postern.bench.Case.REDIS_BARE;
import static dev.postern.bench.Case.VERIFY;
import static dev.postern.bench.Case.VERIFY_ALTCHA;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A bound on a ratio, which is taken in each round.
 *
 * @param cases what it is made of
 */
record Budget(String what, Bound bound, double limit, Set<Case> cases, Ratio ratio) {
    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    /** A ratio by the figures of one round. */
    interface Ratio {
        double of(Round round);
    }

    /** The figures of one round. */
    record Round(Rounds rounds, int number) {
        double rate(Case of) {
            return rounds.rates(of).get(number);
        }

        double bytes(Case of) {
            return rounds.bytes(of).get(number);
        }

        double cost(Case of) {
            return 1 / rate(of);
        }
    }

    private static final Set<Case> OTHER_IMAGES = Set.of(IMAGE_NANO_CAPTCHA, IMAGE_KAPTCHA, IMAGE_EASY_CAPTCHA);
    private static final Set<Case> IMAGES = Set.of(IMAGE, IMAGE_NANO_CAPTCHA, IMAGE_KAPTCHA, IMAGE_EASY_CAPTCHA);

    static final List<Budget> ALL = List.of(
            new Budget(
                    "issue: rate / ALTCHA's",
                    Bound.AT_LEAST,
                    2,
                    Set.of(ISSUE, ISSUE_ALTCHA),
                    round -> round.rate(ISSUE) / round.rate(ISSUE_ALTCHA)),
            new Budget(
                    "issue at hard: cost / at easy",
                    Bound.AT_MOST,
                    5,
                    Set.of(ISSUE, ISSUE_HARD),
                    round -> round.cost(ISSUE_HARD) / round.cost(ISSUE)),
            new Budget(
                    "verify: rate / ALTCHA's",
                    Bound.AT_LEAST,
                    2,
                    Set.of(VERIFY, VERIFY_ALTCHA),
                    round -> round.rate(VERIFY) / round.rate(VERIFY_ALTCHA)),
            new Budget(
                    "issue, verify, redeem: rate / yardstick's",
                    Bound.AT_LEAST,
                    0.6,
                    Set.of(CYCLE, CYCLE_YARDSTICK),
                    round -> round.rate(CYCLE) / round.rate(CYCLE_YARDSTICK)),
            new Budget(
                    "the same: gain of a second thread / yardstick's gain",
                    Bound.AT_LEAST,
                    1,
                    Set.of(CYCLE, CYCLE_2_THREADS, CYCLE_YARDSTICK, CYCLE_2_THREADS_YARDSTICK),
                    round -> round.rate(CYCLE_2_THREADS)
                            / round.rate(CYCLE)
                            / (round.rate(CYCLE_2_THREADS_YARDSTICK) / round.rate(CYCLE_YARDSTICK))),
            new Budget(
                    "issue, verify, redeem in a Redis, 8 threads: rate / the same commands alone",
                    Bound.AT_LEAST,
                    0.7,
                    Set.of(REDIS, REDIS_BARE),
                    round -> round.rate(REDIS) / round.rate(REDIS_BARE)),
            new Budget(
                    "image: rate / that of the fastest other library",
                    Bound.AT_LEAST,
                    3,
                    IMAGES,
                    round -> round.rate(IMAGE)
                            / OTHER_IMAGES.stream()
                                    .mapToDouble(round::rate)
                                    .max()
                                    .orElseThrow()),
            new Budget(
                    "image: rate / NanoCaptcha's of characters alone",
                    Bound.AT_LEAST,
                    3,
                    Set.of(IMAGE, IMAGE_NANO_CAPTCHA_PLAIN),
                    round -> round.rate(IMAGE) / round.rate(IMAGE_NANO_CAPTCHA_PLAIN)),
            new Budget(
                    "image: bytes allocated / those of the thriftiest other library",
                    Bound.AT_MOST,
                    0.25,
                    IMAGES,
                    round -> round.bytes(IMAGE)
                            / OTHER_IMAGES.stream()
                                    .mapToDouble(round::bytes)
                                    .min()
                                    .orElseThrow()),
            new Budget(
                    "image: bytes allocated / NanoCaptcha's for characters alone",
                    Bound.AT_MOST,
                    0.25,
                    Set.of(IMAGE, IMAGE_NANO_CAPTCHA_PLAIN),
                    round -> round.bytes(IMAGE) / round.bytes(IMAGE_NANO_CAPTCHA_PLAIN)),
            new Budget(
                    "verify, redeem: ns added from 1 thousand to 1 million live entries / yardstick's",
                    Bound.AT_MOST,
                    1,
                    Set.of(LIVE_THOUSAND, LIVE_MILLION, LIVE_THOUSAND_YARDSTICK, LIVE_MILLION_YARDSTICK),
                    round -> (round.cost(LIVE_MILLION) - round.cost(LIVE_THOUSAND))
                            / (round.cost(LIVE_MILLION_YARDSTICK) - round.cost(LIVE_THOUSAND_YARDSTICK))),
            new Budget(
                    "the same as a factor / yardstick's factor",
                    Bound.AT_MOST,
                    1,
                    Set.of(LIVE_THOUSAND, LIVE_MILLION, LIVE_THOUSAND_YARDSTICK, LIVE_MILLION_YARDSTICK),
                    round -> round.cost(LIVE_MILLION)
                            / round.cost(LIVE_THOUSAND)
                            / (round.cost(LIVE_MILLION_YARDSTICK) / round.cost(LIVE_THOUSAND_YARDSTICK))),
            new Budget(
                    "verify, redeem: cost after 10 million expired tokens / after none",
                    Bound.AT_MOST,
                    1.1,
                    Set.of(LIVE_THOUSAND, LIVE_THOUSAND_AFTER_TEN_MILLION),
                    round -> round.cost(LIVE_THOUSAND_AFTER_TEN_MILLION) / round.cost(LIVE_THOUSAND)));

    Estimate estimate(Rounds rounds) {
        int count = rounds.rates(cases.iterator().next()).size();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ratios.add(ratio.of(new Round(rounds, i)));
        }
        return Estimate.of(ratios);
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
