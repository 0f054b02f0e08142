package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.Site;
import dev.postern.challenge.digits.Digits;
import dev.postern.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeySettingsTest {
    private static final String RARE = "\uD83D\uDD11";

    @Test
    void theDefaults_areThoseThatTheBuilderPromises() {
        ApiKeySettings defaults = ApiKeySettings.builder("shop").build();
        assertEquals(
                new ApiKeySettings(
                        "shop",
                        Set.of(Scope.GATE),
                        Difficulty.EASY,
                        Audience.ANY,
                        30,
                        Set.of(),
                        Duration.ofSeconds(320),
                        Duration.ofMinutes(5),
                        new Rate(600, Duration.ofMinutes(1)),
                        true),
                defaults);
        assertEquals(defaults, defaults.toBuilder().build());
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                refused("name", b -> b.name("")),
                refused("name", b -> b.name(" \t\u3000")),
                refused("name", b -> b.name("x".repeat(101))),
                refused("name", b -> b.name(RARE.repeat(101))),
                refused("name", b -> b.name("a\u0000b")),
                refused("name", b -> b.name("a\nb")),
                refused("scopes", b -> b.scopes(Set.of())),
                refused("minScore", b -> b.minimumScore(-0.1)),
                refused("minScore", b -> b.minimumScore(-0.01)),
                refused("minScore", b -> b.minimumScore(100.1)),
                refused("minScore", b -> b.minimumScore(100.01)),
                refused("minScore", b -> b.minimumScore(Double.NaN)),
                refused("minScore", b -> b.minimumScore(Double.POSITIVE_INFINITY)),
                refused("hostnames", b -> b.hostnames(hostnames(21))),
                refused("hostnames", b -> b.hostnames(Set.of(""))),
                refused("hostnames", b -> b.hostnames(Set.of("https://shop.example"))),
                refused("hostnames", b -> b.hostnames(Set.of("shop.example:8443"))),
                refused("hostnames", b -> b.hostnames(Set.of("shop.example/"))),
                refused("hostnames", b -> b.hostnames(Set.of("shop.example,evil.example"))),
                refused("hostnames", b -> b.hostnames(Set.of("*.shop.example"))),
                refused("hostnames", b -> b.hostnames(Set.of("x".repeat(254)))),
                refused("challengeLifetime", b -> b.challengeLifetime(Duration.ofSeconds(9))),
                refused("challengeLifetime", b -> b.challengeLifetime(Duration.ofSeconds(601))),
                refused("challengeLifetime", b -> b.challengeLifetime(Duration.ofMillis(10_500))),
                refused("challengeLifetime", b -> b.challengeLifetime(Duration.ofSeconds(-320))),
                refused("verificationLifetime", b -> b.verificationLifetime(Duration.ofSeconds(9))),
                refused("verificationLifetime", b -> b.verificationLifetime(Duration.ofSeconds(3_601))),
                refused("verificationLifetime", b -> b.verificationLifetime(Duration.ofMillis(10_500))),
                refused("verificationLifetime", b -> b.verificationLifetime(Duration.ofSeconds(Long.MAX_VALUE))),
                refused("rateLimit", b -> b.rate(new Rate(1, Duration.ofMillis(1_500)))));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void whatIsOutOfItsRange_isRefused_byItsName(String setting, UnaryOperator<ApiKeySettings.Builder> change) {
        ApiKeySettings.Builder builder = change.apply(ApiKeySettings.builder("shop"));
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        assertTrue(message.startsWith(setting + " must be "), message);
    }

    static Stream<UnaryOperator<ApiKeySettings.Builder>> atTheEdge() {
        return Stream.of(
                b -> b.name("x"),
                b -> b.name("x".repeat(100)),
                b -> b.name(RARE.repeat(100)),
                b -> b.minimumScore(0),
                b -> b.minimumScore(100),
                b -> b.hostnames(hostnames(20)),
                b -> b.hostnames(Set.of("x".repeat(253))),
                b -> b.challengeLifetime(Duration.ofSeconds(10)),
                b -> b.challengeLifetime(Duration.ofSeconds(600)),
                b -> b.verificationLifetime(Duration.ofSeconds(10)),
                b -> b.verificationLifetime(Duration.ofSeconds(3_600)),
                b -> b.rate(new Rate(1, Duration.ofSeconds(1))),
                b -> b.rate(new Rate(1_000_000, Duration.ofDays(1))));
    }

    @ParameterizedTest
    @MethodSource("atTheEdge")
    void whatIsAtTheEdgeOfItsRange_isAllowed(UnaryOperator<ApiKeySettings.Builder> change) {
        ApiKeySettings.Builder builder = change.apply(ApiKeySettings.builder("shop"));
        ApiKeySettings settings = assertDoesNotThrow(builder::build);
        assertDoesNotThrow(() -> settings.site(Long.MAX_VALUE, Digits.family()), "and its site too");
    }

    @ParameterizedTest
    @EnumSource
    void everyDifficulty_isAllowed(Difficulty difficulty) {
        ApiKeySettings.Builder builder = ApiKeySettings.builder("shop").difficulty(difficulty);
        assertEquals(difficulty, assertDoesNotThrow(builder::build).difficulty());
    }

    @Test
    void scores_haveOneDecimal() {
        for (var score :
                List.of(List.of(62.5, 62.5), List.of(62.54, 62.5), List.of(62.55, 62.6), List.of(99.96, 100.0))) {
            assertEquals(
                    score.get(1),
                    ApiKeySettings.builder("shop")
                            .minimumScore(score.get(0))
                            .build()
                            .minimumScore());
        }
    }

    @Test
    void hostnames_areKeptInLowerCase() {
        Set<String> hostnames = ApiKeySettings.builder("shop")
                .hostnames(Set.of("Shop.Example", "shop.example", "[2001:DB8::1]"))
                .build()
                .hostnames();
        assertEquals(Set.of("shop.example", "[2001:db8::1]"), hostnames);
    }

    @Test
    void sets_areCopied() {
        TreeSet<Scope> scopes = new TreeSet<>(Set.of(Scope.GATE));
        TreeSet<String> hostnames = new TreeSet<>(Set.of("shop.example"));
        ApiKeySettings settings = ApiKeySettings.builder("shop")
                .scopes(scopes)
                .hostnames(hostnames)
                .build();
        scopes.add(Scope.DESK);
        hostnames.add("evil.example");
        assertEquals(Set.of(Scope.GATE), settings.scopes());
        assertEquals(Set.of("shop.example"), settings.hostnames());
    }

    @Test
    void theSite_isWhatTheSettingsSay_andRemembersAttemptsForTheLongestLifetime() {
        Site site = ApiKeySettings.builder("shop")
                .audience(Audience.AGENT)
                .minimumScore(62.5)
                .hostnames(Set.of("shop.example"))
                .challengeLifetime(Duration.ofSeconds(11))
                .verificationLifetime(Duration.ofSeconds(12))
                .build()
                .site(42, Digits.family());
        assertEquals("key-42", site.id());
        assertEquals(Audience.AGENT, site.audience());
        assertEquals(List.of(Difficulty.EASY), site.difficulties());
        assertEquals(62.5, site.minimumScore());
        assertEquals(Set.of("shop.example"), site.hostnames());
        assertEquals(Duration.ofSeconds(11), site.challengeLifetime());
        assertEquals(Duration.ofSeconds(12), site.verificationLifetime());
        assertEquals(Duration.ofMinutes(10), site.claimLifetime());
    }

    private static Set<String> hostnames(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i + ".example").collect(Collectors.toSet());
    }

    private static Arguments refused(String setting, UnaryOperator<ApiKeySettings.Builder> change) {
        return Arguments.of(setting, change);
    }
}
