package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A pack with one short phrase for everything. */
final class SmallestPack {
    private SmallestPack() {}

    /** Its lines, which a test may change. */
    static List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("# the least", "", "language en"));
        for (Kind kind : Kind.values()) {
            for (int symbol = 0; symbol < kind.symbols().size(); symbol++) {
                lines.add(kind.rule(symbol));
                lines.add("  " + phrase(kind, symbol));
            }
        }
        return lines;
    }

    private static String phrase(Kind kind, int symbol) {
        List<String> slots = kind.slots(symbol);
        String filled = slots.stream().map(slot -> "{" + slot + "}").collect(Collectors.joining(", "));
        return switch (kind) {
            case MEASURE, PICK, NUMBER -> (kind.symbols().get(symbol) + " " + filled).strip();
            default -> kind.rule(symbol) + " [" + filled + "]";
        };
    }
}
