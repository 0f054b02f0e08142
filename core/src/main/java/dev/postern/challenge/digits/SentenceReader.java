package dev.postern.challenge.digits;

import dev.postern.challenge.digits.Phrase.Reading;
import dev.postern.challenge.digits.Phrase.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what an instruction means by a pack: its grammar read backwards, with an eye for letters and digits alone. Used once. */
final class SentenceReader {
    private static final String WHOLE = "";

    private final PhrasePack pack;
    private final String letters;
    private final Map<Place, List<Reading>> known = new HashMap<>();

    SentenceReader(PhrasePack pack, String instruction) {
        this.pack = pack;
        this.letters = Phrase.letters(instruction);
    }

    /** Every way to read the whole as sentences, without those that ask for nothing. */
    Set<List<Worded>> readings() {
        Set<List<Worded>> readings = new HashSet<>();
        readFrom(0, List.of(), readings);
        return readings;
    }

    private void readFrom(int start, List<Worded> before, Set<List<Worded>> readings) {
        if (start == letters.length()) {
            readings.add(before);
            return;
        }
        for (Kind kind : Kind.SENTENCES) {
            for (Reading reading : read(kind, PhrasePack.NO_FORM, start)) {
                List<Worded> sentences = new ArrayList<>(before);
                if (kind != Kind.ASIDE) {
                    sentences.add(reading.of(WHOLE));
                }
                readFrom(reading.end(), sentences, readings);
            }
        }
    }

    /** What the phrases of a kind can be read as from this place on, under the name of the whole; looked for once. */
    private List<Reading> read(Kind kind, int form, int start) {
        Place place = new Place(kind, form, start);
        List<Reading> readings = known.get(place);
        if (readings == null) {
            Set<Reading> found = new HashSet<>();
            for (int symbol = 0; symbol < kind.symbols().size(); symbol++) {
                for (Phrase phrase : pack.phrases(kind, form, symbol)) {
                    for (Reading reading : phrase.read(letters, start, this::read)) {
                        found.add(new Reading(reading.end(), Map.of(WHOLE, kind.of(symbol, reading.filled()))));
                    }
                }
            }
            readings = List.copyOf(found);
            known.put(place, readings);
        }
        return readings;
    }

    private List<Reading> read(Slot slot, int start) {
        return read(slot.kind(), slot.form(), start).stream()
                .map(reading -> new Reading(reading.end(), Map.of(slot.name(), reading.of(WHOLE))))
                .toList();
    }

    private record Place(Kind kind, int form, int start) {}
}
