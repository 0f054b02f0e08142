package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "60/m, 60, PT1M",
        "10/30s, 10, PT30S",
        "1000/h, 1000, PT1H",
        "1/s, 1, PT1S",
        "1/1s, 1, PT1S",
        "5/24h, 5, PT24H",
        "5/1440m, 5, PT24H",
        "5/86400s, 5, PT24H",
        "1000000/s, 1000000, PT1S",
        "' 60/M ', 60, PT1M",
        "007/h, 7, PT1H"
    })
    void text_isReadAsItSays(String text, int times, Duration per) {
        assertEquals(new Rate(times, per), Rate.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "60",
                "/m",
                "60/",
                "60/d",
                "60 / m",
                "-1/m",
                "+1/m",
                "1.5/m",
                "60/-1m",
                "60/m/m",
                "60/mm",
                "x/m",
                "0/m",
                "1000001/m",
                "9999999/h",
                "12345678/m",
                "1/0s",
                "1/0h",
                "1/25h",
                "1/86401s",
                "1/99999h",
                "1/100000s",
                "٦٠/m",
                "60/ｍ",
                "99999999999999999999/m",
                "1/99999999999999999999s"
            })
    void textOfAnyOtherForm_orOutOfRange_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Rate.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT1S",
        "-1, PT1S",
        "1000001, PT1S",
        "1, PT0.999999999S",
        "1, PT0S",
        "1, PT-1S",
        "1, PT24H0.000000001S"
    })
    void ratesOutOfRange_areRefused(int times, Duration per) {
        assertThrows(IllegalArgumentException.class, () -> new Rate(times, per));
    }

    @Test
    void ratesAtTheEndsOfTheRange_areTaken() {
        assertEquals(1, new Rate(1, Duration.ofDays(1)).times());
        assertEquals(1_000_000, new Rate(1_000_000, Duration.ofSeconds(1)).times());
    }
}
