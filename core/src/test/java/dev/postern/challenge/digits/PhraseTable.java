package dev.postern.challenge.digits;

/** Reads the stock phrases backwards, without a mistake. */
final class PhraseTable implements Attacker {
    private final PhrasePack stock;

    PhraseTable(PhrasePack stock) {
        this.stock = stock;
    }

    @Override
    public String name() {
        return "the stock grammar, read backwards";
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public long answer(int[] digits, String instruction) {
        return stock.readings(instruction).stream()
                .findFirst()
                .map(meaning -> Slots.answer(meaning, digits))
                .orElse(0L);
    }
}
