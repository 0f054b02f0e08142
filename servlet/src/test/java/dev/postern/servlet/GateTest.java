package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.account.KeyHash;
import dev.postern.limit.Rate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gate that is made in code refuses. */
final class GateTest {
    private static final String KEY = "aic_sk_0123456789abcdefghijABCDEFGHIJ0";

    private final Postern postern = Postern.builder().secret(new byte[32]).build();
    private final Site site = Site.builder("shop").build();

    @AfterEach
    void closeCore() {
        postern.close();
    }

    /** Else who asks once a second would always be taken for a newcomer: each of its challenges was made good again by the next. */
    @Test
    void pressure_fallsFourTimesAsSlowlyAsTheLimitRefills() {
        assertEquals(Rate.parse("60/4m"), Gate.pressureRate(Rate.parse("60/m")));
        assertEquals(Rate.parse("10/2m"), Gate.pressureRate(Rate.parse("10/30s")));
        assertEquals(Rate.parse("100/24h"), Gate.pressureRate(Rate.parse("100/12h")));
    }

    @Test
    void anotherSiteWithTheSameId_isRefused_becauseItsPassesWouldOpenTheFilter() {
        Site lax = Site.builder("shop").minimumScore(0).build();

        String told = refused(() -> gate().apiKey(KEY, lax));

        assertTrue(told.contains("one site alone with the id shop"), told);
    }

    @Test
    void twoOtherSitesWithOneId_areRefused() {
        Gate.Builder gate = gate().apiKey(KEY, Site.builder("blog").build());

        String told = refused(() -> gate.apiKey(KEY + "2", Site.builder("blog").build()));

        assertTrue(told.contains("one site alone with the id blog"), told);
    }

    @Test
    void oneSite_mayHaveManyKeys() {
        Site blog = Site.builder("blog").build();

        ConfiguredKeys keys = gate().apiKey(KEY, site)
                .apiKey(KEY + "2", site)
                .apiKey(KEY + "3", blog)
                .apiKey(KEY + "4", blog)
                .build()
                .configuredKeys();

        assertSame(site, keys.find(KeyHash.of(KEY + "2")).orElseThrow().site());
        assertSame(blog, keys.find(KeyHash.of(KEY + "4")).orElseThrow().site());
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example,       https://shop.example",
        "HTTPS://Shop.Example:443,   https://shop.example",
        "http://shop.example:80,     http://shop.example",
        "https://shop.example:80,    https://shop.example:80",
        "http://shop.example:443,    http://shop.example:443",
        "http://localhost:8080,      http://localhost:8080",
        "https://[::1]:443,          https://[::1]",
        "https://[::1]:65535,        https://[::1]:65535",
        "http://127.0.0.1:1,         http://127.0.0.1:1"
    })
    void aPublicOrigin_isKeptAsBrowsersSendIt(String given, String sent) {
        assertEquals(sent, gate().publicOrigin(given).build().publicOrigin().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@shop.example",
                "https://user:password@shop.example",
                "https://@shop.example",
                "https://shop.example:",
                "https://shop.example:0",
                "https://shop.example:0443",
                "https://shop.example:65536",
                "https://shop.example:99999999999",
                "https://shop.example/",
                "https://shop.example?",
                "https://shop.example#",
                "https:shop.example",
                "//shop.example",
                "https://shop.example, https://www.shop.example"
            })
    void whatNoBrowserSendsAsAnOrigin_isRefused(String given) {
        assertTrue(refused(() -> gate().publicOrigin(given)).contains("must look like https://shop.example"));
    }

    @Test
    void aFormBudget_thatOneFormCanTakeUp_isRefused() {
        gate().formLimit(1 << 16).formBudget(1 << 20).build();
        assertTrue(refused(() -> gate().formBudget(1 << 20).build()).contains("must be"));
        gate().formLimit(1 << 20).formBudget(6L * (1 << 20) + 200_000).build();
        String told = refused(() ->
                gate().formLimit(1 << 20).formBudget(6L * (1 << 20) + 199_999).build());
        assertTrue(told.contains("form limit of 1048576") && told.contains("6491456 bytes or more"), told);
    }

    private Gate.Builder gate() {
        return Gate.builder(postern, site);
    }

    private static String refused(Runnable setting) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, setting::run).getMessage());
    }
}
