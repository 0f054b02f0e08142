package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often images are read right, for real; Postern's are the same in each run. */
@Tag("external")
@Tag("slow")
class ReadingTest {
    private static final int COUNT = 100;

    @Test
    void plainPrint_isReadRight_inNineOfTenImages() {
        Reading reading = read(Drawn.PRINT);
        assertTrue(reading.plain().estimate() >= 0.9, reading.row());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTERN_MEDIUM", "POSTERN_HARD"})
    void posternsImages_areReadInFewerThanOneOfTen_afterTheBestCleanUpToo(Drawn drawn) {
        Reading reading = read(drawn);
        assertTrue(reading.plain().high() < 0.1, reading.row());
        assertTrue(reading.cleaned().high() < 0.1, reading.row());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTERN_EASY", "NANO_CAPTCHA", "NANO_CAPTCHA_PLAIN", "KAPTCHA", "EASY_CAPTCHA"})
    void otherImages_areReadInTheSameWay(Drawn drawn) {
        Reading reading = read(drawn);
        assertEquals(COUNT, reading.plain().all());
        assertEquals(COUNT, reading.cleaned().all());
    }

    /** Else the engine could not read them for want of letters. */
    @ParameterizedTest
    @EnumSource
    void texts_haveNoCharacters_butThoseThatTheEngineIsTold(Drawn drawn) {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            String text = drawn.next(random).text();
            assertTrue(text.chars().allMatch(c -> drawn.alphabet().indexOf(c) >= 0), text);
        }
    }

    private static Reading read(Drawn drawn) {
        OcrEngine.installed();
        Reading reading = Reading.of(drawn, COUNT, new SplittableRandom(1));
        System.out.println(reading.row());
        return reading;
    }
}
