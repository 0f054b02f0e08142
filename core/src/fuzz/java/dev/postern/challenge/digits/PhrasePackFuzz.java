package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.Difficulty;
import java.util.Locale;
import java.util.SplittableRandom;

/** Any text, and the stock phrases with any text in a place of theirs, is a pack that words every task, or refused as documented. */
class PhrasePackFuzz {
    private static final String STOCK = PhrasePack.stockText(Locale.ENGLISH);

    @FuzzTest
    void parse(FuzzedDataProvider data) {
        boolean alone = data.consumeBoolean();
        int start = data.consumeInt(0, STOCK.length());
        int end = data.consumeInt(start, Math.min(STOCK.length(), start + 200));
        String any = data.consumeRemainingAsString();
        PhrasePack pack;
        try {
            pack = PhrasePack.parse("fuzz.pack", alone ? any : STOCK.substring(0, start) + any + STOCK.substring(end));
        } catch (PackException documented) {
            return;
        }
        SplittableRandom random = new SplittableRandom(1);
        for (Difficulty difficulty : Difficulty.values()) {
            assertFalse(pack.wording(Task.any(difficulty, random).sentences(), random)
                    .isEmpty());
        }
    }
}
