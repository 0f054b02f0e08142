package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sentence says, in the order in which it says it.
 *
 * @param whole the numbers for the labels of the sentence as a whole
 * @param parts its parts
 */
record Said(List<Integer> whole, List<Part> parts) {
    /** A part of a sentence, with the numbers for its labels. */
    record Part(PartKind kind, List<Integer> labels) {
        static Part of(Term term) {
            return new Part(PartKind.TERM, labels(term));
        }

        static Part of(Step step) {
            List<Integer> labels = new ArrayList<>(List.of(step.symbol()));
            labels.addAll(labels(step.next()));
            return new Part(PartKind.STEP, labels);
        }

        static Part of(Check check) {
            return new Part(PartKind.CONDITION, List.of(check.symbol(), check.value()));
        }

        private static List<Integer> labels(Term term) {
            return List.of(term.symbol(), term.digits().symbol(), term.digits().value());
        }

        Term term() {
            int first = labels.size() - 3;
            Picked digits = new Picked(Pick.at(labels.get(first + 1)), labels.get(first + 2));
            return new Term(Measure.at(labels.get(first)), digits);
        }

        Step step() {
            return new Step(Joint.at(labels.get(0)), term());
        }

        Check check() {
            return new Check(Condition.at(labels.get(0)), labels.get(1));
        }
    }

    enum PartKind {
        TERM(List.of(Label.MEASURE, Label.PICK, Label.VALUE)),
        STEP(List.of(Label.JOINT, Label.MEASURE, Label.PICK, Label.VALUE)),
        CONDITION(List.of(Label.CONDITION, Label.CONDITION_VALUE));

        @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
        private final List<Label> labels;

        PartKind(List<Label> labels) {
            this.labels = labels;
        }

        List<Label> labels() {
            return labels;
        }
    }

    /** The kinds of sentences, the simple ones first: in which ways they may say what they mean. */
    enum SentenceKind {
        ASK(List.of(Label.OPERATION, Label.ASKED_VALUE), List.of(List.of())) {
            @Override
            List<Said> ways(Worded meaning) {
                Ask ask = (Ask) meaning;
                return List.of(new Said(List.of(ask.symbol(), ask.value()), List.of()));
            }

            @Override
            Worded meaning(Said said) {
                return new Ask(DigitsOperation.at(said.whole.get(0)), said.whole.get(1));
            }
        },
        STEP(List.of(), List.of(List.of(PartKind.STEP))) {
            @Override
            List<Said> ways(Worded meaning) {
                return List.of(new Said(List.of(), List.of(Part.of((Step) meaning))));
            }

            @Override
            Worded meaning(Said said) {
                return said.parts.get(0).step();
            }
        },
        QUESTION(List.of(Label.QUESTION_JOINT), List.of(List.of(PartKind.TERM, PartKind.TERM))) {
            @Override
            List<Said> ways(Worded meaning) {
                Question question = (Question) meaning;
                List<Integer> joint = List.of(question.symbol());
                Part first = Part.of(question.first());
                Part second = Part.of(question.second());
                return List.of(new Said(joint, List.of(first, second)), new Said(joint, List.of(second, first)));
            }

            @Override
            Worded meaning(Said said) {
                return new Question(
                        Joint.at(said.whole.get(0)),
                        said.parts.get(0).term(),
                        said.parts.get(1).term());
            }
        },
        BRANCH(
                List.of(Label.SWAPPED),
                List.of(
                        List.of(PartKind.CONDITION, PartKind.STEP, PartKind.STEP),
                        List.of(PartKind.STEP, PartKind.CONDITION, PartKind.STEP),
                        List.of(PartKind.STEP, PartKind.STEP, PartKind.CONDITION))) {
            @Override
            List<Said> ways(Worded meaning) {
                Branch branch = (Branch) meaning;
                Part then = Part.of(branch.then());
                Part otherwise = Part.of(branch.otherwise());
                List<Said> ways = new ArrayList<>();
                for (int place = 0; place < 3; place++) {
                    for (int swapped = 0; swapped < 2; swapped++) {
                        List<Part> parts =
                                new ArrayList<>(swapped == 0 ? List.of(then, otherwise) : List.of(otherwise, then));
                        parts.add(place, Part.of(branch.condition()));
                        ways.add(new Said(List.of(swapped), parts));
                    }
                }
                return ways;
            }

            @Override
            Worded meaning(Said said) {
                List<Part> parts = new ArrayList<>(said.parts);
                Part condition = parts.stream()
                        .filter(part -> part.kind == PartKind.CONDITION)
                        .findFirst()
                        .orElseThrow();
                parts.remove(condition);
                int swapped = said.whole.get(0);
                return new Branch(
                        condition.check(),
                        parts.get(swapped).step(),
                        parts.get(1 - swapped).step());
            }
        };

        @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
        private final List<Label> labels;

        @SuppressWarnings("ImmutableEnumChecker")
        private final List<List<PartKind>> orders;

        SentenceKind(List<Label> labels, List<List<PartKind>> orders) {
            this.labels = labels;
            this.orders = orders;
        }

        static SentenceKind of(Worded meaning) {
            if (meaning instanceof Ask) {
                return ASK;
            } else if (meaning instanceof Question) {
                return QUESTION;
            }
            return meaning instanceof Step ? STEP : BRANCH;
        }

        /** The labels of a sentence as a whole. */
        List<Label> labels() {
            return labels;
        }

        /** In which orders its parts may stand. */
        List<List<PartKind>> orders() {
            return orders;
        }

        /** In which ways this meaning may be said. */
        abstract List<Said> ways(Worded meaning);

        abstract Worded meaning(Said said);
    }
}
