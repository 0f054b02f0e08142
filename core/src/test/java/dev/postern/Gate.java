package dev.postern;

import dev.postern.testing.TestClock;
import dev.postern.token.CaffeineTokenStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** A gate with a clock that is set by hand and a store that writes down what reaches it. */
final class Gate {
    static final byte[] SECRET = secret(1);
    static final Duration WELL_TIMED = Duration.ofSeconds(5);

    final TestClock clock = new TestClock();
    final RecordingStore store = new RecordingStore(
            CaffeineTokenStore.builder().ticker(clock.ticker()).build());
    final Postern postern = with(SECRET).build();
    final Site site = site("shop").build();

    Postern.Builder with(byte[] secret) {
        SplittableRandom seeds = new SplittableRandom(1);
        return Postern.builder().secret(secret).store(store).clock(clock).random(seeds::split);
    }

    /** A second node: the same secret and store, its clock ahead by this much. */
    Postern node(Duration ahead) {
        return with(SECRET).clock(InstantSource.offset(clock, ahead)).build();
    }

    static Site.Builder site(String id) {
        return Site.builder(id).families(StubFamily.FAMILY);
    }

    static byte[] secret(int number) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) number);
        return secret;
    }

    /** A challenge's token. */
    String issue() {
        return issue(ChallengeRequest.of(site));
    }

    String issue(ChallengeRequest request) {
        return postern.issue(request).token().toString();
    }

    Verdict verify(String token, String answer) {
        return postern.verify(AnswerRequest.of(site, token, answer));
    }

    Verdict verifyRight(String token) {
        return verify(token, StubFamily.ANSWER);
    }

    Verdict verifyWrong(String token) {
        return verify(token, "43");
    }

    /** A pass, earned in good time. */
    String pass() {
        String token = issue();
        clock.advance(WELL_TIMED);
        return verifyRight(token).verificationToken().map(UUID::toString).orElseThrow();
    }

    Optional<Verification> redeem(String pass) {
        return postern.redeem(site, pass);
    }
}
