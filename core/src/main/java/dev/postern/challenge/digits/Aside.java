package dev.postern.challenge.digits;

/** Something that is named, but not asked for. */
final class Aside extends Worded {
    Aside(Term other) {
        super(0, other, null, null);
    }
}
