package dev.postern.servlet.desk;

/** The credits of an account. */
record BalanceReply(int errorId, long balance) {
    static BalanceReply of(long balance) {
        return new BalanceReply(0, balance);
    }
}
