package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "ada.lovelace+postern@mail.example.co.uk",
                "o'brien@example.ie",
                "x@example.museum",
                "ada_l-42@ex-ample.com",
                "用户@例子.广告",
                "ada@bücher.example",
            })
    void whatMailIsSentTo_isAnAddress(String text) {
        assertTrue(EmailAddress.parse(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "@example.com",
                "ada@localhost",
                "ada@127.0.0.1",
                "ada@[127.0.0.1]",
                "a b@example.com",
                "ada@@example.com",
                "ada@example..com",
                ".ada@example.com",
                "ada.@example.com",
                "Ada <ada@example.com>",
                "ada(comment)@example.com",
                "@hop.example:ada@example.com",
                "ada@example.com\r\nBcc: eve@example.com",
                "ada@-example.com",
                "ada@exa_mple.com",
                "\"ada\"@example.com,eve@example.com",
                "\"ada\"@example.com",
                "\"ada lovelace\"@example.com",
                "ada.\"b c\"@example.com",
                "\"@\"@\"..xom",
                "a\u0000da@example.com",
                "a\u0001da@example.com",
                "a\uD83Dda@example.com",
            })
    void whatElsePeopleType_isNone(String text) {
        assertEquals(Optional.empty(), EmailAddress.parse(text));
    }

    @Test
    void moreThan254Characters_areNone() {
        String domain = "x".repeat(60) + "." + "x".repeat(60) + "." + "x".repeat(60) + ".example.com";
        String longest = "a".repeat(254 - 1 - domain.length()) + "@" + domain;
        assertTrue(EmailAddress.parse(longest).isPresent());
        assertTrue(EmailAddress.parse("a" + longest).isEmpty());
        assertTrue(EmailAddress.parse("a".repeat(1_000_000) + "@example.com").isEmpty());
    }

    /** Such an address would be one that no account can have. */
    @Test
    void anAddressThatIsLongerInLowerCase_isNone() {
        String domain = "x".repeat(60) + "." + "x".repeat(60) + "." + "x".repeat(57) + ".example.com";
        String capitalsWithDots = "\u0130".repeat(31) + "@" + domain;
        assertEquals(254, capitalsWithDots.toLowerCase(Locale.ROOT).length());
        assertTrue(EmailAddress.parse(capitalsWithDots).isPresent());
        assertTrue(EmailAddress.parse("\u0130" + capitalsWithDots).isEmpty());
    }

    @Test
    void addresses_areComparedWithoutCase_andKeptAsTheyWereGiven() {
        EmailAddress address = EmailAddress.parse(" Ada@Example.COM ").orElseThrow();
        assertEquals("Ada@Example.COM", address.value());
        assertEquals("ada@example.com", address.key());
    }
}
