package dev.postern.servlet.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.account.ApiKey;
import dev.postern.account.ApiKeySettings;
import dev.postern.account.NewApiKey;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.Numbers;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An API key, as its owner sees it; with the key itself only in the reply that creates it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiKeyReply(
        long id,
        String name,
        String prefix,
        String lastFour,
        @Nullable String key,
        String publishableKey,
        List<String> scopes,
        String difficulty,
        String audience,
        Number minScore,
        List<String> hostnames,
        long challengeLifetime,
        long verificationLifetime,
        String rateLimit,
        boolean active,
        String createdAt,
        @Nullable String lastUsedAt) {
    static ApiKeyReply of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyReply of(NewApiKey created) {
        return of(created.key(), created.secret());
    }

    private static ApiKeyReply of(ApiKey key, @Nullable String secret) {
        ApiKeySettings settings = key.settings();
        return new ApiKeyReply(
                key.id(),
                settings.name(),
                key.prefix(),
                key.lastFour(),
                secret,
                key.publishableKey(),
                settings.scopes().stream().map(ApiKeyReply::lower).sorted().toList(),
                lower(settings.difficulty()),
                settings.audience().name(),
                Numbers.shortest(settings.minimumScore()),
                settings.hostnames().stream().sorted().toList(),
                settings.challengeLifetime().toSeconds(),
                settings.verificationLifetime().toSeconds(),
                settings.rate().toString(),
                settings.active(),
                Json.timestamp(key.createdAt()),
                key.lastUsedAt().map(Json::timestamp).orElse(null));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ApiKeyReply[" + id + "]";
    }
}
