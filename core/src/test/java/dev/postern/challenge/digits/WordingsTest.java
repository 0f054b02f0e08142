package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordingsTest {
    private static final int WRITTEN = 120_000;
    /** More than five standard deviations of how often a text comes that is expected as often as any here. */
    private static final double SURELY = 1_000;

    private final PhrasePack pack = PhrasePack.stock(Locale.ENGLISH);
    private final Picked above = new Picked(Pick.GREATER_THAN_VALUE, 4);

    @Test
    void eachPhrase_andEachChoiceInIt_isEquallyLikely_howeverManyTextsThereAreOfIt() {
        areLikely(
                Map.of("ax.", 1 / 16.0, "bx.", 1 / 16.0, "ay.", 1 / 16.0, "by.", 1 / 16.0, "c", 1 / 4.0, "d", 1 / 2.0),
                "((a|b)(x|y).|c)",
                "d");
    }

    @Test
    void ofATextWithASlot_whatFollowsIt_isThere() {
        areLikely(
                Map.of("over 4 or 4", 1 / 4.0, "over 4 and 4!", 1 / 4.0, "4", 1 / 2.0),
                "over {value:numeral} (or {value:numeral}|and {value:numeral}!)",
                "{value:numeral}");
    }

    @Test
    void whereThereAreTooManyTexts_toWriteThemOut_allAreEquallyLikelyStill() {
        String some = "(a|b)(a|b)(a|b)(a|b)";
        String more = "(c|d|e|f|g|h|i)(c|d|e|f|g|h|i)(c|d|e|f|g|h|i)";
        Map<String, Integer> counts = written(400_000, some + more, some + "{value:numeral}" + more);
        assertEquals(2 * 16 * 343, counts.size());
        counts.forEach((text, count) -> assertEquals(400_000.0 / (2 * 16 * 343), count, 40, text));
    }

    private void areLikely(Map<String, Double> shares, String... phrases) {
        Map<String, Integer> counts = written(WRITTEN, phrases);
        assertEquals(shares.keySet(), counts.keySet());
        counts.forEach((text, count) -> assertEquals(WRITTEN * shares.getOrDefault(text, 0.0), count, SURELY, text));
    }

    private Map<String, Integer> written(int times, String... phrases) {
        Forms forms = new Forms();
        forms.index("numeral");
        List<Phrase> all =
                Stream.of(phrases).map(each -> Phrase.parse(each, forms)).toList();
        Wordings wordings = Wordings.of(all, slot -> pack.rules(slot.kind(), slot.form()));
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            Text text = new Text(0);
            wordings.write(text, random, above);
            counts.merge(text.toString(), 1, Integer::sum);
        }
        return counts;
    }
}
