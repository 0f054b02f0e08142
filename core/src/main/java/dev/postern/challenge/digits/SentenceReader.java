package dev.postern.challenge.digits;

import dev.postern.challenge.digits.Phrase.Reading;
import dev.postern.challenge.digits.Phrase.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what one sentence means by a pack: its grammar read backwards. Used once. */
final class SentenceReader {
    private final PhrasePack pack;
    private final String sentence;
    private final Map<Place, List<Reading>> known = new HashMap<>();

    SentenceReader(PhrasePack pack, String sentence) {
        this.pack = pack;
        this.sentence = sentence;
    }

    /** All questions that the sentence may be said of. */
    Set<Question> questions() {
        Set<Question> questions = new HashSet<>();
        for (Joint joint : Joint.values()) {
            for (Phrase phrase : pack.phrases(PhrasePack.JOINT, joint.symbol(), "")) {
                for (Reading reading : phrase.read(sentence, 0, this::terms)) {
                    if (reading.end() == sentence.length()) {
                        questions.add(new Question(joint, term(reading, "first"), term(reading, "second")));
                    }
                }
            }
        }
        return questions;
    }

    private static Term term(Reading reading, String slot) {
        return (Term) reading.of(slot);
    }

    private List<Reading> terms(Slot slot, int start) {
        List<Reading> terms = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Reading reading : read(PhrasePack.MEASURE, measure.symbol(), slot, start)) {
                Taken taken = (Taken) reading.of("digits");
                terms.add(reading.as(slot, new Term(measure, taken.pick(), taken.value())));
            }
        }
        return terms;
    }

    private List<Reading> picks(Slot slot, int start) {
        List<Reading> picks = new ArrayList<>();
        for (Pick pick : Pick.values()) {
            for (Reading reading : read(PhrasePack.PICK, pick.symbol(), slot, start)) {
                int value = pick.needsValue() ? (Integer) reading.of("value") : 0;
                picks.add(reading.as(slot, new Taken(pick, value)));
            }
        }
        return picks;
    }

    private List<Reading> numbers(Slot slot, int start) {
        List<Reading> numbers = new ArrayList<>();
        for (int number = 1; number <= PhrasePack.LARGEST_NUMBER; number++) {
            for (Reading reading : read(PhrasePack.NUMBER, Integer.toString(number), slot, start)) {
                numbers.add(reading.as(slot, number));
            }
        }
        return numbers;
    }

    /** What the phrases of a rule can be read as from this place on; looked for once. */
    private List<Reading> read(String kind, String symbol, Slot slot, int start) {
        Place place = new Place(kind, symbol, slot.form(), start);
        List<Reading> readings = known.get(place);
        if (readings == null) {
            readings = new ArrayList<>();
            for (Phrase phrase : pack.phrases(kind, symbol, slot.form())) {
                readings.addAll(
                        phrase.read(sentence, start, kind.equals(PhrasePack.MEASURE) ? this::picks : this::numbers));
            }
            known.put(place, readings);
        }
        return readings;
    }

    private record Place(String kind, String symbol, String form, int start) {}

    private record Taken(Pick pick, int value) {}
}
