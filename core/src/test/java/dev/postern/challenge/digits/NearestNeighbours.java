package dev.postern.challenge.digits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes for each slot of the meaning what most of the similar challenges have. */
final class NearestNeighbours implements Attacker {
    static final int COUNT = 25;

    private @Nullable Neighbours neighbours;

    @Override
    public String name() {
        return "25 nearest neighbours, by letter n-grams";
    }

    @Override
    public void learn(List<Seen> challenges) {
        neighbours = new Neighbours(challenges);
    }

    @Override
    public long answer(int[] digits, String instruction) {
        return neighbours == null ? 0 : Slots.answer(together(neighbours.nearest(instruction, COUNT)), digits);
    }

    /** What similar challenges mean, recombined: each slot by a vote of its own, of those that agree on which sentences there are. */
    static List<Worded> together(List<Neighbours.Neighbour> neighbours) {
        Map<String, Votes<Integer>> slots = new HashMap<>();
        for (Neighbours.Neighbour neighbour : neighbours) {
            Slots.of(neighbour.seen().meaning())
                    .forEach((slot, symbol) ->
                            slots.computeIfAbsent(slot, none -> new Votes<>()).add(symbol, neighbour.vote()));
        }
        return Slots.meaning(slot -> {
            Votes<Integer> votes = slots.get(slot);
            return votes == null ? 0 : votes.winner();
        });
    }
}
