package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.Action;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.Uuids;
import java.util.Base64;

/** Any bytes are what ALTCHA's widget submits, or are refused; no other exception tells which. */
final class AltchaPayloadFuzz {
    @FuzzTest
    void bytesAreAPayloadOrNot(byte[] payload) {
        try {
            AltchaPayload read = AltchaPayload.read(Base64.getEncoder().encodeToString(payload));
            assertTrue(Uuids.isUuid(read.token()));
            assertTrue(Action.isValid(read.action()));
            assertTrue(read.counter().matches("\\d{1,10}"));
        } catch (ProblemException e) {
            assertEquals("invalid-input", e.problem().code());
        }
    }
}
