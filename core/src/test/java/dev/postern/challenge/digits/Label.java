package dev.postern.challenge.digits;

/** What a sentence, or a part of one, is to be given a number for. */
enum Label {
    OPERATION(DigitsOperation.count()),
    ASKED_VALUE(Numeral.LARGEST + 1),
    QUESTION_JOINT(Joint.count()),
    /** Whether what is to be done otherwise is said before what is to be done if the condition holds. */
    SWAPPED(2),
    JOINT(Joint.count()),
    MEASURE(Measure.count()),
    PICK(Pick.count()),
    VALUE(Numeral.LARGEST + 1),
    CONDITION(Condition.count()),
    CONDITION_VALUE(Numeral.LARGEST + 1);

    private final int count;

    Label(int count) {
        this.count = count;
    }

    /** How many numbers there are, from 0 on. */
    int count() {
        return count;
    }
}
