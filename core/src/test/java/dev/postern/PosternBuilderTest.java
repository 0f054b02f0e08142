package dev.postern;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosternBuilderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 31})
    void secretShorterThan32Bytes_isRefused_namingItsLength(int length) {
        refused("a secret has " + length + " bytes", () -> Postern.builder().secret(new byte[length]));
        refused("a secret has " + length + " bytes", () -> Postern.builder().verifyOnlySecrets(new byte[length]));
        refused(
                "a secret has " + length + " bytes",
                () -> Postern.builder().verifyOnlySecrets(Gate.SECRET, new byte[length]));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 64, 65, 1_000})
    void secretOf32BytesOrMore_isTaken(int length) {
        Gate gate = new Gate();
        Postern postern = gate.with(new byte[length]).build();
        String token = postern.issue(ChallengeRequest.of(gate.site)).token().toString();
        gate.clock.advance(Gate.WELL_TIMED);
        assertTrue(postern.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER))
                .allowed());
    }

    @Test
    void moreThanFourVerifyOnlySecrets_areRefused() {
        byte[][] five = IntStream.range(0, 5).mapToObj(Gate::secret).toArray(byte[][]::new);
        refused("5 verify-only secrets", () -> Postern.builder().verifyOnlySecrets(five));
        Postern.builder().secret(Gate.SECRET).verifyOnlySecrets(Arrays.copyOf(five, 4));
    }

    @Test
    void verifyOnlySecretsWithoutASecret_areRefused() {
        Postern.Builder builder = Postern.builder().verifyOnlySecrets(Gate.SECRET);
        refused("no secret to seal with", builder::build);
    }

    @Test
    void secretThatTheCallerChangesLater_isTheOneThatWasGiven() {
        Gate gate = new Gate();
        byte[] secret = Gate.SECRET.clone();
        Postern.Builder builder = gate.with(secret);
        Arrays.fill(secret, (byte) 0);
        Postern postern = builder.build();
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        assertTrue(postern.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER))
                .allowed());
    }

    private static void refused(String message, Runnable setting) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, setting::run);
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), () -> "was: " + refusal.getMessage());
    }
}
