package dev.postern;

import dev.postern.token.Attempt;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes down what reaches the store behind it. */
final class RecordingStore implements TokenStore {
    final List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    final List<TokenKey> redeemed = Collections.synchronizedList(new ArrayList<>());
    int closed;
    private final TokenStore store;

    RecordingStore(TokenStore store) {
        this.store = store;
    }

    /** Starts with empty pages. */
    void forget() {
        attempts.clear();
        redeemed.clear();
    }

    @Override
    public boolean spend(Attempt attempt) {
        attempts.add(attempt);
        return store.spend(attempt);
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        redeemed.add(pass);
        return store.redeem(pass, idempotencyKey);
    }

    @Override
    public void close() {
        closed++;
        store.close();
    }
}
