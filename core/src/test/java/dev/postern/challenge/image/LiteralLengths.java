package dev.postern.challenge.image;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Prints {@link LiteralCode#LENGTHS}: those of a Huffman code for 1,000 drawings of each family at each difficulty, light and dark, none of which is longer than {@link LiteralCode#LONGEST}. */
final class LiteralLengths {
    private static final List<ChallengeFamily> FAMILIES =
            List.of(Transcription.onLight(), Transcription.onDark(), DrawnDigits.onLight(), DrawnDigits.onDark());
    private static final int END = 256;
    private static final int COUNT = 1000;

    private LiteralLengths() {}

    /** Takes no arguments. */
    public static void main(String[] none) {
        System.out.println(made());
    }

    static String made() {
        long[] counts = counts();
        for (long least = 1; ; least *= 2) {
            int[] lengths = lengths(counts, least);
            StringBuilder digits = new StringBuilder();
            boolean fits = true;
            for (int length : lengths) {
                fits &= length <= LiteralCode.LONGEST;
                digits.append(Character.forDigit(length, 36));
            }
            if (fits) {
                return digits.toString();
            }
        }
    }

    /** How often each byte is in the rows of the drawings, and how often they end. */
    private static long[] counts() {
        long[] counts = new long[END + 1];
        SplittableRandom random = new SplittableRandom(1);
        for (ChallengeFamily family : FAMILIES) {
            for (Difficulty difficulty : Difficulty.values()) {
                for (int i = 0; i < COUNT && family.supports(difficulty, Locale.ENGLISH); i++) {
                    for (byte value : DrawnImage.of(family.compose(difficulty, Locale.ENGLISH, random))
                            .rows()) {
                        counts[value & 0xFF]++;
                    }
                    counts[END]++;
                }
            }
        }
        return counts;
    }

    /** Huffman's, where each symbol counts as if it were there so often at least. */
    private static int[] lengths(long[] counts, long least) {
        PriorityQueue<Node> nodes = new PriorityQueue<>(Comparator.comparingLong(Node::count));
        for (int symbol = 0; symbol < counts.length; symbol++) {
            nodes.add(new Node(Math.max(least, counts[symbol]), List.of(symbol)));
        }
        int[] lengths = new int[counts.length];
        while (nodes.size() > 1) {
            Node rarest = nodes.remove();
            Node next = nodes.remove();
            List<Integer> symbols = new ArrayList<>(rarest.symbols());
            symbols.addAll(next.symbols());
            symbols.forEach(symbol -> lengths[symbol]++);
            nodes.add(new Node(rarest.count() + next.count(), symbols));
        }
        return lengths;
    }

    private record Node(long count, List<Integer> symbols) {}
}
