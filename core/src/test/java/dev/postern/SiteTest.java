package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.challenge.Work;
import dev.postern.challenge.digits.Digits;
import dev.postern.challenge.image.DrawnDigits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private static final String ID_OF_65 = "a2345678901234567890123456789012345678901234567890123456789012345";

    private final Site.Builder builder = Gate.site("shop");

    @Test
    void defaults_areThoseOfTheContract() {
        Site site = Site.builder("shop").build();
        assertEquals("shop", site.id());
        assertEquals(Audience.ANY, site.audience());
        assertEquals(List.of(Digits.family()), site.families());
        assertEquals(List.of(Difficulty.EASY), site.difficulties());
        assertEquals(Digits.family().locales(), site.locales());
        assertEquals(Locale.ENGLISH, site.locales().get(0));
        assertEquals(30, site.minimumScore());
        assertEquals(Duration.ofSeconds(320), site.challengeLifetime());
        assertEquals(Duration.ofMinutes(5), site.verificationLifetime());
        assertEquals(Set.of(), site.hostnames());
    }

    @Test
    void siteForPeople_asksForWorkFirst_andHasQuestionsForWhomThatIsNotEnough() {
        Site site = Site.builder("shop").audience(Audience.HUMAN).build();
        assertEquals(List.of(Work.family(), Digits.family()), site.families());
        assertEquals(List.of(Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD), site.difficulties(Work.family()));
        assertEquals(List.of(Difficulty.EASY), site.difficulties(Digits.family()));
        assertEquals(Optional.of(Digits.family()), site.questions());
    }

    @Test
    void familiesThatAreNamed_areOffered_whateverTheAudience() {
        Site site = builder.audience(Audience.HUMAN).families(Digits.family()).build();
        assertEquals(List.of(Digits.family()), site.families());
        Site work = builder.families(Work.family()).build();
        assertEquals(Optional.empty(), work.questions());
    }

    @Test
    void work_isAsDearAsTheSiteSays() {
        Site site = builder.families(Work.family())
                .work(Difficulty.MEDIUM, Difficulty.HARD)
                .build();
        assertEquals(List.of(Difficulty.MEDIUM, Difficulty.HARD), site.difficulties(Work.family()));
        Site one = builder.work(Difficulty.EASY, Difficulty.EASY).build();
        assertEquals(List.of(Difficulty.EASY), one.difficulties(Work.family()));
    }

    @Test
    void workThatIsDearerAtFirstThanAtMost_isRefused() {
        refused("the least of work", () -> builder.work(Difficulty.HARD, Difficulty.MEDIUM));
    }

    @Test
    void settings_areToldAsTheyWereGiven() {
        StubFamily second = new StubFamily("second", 15, "1", 0, 64);
        Site site = builder.audience(Audience.AGENT)
                .families(StubFamily.FAMILY, second)
                .difficulties(Difficulty.HARD, Difficulty.EASY, Difficulty.HARD)
                .locales(Locale.GERMAN, Locale.ENGLISH)
                .minimumScore(99.5)
                .challengeLifetime(Duration.ofDays(1))
                .verificationLifetime(Duration.ofSeconds(1))
                .hostnames("Shop.Example", "[::1]", "localhost", "10.0.0.1")
                .build();
        assertEquals(Audience.AGENT, site.audience());
        assertEquals(List.of(StubFamily.FAMILY, second), site.families());
        assertEquals(List.of(Difficulty.HARD, Difficulty.EASY), site.difficulties());
        assertEquals(List.of(Locale.GERMAN, Locale.ENGLISH), site.locales());
        assertEquals(99.5, site.minimumScore());
        assertEquals(Duration.ofDays(1), site.challengeLifetime());
        assertEquals(Duration.ofSeconds(1), site.verificationLifetime());
        assertEquals(Set.of("shop.example", "[::1]", "localhost", "10.0.0.1"), site.hostnames());
        assertEquals(Optional.of(second), site.family("second"));
        assertEquals(Optional.of(second), site.family(15));
        assertTrue(site.family("third").isEmpty() && site.family(14).isEmpty());
        assertEquals("Site[shop]", site.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "a\u0000", ID_OF_65})
    void idOfAnyOtherForm_isRefused(String id) {
        refused("a site's id", () -> Site.builder(id));
    }

    @Test
    void idsOf1To64OfTheirAlphabet_areTaken() {
        for (String id : List.of("a", "A.b_c-9", ID_OF_65.substring(1))) {
            assertEquals(id, Site.builder(id).build().id());
        }
    }

    @Test
    void emptyOffers_areRefused() {
        refused("families", builder::families);
        refused("difficulties", builder::difficulties);
        refused("locales", builder::locales);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Digits", "a b", "a_b", "a23456789012345678901234567890123"})
    void familyOfAnotherName_isRefused(String name) {
        refused("a family's name", () -> builder.families(new StubFamily(name, 8, "1", 0, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 16, Integer.MAX_VALUE})
    void familyWithACodeThatDoesNotFit_isRefused(int code) {
        refused("a family's code is " + code, () -> builder.families(new StubFamily("a", code, "1", 0, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void familyWithTooFewOrTooManyOperations_isRefused(int size) {
        refused(
                "a family's number of operations is " + size,
                () -> builder.families(StubFamily.FAMILY.asking(0, size)));
    }

    @Test
    void familiesOfOneNameOrOneCode_areRefused() {
        StubFamily sameName = new StubFamily("stub", 9, "1", 0, 1);
        StubFamily sameCode = new StubFamily("other", 8, "1", 0, 1);
        refused("families", () -> builder.families(StubFamily.FAMILY, sameName));
        refused("families", () -> builder.families(StubFamily.FAMILY, sameCode));
        refused("families", () -> builder.families(StubFamily.FAMILY, StubFamily.FAMILY));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void minimumScoreThatIsNoScore_isRefused(double score) {
        refused("minimumScore is " + score, () -> builder.minimumScore(score));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999999999S", "PT24H0.000000001S", "P400D", "PT2562047788015215H"})
    void lifetimesThatAreTooShortOrTooLong_areRefused(Duration lifetime) {
        refused("challengeLifetime is " + lifetime, () -> builder.challengeLifetime(lifetime));
        refused("verificationLifetime is " + lifetime, () -> builder.verificationLifetime(lifetime));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://shop.example",
                "shop.example/",
                "a b",
                "*.example",
                "shop.example\n",
                "localhost:8080",
                "shop.example:443",
                "[::1]:8443",
                "::1",
                "[]",
                "[shop.example]",
                "[::1"
            })
    void whatIsNoHostname_isRefused(String hostname) {
        refused("a hostname", () -> builder.hostnames(hostname));
    }

    @Test
    void offerThatAFamilyCannotServe_isRefused_namingIt() {
        refused(
                "image-digits at HARD in en",
                () -> Site.builder("shop")
                        .families(DrawnDigits.onLight())
                        .difficulties(Difficulty.EASY, Difficulty.HARD)
                        .build());
        refused(
                "digits at EASY in ja",
                () -> Site.builder("shop")
                        .locales(Locale.ENGLISH, Locale.JAPANESE)
                        .build());
        assertEquals(
                Locale.UK,
                Site.builder("shop").locales(Locale.UK).build().locales().get(0));
    }

    @Test
    void builderUsedAgain_doesNotChangeASiteThatWasBuilt() {
        Site before = builder.build();
        Site after = builder.difficulties(Difficulty.HARD).minimumScore(1).build();
        assertEquals(30, before.minimumScore());
        assertEquals(List.of(Difficulty.EASY), before.difficulties());
        assertEquals(1, after.minimumScore());
        assertThrows(UnsupportedOperationException.class, () -> before.locales().clear());
        assertThrows(
                UnsupportedOperationException.class, () -> before.hostnames().clear());
        assertThrows(
                UnsupportedOperationException.class, () -> before.families().clear());
    }

    private static void refused(String message, Runnable setting) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, setting::run);
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), () -> "was: " + refusal.getMessage());
    }
}
