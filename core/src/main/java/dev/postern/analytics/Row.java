package dev.postern.analytics;

/** A row that one node writes, and what it knows of it. For one thread at a time. */
final class Row {
    /** What the database holds of it. */
    private enum State {
        /** Nothing. */
        NEW,
        /** What was written last. */
        WRITTEN,
        /** That, or what should have been written next: the reply to the commit was lost. */
        UNKNOWN
    }

    private final KeyMinute minute;
    private long node;
    private State state = State.NEW;

    /** Everything that was counted. */
    private Totals total = Totals.NONE;

    /** What the database holds in the row, if that is known. */
    private Totals written = Totals.NONE;

    /** What of the total was written to a row that has been rolled up since. */
    private Totals rolledUp = Totals.NONE;

    Row(KeyMinute minute, long node) {
        this.minute = minute;
        this.node = node;
    }

    KeyMinute minute() {
        return minute;
    }

    Totals total() {
        return total;
    }

    void setTotal(Totals total) {
        this.total = total;
    }

    boolean isNew() {
        return state == State.NEW;
    }

    boolean isUnknown() {
        return state == State.UNKNOWN;
    }

    boolean isUpToDate() {
        return state == State.WRITTEN ? target().equals(written) : state == State.NEW && target().isNone();
    }

    /** Takes another node's place, because somebody wrote a row in this one. */
    void moveTo(long anotherNode) {
        node = anotherNode;
    }

    /** Notes that a row that was written is there no more. What was counted since is for a new one. */
    void noteRolledUp() {
        rolledUp = rolledUp.plus(written);
        written = Totals.NONE;
    }

    void noteUnknown() {
        state = State.UNKNOWN;
    }

    void noteWritten() {
        state = State.WRITTEN;
        written = target();
    }

    /** What the row should hold. */
    private Totals target() {
        return rolledUp.isNone() ? total : total.minus(rolledUp);
    }

    /** The values of {@link Rows#DELETE}. */
    Object[] key() {
        return new Object[] {minute.keyId(), Width.MINUTE.seconds(), minute.startAt(), node};
    }

    /** The values of {@link Rows#INSERT}. */
    Object[] keyAndTarget() {
        return Rows.insert(minute.keyId(), Width.MINUTE, minute.startAt(), node, target());
    }

    /** The values of {@link Rows#INSERT}, where what was written has been rolled up. */
    Object[] keyAndNewTarget() {
        return Rows.insert(minute.keyId(), Width.MINUTE, minute.startAt(), node, target().minus(written));
    }

    /** The values of {@link Rows#UPDATE}. */
    Object[] targetAndKey() {
        Totals target = target();
        return new Object[] {
            target.issued(),
            target.verified(),
            target.succeeded(),
            target.allowed(),
            target.redeemed(),
            target.scoreTenths(),
            target.solveTimes(),
            minute.keyId(),
            Width.MINUTE.seconds(),
            minute.startAt(),
            node
        };
    }
}
