package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** A meaning as numbers by name, so that each can be learnt by itself, and a meaning be put together from them again. */
final class Slots {
    /** The name of the one that all meanings have. */
    private static final String SHAPE = "shape";

    /** Which sentences there are: (A)sk, (Q)uestion, (S)tep, (B)ranch. */
    private static final List<String> SHAPES = List.of("A", "Q", "QB", "QSB", "QBS");

    private final Map<String, Integer> slots = new LinkedHashMap<>();

    private Slots() {}

    static Map<String, Integer> of(List<Worded> meaning) {
        Slots slots = new Slots();
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < meaning.size(); i++) {
            shape.append(meaning.get(i).getClass().getSimpleName().charAt(0));
            slots.add(Integer.toString(i), meaning.get(i));
        }
        slots.slots.put(SHAPE, SHAPES.indexOf(shape.toString()));
        return slots.slots;
    }

    private void add(String name, Worded worded) {
        slots.put(name, worded.symbol());
        if (worded instanceof Picked picked) {
            slots.put(name + " value", picked.value());
        } else if (worded instanceof Ask ask) {
            slots.put(name + " value", ask.value());
        } else if (worded instanceof Check check) {
            slots.put(name + " value", check.value());
        } else {
            List<String> parts = parts(worded);
            for (int i = 0; i < parts.size(); i++) {
                add(name + " " + parts.get(i), worded.part(i));
            }
        }
    }

    private static List<String> parts(Worded worded) {
        if (worded instanceof Question) {
            return List.of("first", "second");
        } else if (worded instanceof Branch) {
            return List.of("condition", "then", "otherwise");
        }
        return worded instanceof Step ? List.of("next") : List.of("digits");
    }

    /** The meaning that these numbers make, each asked for by its name. */
    static List<Worded> meaning(ToIntFunction<String> slots) {
        String shape = SHAPES.get(slots.applyAsInt(SHAPE));
        List<Worded> meaning = new ArrayList<>();
        for (int i = 0; i < shape.length(); i++) {
            String name = Integer.toString(i);
            meaning.add(
                    switch (shape.charAt(i)) {
                        case 'A' ->
                            new Ask(DigitsOperation.at(slots.applyAsInt(name)), slots.applyAsInt(name + " value"));
                        case 'Q' ->
                            new Question(
                                    Joint.at(slots.applyAsInt(name)),
                                    term(slots, name + " first"),
                                    term(slots, name + " second"));
                        case 'S' -> step(slots, name);
                        default ->
                            new Branch(
                                    new Check(
                                            Condition.at(slots.applyAsInt(name + " condition")),
                                            slots.applyAsInt(name + " condition value")),
                                    step(slots, name + " then"),
                                    step(slots, name + " otherwise"));
                    });
        }
        return meaning;
    }

    private static Step step(ToIntFunction<String> slots, String name) {
        return new Step(Joint.at(slots.applyAsInt(name)), term(slots, name + " next"));
    }

    private static Term term(ToIntFunction<String> slots, String name) {
        Picked digits =
                new Picked(Pick.at(slots.applyAsInt(name + " digits")), slots.applyAsInt(name + " digits value"));
        return new Term(Measure.at(slots.applyAsInt(name)), digits);
    }

    /** What a meaning makes of these digits. Of two numbers the smaller is taken from the larger, so that it need not be known which is which. */
    static long answer(List<Worded> meaning, int[] digits) {
        long soFar = 0;
        for (Worded sentence : meaning) {
            if (sentence instanceof Question question) {
                long one = question.first().of(digits);
                long other = question.second().of(digits);
                soFar = question.joint().of(Math.max(one, other), Math.min(one, other));
            } else if (sentence instanceof Turn turn) {
                Step step = step(turn, soFar, digits);
                soFar = step.joint().of(soFar, step.next().of(digits));
            } else if (sentence instanceof Ask ask) {
                soFar = ask.answer(digits);
            }
        }
        return soFar;
    }

    private static Step step(Turn turn, long soFar, int[] digits) {
        return turn instanceof Branch branch
                ? branch.condition().holds(digits, soFar) ? branch.then() : branch.otherwise()
                : (Step) turn;
    }
}
