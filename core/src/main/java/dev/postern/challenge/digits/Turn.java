package dev.postern.challenge.digits;

import org.jspecify.annotations.Nullable;

/** What a chain does with the result so far. */
abstract sealed class Turn extends Worded permits Step, Branch {
    Turn(int symbol, Worded first, @Nullable Worded second, @Nullable Worded third) {
        super(symbol, first, second, third);
    }

    abstract boolean asksFor(Term term);
}
