package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Postern;
import dev.postern.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gate that is made in code refuses. */
final class GateTest {
    private static final String KEY = "aic_sk_0123456789abcdefghijABCDEFGHIJ0";

    private final Postern postern = Postern.builder().secret(new byte[32]).build();
    private final Site site = Site.builder("shop").build();

    @AfterEach
    void closeCore() {
        postern.close();
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

        ApiKeys keys = gate().apiKey(KEY, site)
                .apiKey(KEY + "2", site)
                .apiKey(KEY + "3", blog)
                .apiKey(KEY + "4", blog)
                .build()
                .apiKeys();

        assertSame(site, keys.siteOf(KEY + "2").orElseThrow());
        assertSame(blog, keys.siteOf(KEY + "4").orElseThrow());
    }

    private Gate.Builder gate() {
        return Gate.builder(postern, site);
    }

    private static String refused(Runnable setting) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, setting::run).getMessage());
    }
}
