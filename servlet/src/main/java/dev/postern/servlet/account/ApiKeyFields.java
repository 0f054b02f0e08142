package dev.postern.servlet.account;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.account.ApiKeySettings;
import dev.postern.account.Scope;
import dev.postern.limit.Rate;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import java.io.Serial;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What an owner says of a key. What is wrong is named by its field. */
final class ApiKeyFields {
    private static final Map<String, Scope> SCOPES = Map.of("gate", Scope.GATE, "desk", Scope.DESK);
    private static final Map<String, Difficulty> DIFFICULTIES =
            Map.of("easy", Difficulty.EASY, "medium", Difficulty.MEDIUM); // hard isn't made yet
    private static final Map<String, Audience> AUDIENCES =
            Arrays.stream(Audience.values()).collect(Collectors.toMap(Audience::name, Function.identity()));

    private final JsonFields fields;
    private final Rate mostRequests;

    /**
     * What these fields say.
     *
     * @param mostRequests the highest rate that an owner may set
     */
    ApiKeyFields(JsonFields fields, Rate mostRequests) {
        this.fields = fields;
        this.mostRequests = mostRequests;
    }

    /** Settings of a new key. */
    ApiKeySettings settings() throws ProblemException {
        if (!fields.has("name")) {
            throw problem("name must be a string");
        }
        return checked(() -> changed(ApiKeySettings.builder("")));
    }

    /**
     * What becomes of the settings of a key.
     *
     * @throws InvalidFieldException if something is wrong with what was said
     */
    ApiKeySettings changed(ApiKeySettings before) {
        return changed(before.toBuilder());
    }

    /** What comes of what was said, or a refusal that says what is wrong with it. */
    static <T> T checked(Supplier<T> work) throws ProblemException {
        try {
            return work.get();
        } catch (InvalidFieldException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    private ApiKeySettings changed(ApiKeySettings.Builder settings) {
        try {
            apply(settings);
            return settings.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidFieldException(e);
        }
    }

    private void apply(ApiKeySettings.Builder settings) {
        on("name", fields.text("name"), "a string", settings::name);
        on("active", fields.bool("active"), "true or false", settings::active);
        on("scopes", fields.texts("scopes"), "an array of strings", texts -> settings.scopes(scopes(texts)));
        on("difficulty", fields.text("difficulty"), "a string", text -> settings.difficulty(difficulty(text)));
        on("audience", fields.text("audience"), "a string", text -> settings.audience(audience(text)));
        on("minScore", fields.number("minScore"), "a number", settings::minimumScore);
        on(
                "hostnames",
                fields.texts("hostnames"),
                "an array of strings",
                texts -> settings.hostnames(hostnames(texts)));
        onSeconds("challengeLifetime", settings::challengeLifetime);
        onSeconds("verificationLifetime", settings::verificationLifetime);
        on("rateLimit", fields.text("rateLimit"), "a string", text -> settings.rate(rate(text)));
    }

    private void onSeconds(String name, Consumer<Duration> use) {
        on(name, fields.number(name), "a number of seconds", number -> {
            if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(name + " must be a whole number of seconds");
            }
            use.accept(Duration.ofSeconds((long) (double) number));
        });
    }

    private <T> void on(String name, Optional<T> value, String kind, Consumer<T> use) {
        if (value.isPresent()) {
            use.accept(value.get());
        } else if (fields.has(name)) {
            throw new IllegalArgumentException(name + " must be " + kind);
        }
    }

    private static Set<Scope> scopes(List<String> texts) {
        return texts.stream().map(text -> oneOf(SCOPES, "scopes", text)).collect(Collectors.toSet());
    }

    private static Difficulty difficulty(String text) {
        return oneOf(DIFFICULTIES, "difficulty", text);
    }

    private static Audience audience(String text) {
        return oneOf(AUDIENCES, "audience", text);
    }

    private static Set<String> hostnames(List<String> texts) {
        return new LinkedHashSet<>(texts);
    }

    private Rate rate(String text) {
        Rate rate;
        try {
            rate = Rate.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rateLimit: " + e.getMessage(), e);
        }
        if (!rate.isWithin(mostRequests)) {
            throw new IllegalArgumentException("rateLimit must be " + mostRequests + " at most");
        }
        return rate;
    }

    private static <E> E oneOf(Map<String, E> values, String name, String text) {
        E value = values.get(text);
        if (value == null) {
            throw new IllegalArgumentException(
                    name + " must be of " + String.join(", ", new TreeSet<>(values.keySet())));
        }
        return value;
    }

    private static ProblemException problem(String detail) {
        return new ProblemException(Problem.of(400, "invalid-input", detail + "."));
    }

    private static final class InvalidFieldException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        InvalidFieldException(IllegalArgumentException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
