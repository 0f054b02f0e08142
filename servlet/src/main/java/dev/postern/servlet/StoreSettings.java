package dev.postern.servlet;

import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.CircuitBreakerTokenStore;
import dev.postern.token.FallbackTokenStore;
import dev.postern.token.TokenStore;
import dev.postern.token.jdbc.JdbcTokenStore;
import dev.postern.token.redis.RedisTokenStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Makes the token store of a configuration. */
final class StoreSettings {
    private static final System.Logger LOG = System.getLogger(StoreSettings.class.getName());
    static final String STORE = "token-store";
    private static final String PREFIX = "token-store-prefix";
    private static final String FAILURE = "token-store-failure";

    private final Settings settings;
    private final ApplicationParts application;

    private StoreSettings(Settings settings, ApplicationParts application) {
        this.settings = settings;
        this.application = application;
    }

    /**
     * The store of this configuration.
     *
     * @param application asked for its data source if that is the store, and the configuration names no other
     * @throws ConfigurationException if there is a mistake in the configuration, or the store is not fit for it
     */
    static TokenStore store(Settings settings, ApplicationParts application) {
        return new StoreSettings(settings, application).store();
    }

    private TokenStore store() {
        Optional<Setting> store = settings.get(STORE);
        if (store.isEmpty() || store.get().value().strip().equals("memory")) {
            for (String key : List.of(PREFIX, FAILURE)) {
                settings.get(key).ifPresent(setting -> {
                    throw setting.wrong("it does nothing unless " + STORE + " is one that nodes share");
                });
            }
            return memory();
        }
        return shared(store.get());
    }

    private TokenStore shared(Setting setting) {
        if (settings.get("secret").isEmpty()) {
            throw setting.wrong("nodes that share a store must share a secret, too, or none knows another's challenges:"
                    + " the setting secret is missing");
        }
        boolean fallsBack = settings.get(FAILURE)
                .map(failure -> failure.as(StoreSettings::fallsBack))
                .orElse(false);
        boolean inDatabase = setting.value().strip().equals("database");
        TokenStore shared = new CircuitBreakerTokenStore(inDatabase ? database(setting) : redis(setting));
        return fallsBack ? new FallbackTokenStore(shared, memory()) : shared;
    }

    private static boolean fallsBack(String failure) {
        return switch (failure) {
            case "refuse" -> false;
            case "memory" -> true;
            default -> throw new IllegalArgumentException("it must be refuse or memory");
        };
    }

    private TokenStore database(Setting setting) {
        settings.get(PREFIX).ifPresent(prefix -> {
            throw prefix.wrong("it does nothing in a database");
        });
        DataSource dataSource = DataSources.of(settings, application)
                .orElseThrow(() -> setting.wrong("there is no database: the setting data-source is missing"));
        return JdbcTokenStore.on(
                DataSources.open(dataSource, settings.get(DataSources.KEY).orElse(setting)));
    }

    private TokenStore redis(Setting setting) {
        try {
            RedisTokenStore.Builder redis = setting.as(text -> RedisTokenStore.at(uri(text)));
            settings.get(PREFIX).ifPresent(prefix -> redis.prefix(prefix.value().strip()));
            TokenStore store = redis.build();
            LOG.log(
                    System.Logger.Level.INFO,
                    "Postern keeps spent challenges and passes in the Redis at {0} (event=store-redis)",
                    uri(setting.value().strip()).getHost());
            return store;
        } catch (IllegalStateException e) {
            throw setting.wrong(String.valueOf(e.getMessage()));
        } catch (NoClassDefFoundError e) {
            throw setting.wrong("a Redis needs its client, redis.clients:jedis and what that needs, beside Postern");
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it must be memory, database, or redis://host or rediss://host", e);
        }
    }

    /** Which store that is. */
    static String withoutCredentials(String store) {
        String text = store.strip();
        if (text.equals("memory") || text.equals("database")) {
            return text;
        }
        try {
            URI uri = URI.create(text);
            if (uri.getHost() == null) {
                return Setting.NOT_SHOWN;
            }
            String user = uri.getRawUserInfo() == null ? "" : Setting.NOT_SHOWN + "@";
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String database = uri.getRawPath().matches("/\\d*") ? uri.getRawPath() : "";
            return uri.getScheme() + "://" + user + uri.getHost() + port + database;
        } catch (IllegalArgumentException e) {
            return Setting.NOT_SHOWN;
        }
    }

    /** Where there are several sites, none of them may fill it. */
    private TokenStore memory() {
        boolean oneSite = settings.all().stream()
                .allMatch(setting -> SettingKeys.siteIn(setting.key()).isEmpty());
        return CaffeineTokenStore.builder().siteShare(oneSite ? 1 : 0.5).build();
    }
}
