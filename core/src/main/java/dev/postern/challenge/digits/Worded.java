package dev.postern.challenge.digits;

/** What phrases can put in words: a question, or a part of one. */
interface Worded {
    /** Which symbol of its kind it is. */
    int symbol();

    /** What fills this slot of its phrases. */
    default Worded part(String slot) {
        throw new IllegalStateException("it has no slot " + slot);
    }
}
