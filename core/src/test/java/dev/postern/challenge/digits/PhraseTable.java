package dev.postern.challenge.digits;

import java.util.Iterator;

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
        Iterator<Question> readings = stock.readings(instruction).iterator();
        return readings.hasNext() ? readings.next().answer(digits) : 0;
    }
}
