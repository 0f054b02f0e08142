package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Learns from sentences of one kind and their meanings where their parts stand, and by which letters each is known: an averaged perceptron over letter n-grams, which finds the bounds between the
 * parts by itself. (A latent structured perceptron, semi-Markov.) It begins with how often each gram stands in a sentence of each meaning, and with the simple kinds of sentences.
 */
final class SentenceLearner {
    private static final int[] LENGTHS = {2, 4, 7};
    private static final int GRID = 4;
    private static final int SELDOM = 5;
    private static final float MOST = 3;
    private static final double AHEAD = 20;
    private static final Set<Label> ALL = EnumSet.allOf(Label.class);

    /** What is learnt of branches first, while their steps are found by what other sentences have taught. */
    private static final Set<Label> OF_BRANCHES = EnumSet.of(Label.SWAPPED, Label.CONDITION, Label.CONDITION_VALUE);

    private final int rounds;
    private final Map<Label, Integer> columns = new EnumMap<>(Label.class);
    private final int width;
    private final float[] weights;
    private final float[] changes;
    private int seen = 1;

    SentenceLearner(int rounds) {
        this.rounds = rounds;
        int count = 0;
        for (Label label : Label.values()) {
            columns.put(label, count);
            count += label.count();
        }
        width = count;
        weights = new float[Grams.ROWS * width];
        changes = new float[Grams.ROWS * width];
    }

    /** A sentence with its meaning, and the ways in which it may say it. */
    private record Example(String text, Said.SentenceKind kind, List<Said> ways) {}

    /** Learns; once. */
    void learn(List<String> sentences, List<Worded> meanings) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            Said.SentenceKind kind = Said.SentenceKind.of(meanings.get(i));
            examples.add(new Example(sentences.get(i), kind, kind.ways(meanings.get(i))));
        }
        begin(examples);
        Random random = new Random(1);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(examples, random);
            if (round == rounds / 2) { // averaged from here on
                Arrays.fill(changes, 0);
                seen = 1;
            }
            for (Example example : examples) {
                boolean isBranch = example.kind() == Said.SentenceKind.BRANCH;
                if (round > 0 || !isBranch) { // what is simple comes first
                    correct(example, round == 1 && isBranch ? OF_BRANCHES : ALL);
                    seen++;
                }
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= changes[i] / seen;
        }
    }

    Worded read(Said.SentenceKind kind, String sentence) {
        return kind.meaning(new Scores(kind, sentence).best().said());
    }

    /** How much likelier each symbol is where a gram is found, by the simplest kind of sentence that can say it. */
    private void begin(List<Example> examples) {
        Set<Label> known = EnumSet.noneOf(Label.class);
        for (Said.SentenceKind kind : Said.SentenceKind.values()) {
            List<Example> alike =
                    examples.stream().filter(example -> example.kind() == kind).toList();
            Set<Label> labels = EnumSet.noneOf(Label.class);
            labels.addAll(kind.labels());
            kind.orders().forEach(order -> order.forEach(part -> labels.addAll(part.labels())));
            labels.removeAll(known);
            if (!alike.isEmpty() && kind != Said.SentenceKind.BRANCH) {
                begin(alike, labels);
                known.addAll(labels);
            }
        }
    }

    private void begin(List<Example> examples, Set<Label> labels) {
        float[] together = new float[Grams.ROWS * width];
        int[] found = new int[Grams.ROWS];
        int[] meant = new int[width];
        for (Example example : examples) {
            int[] symbols = symbols(example);
            Arrays.stream(symbols).forEach(symbol -> meant[symbol]++);
            for (int row : Arrays.stream(rows(example.text()))
                    .filter(row -> row >= 0)
                    .distinct()
                    .toArray()) {
                found[row]++;
                for (int symbol : symbols) {
                    together[row * width + symbol]++;
                }
            }
        }
        for (Label label : labels) {
            for (int row = 0; row < Grams.ROWS; row++) {
                int first = row * width + column(label);
                for (int i = 0; i < label.count(); i++) {
                    double share = (meant[column(label) + i] + 1.0) / (examples.size() + 1);
                    double ratio = (together[first + i] + SELDOM * share) / ((found[row] + SELDOM) * share);
                    weights[first + i] = (float) Math.max(-MOST, Math.min(MOST, Math.log(ratio)));
                }
            }
        }
    }

    private int[] symbols(Example example) {
        Said said = example.ways().get(0);
        List<Integer> symbols = new ArrayList<>();
        addColumns(example.kind().labels(), said.whole(), symbols);
        said.parts().forEach(part -> addColumns(part.kind().labels(), part.labels(), symbols));
        return ints(symbols.stream().distinct().toList());
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(number -> number).toArray();
    }

    private void addColumns(List<Label> labels, List<Integer> numbers, List<Integer> all) {
        for (int i = 0; i < labels.size(); i++) {
            all.add(column(labels.get(i)) + numbers.get(i));
        }
    }

    private int column(Label label) {
        return columns.getOrDefault(label, 0);
    }

    private void correct(Example example, Set<Label> learnt) {
        Scores scores = new Scores(example.kind(), example.text());
        Cut guess = scores.best();
        Cut right = example.ways().stream()
                .map(scores::of)
                .max(Comparator.comparingDouble(Cut::score))
                .orElseThrow();
        if (!guess.said().equals(right.said())) {
            change(scores, right, learnt, 1);
            change(scores, guess, learnt, -1);
        }
    }

    private void change(Scores scores, Cut cut, Set<Label> learnt, int by) {
        change(scores, 0, scores.length(), scores.kind.labels(), cut.said().whole(), learnt, by);
        for (int i = 0; i < cut.said().parts().size(); i++) {
            Said.Part part = cut.said().parts().get(i);
            change(scores, cut.bounds()[i], cut.bounds()[i + 1], part.kind().labels(), part.labels(), learnt, by);
        }
    }

    private void change(
            Scores scores, int from, int to, List<Label> labels, List<Integer> numbers, Set<Label> learnt, int by) {
        List<Integer> changed = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (learnt.contains(labels.get(i))) {
                changed.add(column(labels.get(i)) + numbers.get(i));
            }
        }
        for (int i = from * LENGTHS.length; i < to * LENGTHS.length; i++) {
            if (scores.rows[i] >= 0) {
                for (int symbol : changed) {
                    weights[scores.rows[i] * width + symbol] += by;
                    changes[scores.rows[i] * width + symbol] += by * seen;
                }
            }
        }
    }

    /** The grams at each place, of each length; -1 where there is none. */
    private static int[] rows(String sentence) {
        int[] rows = new int[sentence.length() * LENGTHS.length];
        for (int i = 0; i < rows.length; i++) {
            int start = i / LENGTHS.length;
            int length = LENGTHS[i % LENGTHS.length];
            rows[i] = start + length > sentence.length() ? -1 : Grams.row(sentence, start, length);
        }
        return rows;
    }

    /** One way to see a sentence: what each part says, and where the parts begin and the last ends. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or prints them
    private record Cut(double score, Said said, int[] bounds) {}

    /** How well each symbol fits each part of one sentence. */
    private final class Scores {
        private final Said.SentenceKind kind;
        private final int[] rows;
        private final int[] places;
        private final float[] sums;
        private final Map<Said.Part, double[][]> fits = new HashMap<>();

        Scores(Said.SentenceKind kind, String sentence) {
            this.kind = kind;
            rows = rows(sentence);
            int inner = Math.max(0, (sentence.length() - 1) / GRID);
            places = new int[inner + 2];
            for (int i = 0; i <= inner; i++) {
                places[i] = i * GRID;
            }
            places[inner + 1] = sentence.length();
            sums = new float[places.length * width];
            for (int place = 1; place < places.length; place++) {
                int end = place * width;
                System.arraycopy(sums, end - width, sums, end, width);
                for (int i = places[place - 1] * LENGTHS.length; i < places[place] * LENGTHS.length; i++) {
                    for (int symbol = 0; symbol < width && rows[i] >= 0; symbol++) {
                        sums[end + symbol] += weights[rows[i] * width + symbol];
                    }
                }
            }
        }

        int length() {
            return places[places.length - 1];
        }

        /** The best of all. */
        Cut best() {
            List<Integer> whole = new ArrayList<>();
            int last = places.length - 1;
            for (Label label : kind.labels()) {
                whole.add(best(label, 0, last));
            }
            Map<Said.PartKind, double[][]> known = new EnumMap<>(Said.PartKind.class);
            Cut best = null;
            for (List<Said.PartKind> order : kind.orders()) {
                Cut cut = cut(order.size(), (part, from, to) -> {
                    double[][] scores = known.computeIfAbsent(order.get(part), none -> new double[last + 1][last + 1]);
                    if (scores[from][to] == 0) {
                        scores[from][to] = ofBest(order.get(part), from, to);
                    }
                    return scores[from][to];
                });
                if (best == null || cut.score() > best.score()) {
                    List<Said.Part> parts = new ArrayList<>();
                    for (int i = 0; i < order.size(); i++) {
                        int from = cut.bounds()[i];
                        int to = cut.bounds()[i + 1];
                        parts.add(new Said.Part(
                                order.get(i),
                                order.get(i).labels().stream()
                                        .map(label -> best(label, from, to))
                                        .toList()));
                    }
                    best = new Cut(cut.score(), new Said(whole, parts), cut.bounds());
                }
            }
            return inPlaces(Objects.requireNonNull(best));
        }

        /** The best bounds for this meaning, by its parts alone. */
        Cut of(Said said) {
            Cut cut = cut(said.parts().size(), (part, from, to) -> {
                double[][] known =
                        fits.computeIfAbsent(said.parts().get(part), none -> new double[places.length][places.length]);
                if (known[from][to] == 0) {
                    known[from][to] = fit(said.parts().get(part), from, to);
                }
                return known[from][to];
            });
            return inPlaces(new Cut(cut.score(), said, cut.bounds()));
        }

        private Cut inPlaces(Cut cut) {
            return new Cut(
                    cut.score(),
                    cut.said(),
                    Arrays.stream(cut.bounds()).map(bound -> places[bound]).toArray());
        }

        /** The best bounds of so many parts. */
        private Cut cut(int parts, PartScore score) {
            int last = places.length - 1;
            if (parts == 0) {
                return new Cut(0, new Said(List.of(), List.of()), new int[] {0});
            }
            double[] before = new double[last + 1];
            Arrays.fill(before, Double.NEGATIVE_INFINITY);
            before[0] = 0;
            int[][] from = new int[parts][last + 1];
            for (int part = 0; part < parts; part++) {
                double[] after = new double[last + 1];
                Arrays.fill(after, Double.NEGATIVE_INFINITY);
                for (int to = part == parts - 1 ? last : 1; to <= last; to++) {
                    for (int start = part == 0 ? 0 : 1; start < (part == 0 ? 1 : to); start++) {
                        double sum = before[start] + score.of(part, start, to);
                        if (sum > after[to]) {
                            after[to] = sum;
                            from[part][to] = start;
                        }
                    }
                }
                before = after;
            }
            int[] bounds = new int[parts + 1];
            bounds[parts] = last;
            for (int part = parts - 1; part >= 0; part--) {
                bounds[part] = from[part][bounds[part + 1]];
            }
            return new Cut(before[last], new Said(List.of(), List.of()), bounds);
        }

        /** How far these labels are ahead of others here, but no farther than is enough, so that no part takes more of the sentence than it needs. */
        private double fit(Said.Part part, int from, int to) {
            double sum = 0;
            for (int i = 0; i < part.labels().size(); i++) {
                Label label = part.kind().labels().get(i);
                int number = part.labels().get(i);
                double other = Double.NEGATIVE_INFINITY;
                for (int another = 0; another < label.count(); another++) {
                    other = another == number ? other : Math.max(other, of(label, another, from, to));
                }
                sum += Math.min(AHEAD, of(label, number, from, to) - other);
            }
            return sum;
        }

        private double ofBest(Said.PartKind part, int from, int to) {
            double sum = 0;
            for (Label label : part.labels()) {
                sum += of(label, best(label, from, to), from, to);
            }
            return sum;
        }

        private int best(Label label, int from, int to) {
            int best = 0;
            int column = column(label);
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < label.count(); i++) {
                float score = sums[to * width + column + i] - sums[from * width + column + i];
                if (score > most) {
                    most = score;
                    best = i;
                }
            }
            return best;
        }

        private double of(Label label, int number, int from, int to) {
            int symbol = column(label) + number;
            return sums[to * width + symbol] - sums[from * width + symbol];
        }
    }

    private interface PartScore {
        double of(int part, int from, int to);
    }
}
