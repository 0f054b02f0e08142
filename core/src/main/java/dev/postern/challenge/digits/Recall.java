package dev.postern.challenge.digits;

/** The answer of the round before is added. */
record Recall() implements Worded {
    @Override
    public int symbol() {
        return 0;
    }
}
