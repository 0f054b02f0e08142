package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SumTest {
    @ParameterizedTest
    @CsvSource({
        "3+4, 7",
        "3 + 4 = ?, 7",
        "12-30, -18",
        "2+3x4, 14",
        "2X3+4*5, 26",
        "2 × 3, 6",
        "12/4-1, 2",
        "12 ÷ 3=, 4",
        "100−1, 99",
        "1+2+3+4+5+6+7+8, 36",
        "999999*999999, 999998000001",
        "8:2, 4"
    })
    void itsResult_isWorkedOut_multiplicationFirst(String text, long result) {
        assertEquals(OptionalLong.of(result), Sum.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "3+",
                "+3",
                "3++4",
                "a+b",
                "3+4+",
                "1/0",
                "7/2",
                "=3+4",
                "3=4",
                "1234567+1",
                "3+4x",
                "(1+2)"
            })
    void whatIsNone_hasNoResult(String text) {
        assertEquals(OptionalLong.empty(), Sum.of(text));
    }

    @Test
    void longOnes_haveNone_whateverTheyAre() {
        assertEquals(OptionalLong.empty(), Sum.of("1+1+1+1+1+1+1+1+1"));
        assertEquals(OptionalLong.empty(), Sum.of("2*2*2*2"));
        assertEquals(OptionalLong.empty(), Sum.of("1" + "+1".repeat(10_000)));
        assertEquals(OptionalLong.empty(), Sum.of("1" + "*1".repeat(10_000) + "a"));
    }
}
