package dev.postern.database;

/** What people write in one line. Other characters come from machines alone, and no two databases treat them alike. */
public final class PlainText {
    private PlainText() {}

    /** Whether there is neither a control character in it nor half a surrogate pair. */
    public static boolean is(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
