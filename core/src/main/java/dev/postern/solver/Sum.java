package dev.postern.solver;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sum as it is asked in images: whole numbers, and the four operations, of which multiplication and division go first. */
final class Sum {
    /** Those of a sum. */
    static final String CHARACTERS = "0123456789+-xX*/:=?";

    private static final int LONGEST = 64;
    private static final int MOST_TERMS = 8;
    private static final Pattern SUM = Pattern.compile("(\\d{1,6}(?:[-+xX×*÷/:−–]\\d{1,6})+)[=?]*");
    private static final Pattern TERM = Pattern.compile("(^|[-+−–])([^-+−–]+)");
    private static final Pattern FACTOR = Pattern.compile("(^|[^\\d])(\\d+)");

    private Sum() {}

    /** What it comes to; empty if this is none, or if that is no whole number. */
    static OptionalLong of(String text) {
        String dense = text.replaceAll("\\s+", "");
        Matcher sum = SUM.matcher(dense);
        if (dense.length() > LONGEST || !sum.matches()) {
            return OptionalLong.empty();
        }
        long result = 0;
        int terms = 0;
        Matcher term = TERM.matcher(sum.group(1));
        while (term.find()) {
            OptionalLong product = product(term.group(2));
            if (product.isEmpty() || ++terms > MOST_TERMS) {
                return OptionalLong.empty();
            }
            boolean isAdded = term.group(1).isEmpty() || term.group(1).equals("+");
            result += isAdded ? product.getAsLong() : -product.getAsLong();
        }
        return OptionalLong.of(result);
    }

    private static OptionalLong product(String term) {
        long product = 1;
        int factors = 0;
        Matcher factor = FACTOR.matcher(term);
        while (factor.find()) {
            long number = Long.parseLong(factor.group(2));
            boolean divides =
                    "÷/:".contains(factor.group(1)) && !factor.group(1).isEmpty();
            if (++factors > 3 || (divides && (number == 0 || product % number != 0))) {
                return OptionalLong.empty();
            }
            product = divides ? product / number : product * number;
        }
        return OptionalLong.of(product);
    }
}
