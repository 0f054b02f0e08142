package dev.postern.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** Any answer has at most one canonical form, which is short and canonical itself. */
class AnswerFuzz {
    @FuzzTest
    void canonical(FuzzedDataProvider data) {
        Optional<String> once = Answer.canonical(data.consumeRemainingAsString());
        assertEquals(once, once.flatMap(Answer::canonical));
        assertTrue(once.orElse("").length() <= Answer.MAX_LENGTH);
    }
}
