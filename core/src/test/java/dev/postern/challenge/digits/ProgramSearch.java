package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs what similar challenges ask on these digits, and what their parts make when they are recombined, and gives the answer that most of it leads to. */
final class ProgramSearch implements Attacker {
    private static final int COUNT = 200;
    private static final int TERMS = 8;

    private @Nullable Neighbours neighbours;

    @Override
    public String name() {
        return "search among the programs of the 200 nearest neighbours, and their parts";
    }

    @Override
    public void learn(List<Seen> challenges) {
        neighbours = new Neighbours(challenges);
    }

    @Override
    public long answer(int[] digits, String instruction) {
        if (neighbours == null) {
            return 0;
        }
        List<Neighbours.Neighbour> nearest = neighbours.nearest(instruction, COUNT);
        Votes<Long> answers = new Votes<>();
        for (Neighbours.Neighbour neighbour : nearest) {
            answers.add(Slots.answer(neighbour.seen().meaning(), digits), neighbour.vote());
        }
        answers.add(
                Slots.answer(
                        NearestNeighbours.together(
                                nearest.subList(0, Math.min(NearestNeighbours.COUNT, nearest.size()))),
                        digits),
                nearest.get(0).vote());
        if (nearest.get(0).seen().meaning().get(0) instanceof Question) {
            recombine(nearest, digits, answers);
        }
        return answers.winner();
    }

    /** Any of the likeliest starts, followed by what the neighbours go on with. */
    private static void recombine(List<Neighbours.Neighbour> nearest, int[] digits, Votes<Long> answers) {
        Votes<Term> firsts = new Votes<>();
        Votes<Term> seconds = new Votes<>();
        Votes<Joint> joints = new Votes<>();
        Votes<List<Worded>> turns = new Votes<>();
        for (Neighbours.Neighbour neighbour : nearest) {
            List<Worded> meaning = neighbour.seen().meaning();
            if (meaning.get(0) instanceof Question question) {
                firsts.add(question.first(), neighbour.vote());
                seconds.add(question.second(), neighbour.vote());
                joints.add(question.joint(), neighbour.vote());
                turns.add(meaning.subList(1, meaning.size()), neighbour.vote());
            }
        }
        for (Map.Entry<Term, Double> first : firsts.best(TERMS)) {
            for (Map.Entry<Term, Double> second : seconds.best(TERMS)) {
                for (Map.Entry<Joint, Double> joint : joints.best(2)) {
                    for (Map.Entry<List<Worded>, Double> turn : turns.best(TERMS)) {
                        List<Worded> meaning = new ArrayList<>(turn.getKey());
                        meaning.add(0, new Question(joint.getKey(), first.getKey(), second.getKey()));
                        answers.add(
                                Slots.answer(meaning, digits),
                                first.getValue() * second.getValue() * joint.getValue() * turn.getValue());
                    }
                }
            }
        }
    }
}
