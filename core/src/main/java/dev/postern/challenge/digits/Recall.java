package dev.postern.challenge.digits;

/** The answer of the round before is added. */
final class Recall extends Worded {
    Recall() {
        super(0, null, null, null);
    }
}
