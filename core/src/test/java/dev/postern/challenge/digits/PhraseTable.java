package dev.postern.challenge.digits;

import java.util.Arrays;

/** Reads the stock phrases backwards, without a mistake. */
final class PhraseTable implements Attacker {
    private final PhrasePack stock;

    PhraseTable(PhrasePack stock) {
        this.stock = stock;
    }

    @Override
    public String name() {
        return "phrase table of the stock pack";
    }

    @Override
    public long answer(int[] digits, String instruction) {
        return stock.readings(instruction).stream()
                .findFirst()
                .map(meaning -> new Reckoner(Arrays.stream(digits).boxed().toList()).answer(meaning, 0))
                .orElse(0L);
    }
}
