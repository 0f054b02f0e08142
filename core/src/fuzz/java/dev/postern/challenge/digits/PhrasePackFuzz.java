package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.Difficulty;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Any text, and phrases that are right with any text in a place of theirs, is a pack that words every task, or refused as documented. Those phrases are the
 * smallest ones, and once in a while the stock ones, which take longer.
 */
class PhrasePackFuzz {
    private static final String STOCK = PhrasePack.stockText(Locale.ENGLISH);
    private static final String SMALLEST = String.join("\n", SmallestPack.lines());

    @FuzzTest
    void parse(FuzzedDataProvider data) {
        boolean alone = data.consumeBoolean();
        String right = alone ? "" : data.consumeByte() == Byte.MIN_VALUE ? STOCK : SMALLEST;
        int start = data.consumeInt(0, right.length());
        int end = data.consumeInt(start, Math.min(right.length(), start + 200));
        String any = data.consumeRemainingAsString();
        PhrasePack pack;
        try {
            pack = PhrasePack.parse("fuzz.pack", right.substring(0, start) + any + right.substring(end));
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
