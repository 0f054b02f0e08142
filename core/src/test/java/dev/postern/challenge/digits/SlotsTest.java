package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.postern.Difficulty;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotsTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @EnumSource
    void whateverIsAsked_learnersCanTellItsSlots(Difficulty difficulty) {
        for (int i = 0; i < 1_000; i++) {
            assertFalse(Slots.of(Task.any(difficulty, random).meaning()).isEmpty());
        }
    }
}
