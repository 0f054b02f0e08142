package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.List;

/** The forms that the slots of a pack ask for, such as cases, in the order in which they were met; the first is no form. */
final class Forms {
    static final String NONE = "";

    private final List<String> names = new ArrayList<>(List.of(NONE));

    /** The index of a form, from 0 on; what is new is added. */
    int index(String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
