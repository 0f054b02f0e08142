package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.Action;

/** A text is a rule, which its own text means again, or it is refused as no argument. */
final class ProtectionRuleFuzz {
    @FuzzTest
    void aTextIsARuleOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        ProtectionRule rule;
        try {
            rule = ProtectionRule.parse(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        String action;
        try {
            action = rule.action();
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("withAction"), text);
            action = "named";
            rule = rule.withAction(action);
        }
        assertTrue(Action.isValid(action), text);
        String shown = rule.toString();
        ProtectionRule again = ProtectionRule.parse(shown.replaceFirst(" \\(action .*\\)$", ""))
                .withAction(action);
        assertEquals(shown.length(), again.toString().length());
    }
}
