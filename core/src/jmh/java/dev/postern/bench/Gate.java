package dev.postern.bench;

import dev.postern.Postern;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.TokenStore;
import java.time.Duration;

/** A gate as an application sets it up, over a store whose time can be skipped. */
final class Gate {
    /** How long the store remembers a challenge that was answered at once. */
    static final Duration LIFETIME = Duration.ofSeconds(320).plus(Postern.CLOCK_SKEW.multipliedBy(2));

    private final SkippingTicker ticker = new SkippingTicker();
    private final TokenStore store;
    private final Postern postern;

    Gate(int bound) {
        store = CaffeineTokenStore.builder()
                .maximumWrong(bound)
                .maximumRight(bound)
                .ticker(ticker)
                .build();
        postern = Postern.builder().secret(new byte[32]).store(store).build();
    }

    Postern postern() {
        return postern;
    }

    TokenStore store() {
        return store;
    }

    /** The pace at which the store comes to hold so many spent challenges. */
    Pace pace(int live) {
        return new Pace(ticker, LIFETIME, live);
    }
}
