package dev.postern.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.altcha.altcha.Altcha;

/** Challenges of ALTCHA (version 1 of its protocol), and right answers to them. */
final class AltchaPayload {
    static final String KEY = "0123456789abcdef0123456789abcdef";

    private AltchaPayload() {}

    /** The library's defaults, and an expiry, which its documentation recommends. */
    static Altcha.ChallengeOptions options() {
        return new Altcha.ChallengeOptions().setHmacKey(KEY).setExpiresInSeconds(320);
    }

    /** A right answer as a browser sends it. */
    static String solved() throws Exception {
        long number = 54_321;
        Altcha.Challenge challenge = Altcha.createChallenge(options().setNumber(number));
        String json =
                """
                {"algorithm":"%s","challenge":"%s","number":%d,"salt":"%s","signature":"%s"}""".formatted(challenge.algorithm, challenge.challenge, number, challenge.salt, challenge.signature);
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
