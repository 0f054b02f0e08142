package dev.postern.challenge.digits;

/** Something that is named, but not asked for. */
record Aside(Term other) implements Worded {
    @Override
    public int symbol() {
        return 0;
    }

    @Override
    public Worded part(String slot) {
        return other;
    }
}
