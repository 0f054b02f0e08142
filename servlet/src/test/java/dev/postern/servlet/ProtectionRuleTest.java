package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Postern;
import dev.postern.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which action a rule has: no two forms may share one that nobody named. */
final class ProtectionRuleTest {
    private static final String OF_65 = "/a2345678901234567890123456789012345678901234567890123456789012345";

    private final Postern postern = Postern.builder().secret(new byte[32]).build();

    @AfterEach
    void closeCore() {
        postern.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/signup,      signup",
        "/signup/,     signup",
        "/a/b,         a/b",
        "/a/b/*,       a/b",
        "/Sign_up-2,   Sign_up-2",
        "/-a-,         -a-",
        "*.do,         do",
        "POST /x,      x",
        "/*,           ''"
    })
    void aPathThatIsAnAction_givesIt(String rule, String action) {
        assertEquals(action, ProtectionRule.parse(rule).action());
        assertEquals(action, gate().protect(rule).build().rules().get(0).action());
    }

    @Test
    void aPathOf64_givesItsAction() {
        assertEquals(64, ProtectionRule.parse(OF_65.substring(0, 65)).action().length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/sign.up", "/anmeldung-für-alle", "/登录", "/登录/*", "*.tar.gz", "/a:b", "* /sign~up", OF_65})
    void aPathThatIsNoAction_isRefused_unlessOneIsNamed(String text) {
        ProtectionRule rule = ProtectionRule.parse(text);

        String told = refused(() -> gate().protect(rule));

        assertTrue(
                told.contains(text.replaceFirst("^\\* ", "") + " gives no action: name one by protect.<action> = "),
                told);
        assertTrue(told.endsWith("(in code: withAction)"), told);
        assertThrows(IllegalArgumentException.class, rule::action);
        ProtectionRule named = rule.withAction("named");
        assertEquals("named", gate().protect(named).build().rules().get(0).action());
    }

    @ParameterizedTest
    @CsvSource({"/api, /api/*", "/do, *.do", "POST /api/*, PUT /api"})
    void twoPathsThatGiveOneAction_areRefused_unlessItIsNamed(String one, String other) {
        String told = refused(() -> gate().protect(one).protect(other));

        assertTrue(told.contains("give the same action: name one by protect.<action> = "), told);
        ProtectionRule named = ProtectionRule.parse(other).withAction("api");
        assertEquals(2, gate().protect(one).protect(named).build().rules().size());
        assertEquals(2, gate().protect(named).protect(one).build().rules().size());
    }

    @Test
    void onePathInTwoRules_hasOneAction() {
        assertEquals(
                2,
                gate().protect("POST /api").protect("PUT /api/").build().rules().size());
    }

    private Gate.Builder gate() {
        return Gate.builder(postern, Site.builder("shop").build());
    }

    private static String refused(Runnable setting) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, setting::run).getMessage());
    }
}
