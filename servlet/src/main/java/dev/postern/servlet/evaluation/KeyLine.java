package dev.postern.servlet.evaluation;

/** What is right, and what it is the answer to. */
record KeyLine(String token, String answer, String difficulty, String locale, String operation) {
    /** Names the token alone. */
    @Override
    public String toString() {
        return "KeyLine[" + token + "]";
    }
}
