package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Learns which pieces of an instruction at hard, between full stops, are which of its sentences, without being told: it tries what fits the meaning, and counts letter n-grams. */
final class SentenceSplitter {
    /** In what order sentences come: (Q)uestion, (S)tep, (B)ranch, and the (A)side, which is of no use. */
    private static final List<String> ORDERS =
            List.of("AQB", "QAB", "QBA", "AQSB", "QASB", "QSAB", "QSBA", "AQBS", "QABS", "QBAS", "QBSA");

    private static final String KINDS = "QSBA";
    private static final int LENGTH = 6;
    private static final int ROUNDS = 5;

    private double[] counts = new double[Grams.ROWS * KINDS.length()];

    static List<String> pieces(String instruction) {
        return Arrays.stream(Grams.plain(instruction).split("(?<=[.?])", -1))
                .filter(piece -> !piece.isEmpty())
                .map(piece -> "^" + piece)
                .toList();
    }

    void learn(List<List<String>> instructions, List<List<Worded>> meanings) {
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[counts.length];
            for (int i = 0; i < instructions.size(); i++) {
                List<String> pieces = instructions.get(i);
                List<String> ways = new ArrayList<>();
                for (String order : orders(meanings.get(i))) {
                    addWays(order, pieces.size(), ways);
                }
                List<String> taken = round == 0 ? ways : List.of(best(pieces, ways));
                for (String way : taken) {
                    count(pieces, way, 1.0 / taken.size(), next);
                }
            }
            counts = next;
        }
    }

    /** For each sentence of the meaning, the pieces of it. */
    List<String> split(List<String> pieces, List<Worded> meaning) {
        return splitAs(pieces, orders(meaning));
    }

    /** The pieces of each sentence but the aside. */
    List<String> split(List<String> pieces) {
        return splitAs(pieces, ORDERS);
    }

    /** The kinds of the sentences but the aside, as letters. */
    String kinds(List<String> pieces) {
        return best(pieces, ways(pieces.size(), ORDERS))
                .replaceAll("(.)\\1+", "$1")
                .replace("A", "");
    }

    private List<String> splitAs(List<String> pieces, List<String> orders) {
        String way = best(pieces, ways(pieces.size(), orders));
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < way.length(); i++) {
            boolean goesOn = i > 0 && way.charAt(i) == way.charAt(i - 1);
            if (way.charAt(i) != 'A') {
                sentences.add(goesOn ? sentences.remove(sentences.size() - 1) + pieces.get(i) : pieces.get(i));
            }
        }
        return sentences;
    }

    private static List<String> orders(List<Worded> meaning) {
        StringBuilder kinds = new StringBuilder();
        meaning.forEach(
                sentence -> kinds.append(sentence instanceof Question ? 'Q' : sentence instanceof Step ? 'S' : 'B'));
        return ORDERS.stream()
                .filter(order -> order.replace("A", "").contentEquals(kinds))
                .toList();
    }

    private static List<String> ways(int pieces, List<String> orders) {
        List<String> ways = new ArrayList<>();
        orders.forEach(order -> addWays(order, pieces, ways));
        return ways;
    }

    /** An order with as many letters as pieces; only a branch goes on over full stops. */
    private static void addWays(String order, int pieces, List<String> ways) {
        if (order.length() <= pieces) {
            ways.add(order.replace("B", "B".repeat(pieces - order.length() + 1)));
        }
    }

    private String best(List<String> pieces, List<String> ways) {
        double[] all = new double[KINDS.length()];
        for (int i = 0; i < counts.length; i++) {
            all[i % all.length] += counts[i];
        }
        double[][] scores = new double[pieces.size()][KINDS.length()];
        for (int piece = 0; piece < scores.length; piece++) {
            for (int start = 0; start + LENGTH <= pieces.get(piece).length(); start++) {
                int row = Grams.row(pieces.get(piece), start, LENGTH) * KINDS.length();
                for (int kind = 0; kind < KINDS.length(); kind++) {
                    scores[piece][kind] += Math.log((counts[row + kind] + 0.5) / (all[kind] + 1));
                }
            }
        }
        String best = "QSBA".repeat(pieces.size()).substring(0, pieces.size());
        double most = Double.NEGATIVE_INFINITY;
        for (String way : ways) {
            double score = 0;
            for (int piece = 0; piece < way.length(); piece++) {
                score += scores[piece][KINDS.indexOf(way.charAt(piece))];
            }
            if (score > most) {
                most = score;
                best = way;
            }
        }
        return best;
    }

    private static void count(List<String> pieces, String way, double weight, double[] counts) {
        for (int piece = 0; piece < way.length(); piece++) {
            String text = pieces.get(piece);
            for (int start = 0; start + LENGTH <= text.length(); start++) {
                int row = Grams.row(text, start, LENGTH) * KINDS.length();
                counts[row + KINDS.indexOf(way.charAt(piece))] += weight;
            }
        }
    }
}
