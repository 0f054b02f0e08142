package dev.postern.servlet;

import dev.postern.account.Accounts;
import dev.postern.account.ApiKeys;
import dev.postern.analytics.Analytics;
import dev.postern.challenge.digits.Digits;
import dev.postern.database.Database;
import dev.postern.desk.Desk;
import dev.postern.limit.Rate;
import dev.postern.servlet.account.AccessTokens;
import dev.postern.servlet.account.Registration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What lets a gate serve other sites too: accounts, each with API keys of its own, in a database; counts of what becomes of their challenges; and
 * a dashboard. Thread-safe; an application needs one.
 *
 * <pre>{@code
 * Service service = Service.builder(dataSource).openRegistration().dashboard(true).build();
 * Gate gate = Gate.builder(postern, site).service(service).build();
 * }</pre>
 *
 * <p>Two threads of its own write counts every 2 seconds and tidy up. It needs the optional dependencies of Postern's POM that speak of accounts.
 */
public final class Service implements AutoCloseable {
    private final Accounts accounts;
    private final ApiKeys apiKeys;
    private final Analytics analytics;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final Registration registration;
    private final Rate loginLimit;
    private final Rate keyLimit;
    private final boolean dashboard;
    private final Optional<Desk> desk;
    private final Housekeeping housekeeping;

    private Service(Builder builder) {
        accounts = Accounts.on(builder.database, builder.clock);
        apiKeys = builder.apiKeys;
        analytics = Analytics.on(builder.database, builder.clock);
        tokens = new AccessTokens(builder.secrets(), builder.clock);
        clock = builder.clock;
        registration = builder.registration;
        loginLimit = builder.loginLimit;
        keyLimit = builder.keyLimit;
        dashboard = builder.dashboard;
        desk = builder.desk;
        housekeeping = new Housekeeping(accounts, apiKeys, analytics, desk);
    }

    /**
     * A service with the defaults that each method of the builder names.
     *
     * @param dataSource the application's: PostgreSQL, MariaDB or H2; whoever made it closes it. Postern's tables are made in it, or brought up to date.
     * @throws dev.postern.database.SchemaException if the tables are of a newer version than this one knows, or the database is of another make
     * @throws dev.postern.database.DatabaseException if the database can't be reached
     */
    public static Builder builder(DataSource dataSource) {
        return builder(Database.open(dataSource));
    }

    /** As {@link #builder(DataSource)}, of a database that is open already. */
    public static Builder builder(Database database) {
        return new Builder(database);
    }

    /** The accounts. */
    public Accounts accounts() {
        return accounts;
    }

    /** Their keys. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    /** What became of the keys' challenges. */
    public Analytics analytics() {
        return analytics;
    }

    /** The solver desk, if there is one. */
    public Optional<Desk> desk() {
        return desk;
    }

    AccessTokens tokens() {
        return tokens;
    }

    InstantSource clock() {
        return clock;
    }

    Registration registration() {
        return registration;
    }

    /** Begins to write counts and to tidy up. */
    void start() {
        housekeeping.start();
    }

    Rate loginLimit() {
        return loginLimit;
    }

    Rate keyLimit() {
        return keyLimit;
    }

    boolean hasDashboard() {
        return dashboard;
    }

    /** Writes what is not written yet, and ends the threads. Close it after the container has answered its last request: what is counted later is lost. */
    @Override
    public void close() {
        desk.ifPresent(Desk::close);
        housekeeping.close();
        accounts.close();
    }

    /** Collects settings. Every method refuses nonsense at once. */
    public static final class Builder {
        private final Database database;
        private InstantSource clock = InstantSource.system();
        private Registration registration = Registration.OFF;
        private boolean dashboard;
        private Optional<Desk> desk = Optional.empty();
        private String keyPrefix = "aic";
        private Digits digits = Digits.family();
        private ApiKeys apiKeys;
        private Rate loginLimit = new Rate(20, Duration.ofMinutes(1));
        private Rate keyLimit = new Rate(6000, Duration.ofMinutes(1));
        private List<byte[]> secrets = List.of();
        private List<byte[]> formerSecrets = List.of();

        private Builder(Database database) {
            this.database = database;
            this.apiKeys = ApiKeys.on(database, keyPrefix, digits);
        }

        Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Lets nobody make an account, but by {@link Accounts#register} in code; so it is by default. */
        public Builder closedRegistration() {
            this.registration = Registration.OFF;
            return this;
        }

        /** Lets anyone make an account. */
        public Builder openRegistration() {
            this.registration = Registration.OPEN;
            return this;
        }

        /**
         * Lets whoever has this code make an account.
         *
         * @throws IllegalArgumentException if it has fewer than 8 characters
         */
        public Builder registrationByInvitation(String code) {
            this.registration = Registration.byInvitation(code);
            return this;
        }

        /** Whether there is a dashboard; false by default. */
        public Builder dashboard(boolean dashboard) {
            this.dashboard = dashboard;
            return this;
        }

        /** A solver desk on the same database, which the service closes; none by default. */
        public Builder desk(Desk desk) {
            this.desk = Optional.of(desk);
            return this;
        }

        /**
         * What access tokens are signed with, 32 random bytes or more. By default it is drawn anew at each start, which ends all tokens, and is no other node's.
         *
         * @throws IllegalArgumentException if it has fewer bytes
         */
        public Builder tokenSecret(byte[] secret) {
            this.secrets = List.of(checked(secret));
            return this;
        }

        /**
         * What access tokens were signed with before: such tokens are good until they expire, within an hour.
         *
         * @throws IllegalArgumentException if one has fewer than 32 bytes
         */
        public Builder formerTokenSecrets(byte[]... secrets) {
            this.formerSecrets = Stream.of(secrets).map(Builder::checked).toList();
            return this;
        }

        /**
         * The word that API keys start with; {@code aic} by default, for {@code aic_sk_…}. Keys of another one are no keys any more.
         *
         * @throws IllegalArgumentException if it isn't 1 to 10 of a-z 0-9, with a letter first
         */
        public Builder keyPrefix(String prefix) {
            this.apiKeys = ApiKeys.on(database, prefix, digits);
            this.keyPrefix = prefix;
            return this;
        }

        /** What the sites of API keys ask; {@link Digits#family()} by default. */
        public Builder digits(Digits digits) {
            this.apiKeys = ApiKeys.on(database, keyPrefix, digits);
            this.digits = digits;
            return this;
        }

        /** How often one client address may register or log in; 20 a minute by default. */
        public Builder loginLimit(Rate rate) {
            this.loginLimit = rate;
            return this;
        }

        /** The highest rate that the owner of an API key may give it; 6000 a minute by default. */
        public Builder keyLimit(Rate rate) {
            this.keyLimit = rate;
            return this;
        }

        /**
         * The service, which has begun to work: it has to be closed.
         *
         * @throws IllegalStateException if an optional dependency is missing
         */
        public Service build() {
            Service service = prepare();
            service.start();
            return service;
        }

        /** The service, which has not begun to work. */
        Service prepare() {
            requireLibraries();
            return new Service(this);
        }

        private static void requireLibraries() {
            require("com.nimbusds.jwt.SignedJWT", "com.nimbusds:nimbus-jose-jwt");
            require("com.sanctionco.jmail.JMail", "com.sanctionco.jmail:jmail");
            require("org.bouncycastle.crypto.generators.Argon2BytesGenerator", "org.bouncycastle:bcprov-jdk18on");
        }

        private static void require(String type, String artifact) {
            try {
                Class.forName(type, false, Service.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        "accounts need " + artifact + " on the class path, in the version that"
                                + " Postern's POM names as optional",
                        e);
            }
        }

        private List<byte[]> secrets() {
            List<byte[]> current = secrets.isEmpty() ? List.of(AccessTokens.newSecret()) : secrets;
            return Stream.concat(current.stream(), formerSecrets.stream()).toList();
        }

        private static byte[] checked(byte[] secret) {
            if (secret.length < AccessTokens.SHORTEST_SECRET) {
                throw new IllegalArgumentException("it must have " + AccessTokens.SHORTEST_SECRET + " bytes or more");
            }
            return secret.clone();
        }
    }
}
