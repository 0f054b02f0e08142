package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.List;

/** Cuts instructions into sentences and these into parts, and knows each by telling letters; all of it learnt. */
final class LearntLexicon implements Attacker {
    private static final int ROUNDS = 6;

    private final SentenceLearner learner = new SentenceLearner(ROUNDS);
    private final SentenceSplitter splitter = new SentenceSplitter();
    private boolean manySentences;
    private Said.SentenceKind onlyKind = Said.SentenceKind.ASK;

    @Override
    public String name() {
        return "learnt lexicon: telling letters of each part, and where the parts stand";
    }

    @Override
    public void learn(List<Seen> challenges) {
        manySentences = challenges.get(0).meaning().size() > 1;
        onlyKind = Said.SentenceKind.of(challenges.get(0).meaning().get(0));
        if (manySentences) {
            splitter.learn(
                    challenges.stream()
                            .map(seen -> SentenceSplitter.pieces(seen.instruction()))
                            .toList(),
                    challenges.stream().map(Seen::meaning).toList());
        }
        List<String> sentences = new ArrayList<>();
        List<Worded> meanings = new ArrayList<>();
        for (Seen seen : challenges) {
            List<String> split = manySentences
                    ? splitter.split(SentenceSplitter.pieces(seen.instruction()), seen.meaning())
                    : List.of(Grams.plain(seen.instruction()));
            sentences.addAll(split);
            meanings.addAll(seen.meaning().subList(0, split.size()));
        }
        learner.learn(sentences, meanings);
    }

    @Override
    public long answer(int[] digits, String instruction) {
        if (!manySentences) {
            return Slots.answer(List.of(learner.read(onlyKind, Grams.plain(instruction))), digits);
        }
        List<String> pieces = SentenceSplitter.pieces(instruction);
        List<String> sentences = splitter.split(pieces);
        String kinds = splitter.kinds(pieces);
        List<Worded> meaning = new ArrayList<>();
        for (int i = 0; i < Math.min(kinds.length(), sentences.size()); i++) {
            Said.SentenceKind kind = switch (kinds.charAt(i)) {
                case 'Q' -> Said.SentenceKind.QUESTION;
                case 'S' -> Said.SentenceKind.STEP;
                default -> Said.SentenceKind.BRANCH;
            };
            meaning.add(learner.read(kind, sentences.get(i)));
        }
        return Slots.answer(meaning, digits);
    }
}
