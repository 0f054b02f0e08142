package dev.postern.servlet;

import dev.postern.challenge.digits.Digits;
import dev.postern.database.Database;
import dev.postern.limit.Rate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Makes a service of a configuration, for a gate. */
final class ServiceSettings {
    private static final System.Logger LOG = System.getLogger(ServiceSettings.class.getName());
    private final Settings settings;
    private final ApplicationParts application;
    private final Digits digits;

    private ServiceSettings(Settings settings, ApplicationParts application, Digits digits) {
        this.settings = settings;
        this.application = application;
        this.digits = digits;
    }

    /**
     * Gives the gate a service if the configuration asks for one, or the reason why not.
     *
     * @param application asked for its data source if there is to be a service and the configuration names no other, and for its solver if there is to be a desk
     * @param digits what the sites of API keys ask
     * @throws ConfigurationException if there is a mistake in the configuration, or the database can't be reached or is not fit for it
     */
    static void apply(Settings settings, Gate.Builder gate, ApplicationParts application, Digits digits) {
        new ServiceSettings(settings, application, digits).apply(gate);
    }

    private void apply(Gate.Builder gate) {
        Optional<Setting> accounts = settings.get("accounts");
        if (!accounts.map(Setting::asBoolean).orElse(false)) {
            requireNothingOfAccounts();
            gate.noService("Accounts are switched off here: the setting accounts is not true.");
            return;
        }
        Optional<DataSource> dataSource = DataSources.of(settings, application);
        if (dataSource.isPresent()) {
            Setting cause = settings.get(DataSources.KEY).or(() -> accounts).orElseThrow();
            gate.service(service(DataSources.open(dataSource.get(), cause), cause));
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Postern has accounts = true, but no data-source (and no DataSource bean, where Spring has it):"
                            + " endpoints of accounts, keys and analytics answer 503 (event=no-database)");
            gate.noService("There is no database for accounts here: the setting data-source is missing.");
        }
    }

    /** Who sets them means to have accounts. */
    private void requireNothingOfAccounts() {
        Stream.of(SettingKeys.OF_ACCOUNTS, SettingKeys.OF_DESK)
                .flatMap(List::stream)
                .forEach(key -> on(key, setting -> {
                    throw setting.wrong("it does nothing unless accounts = true");
                }));
    }

    /** The service on this database, of which this setting is the cause. */
    private Service service(Database database, Setting cause) {
        Service.Builder service = Service.builder(database).digits(digits);
        String registration =
                settings.get("registration").map(Setting::value).orElse("off").strip();
        Optional<Setting> code = settings.get("invitation-code");
        on("registration", setting -> {
            switch (registration) {
                case "off", "false" -> {} // YAML makes a boolean of off
                case "open" -> service.openRegistration();
                case "invitation" ->
                    code.orElseThrow(() -> setting.wrong("there must be an invitation-code, too"))
                            .as(text -> service.registrationByInvitation(ownCode(text)));
                default -> throw setting.wrong("it must be off, invitation or open");
            }
        });
        if (code.isPresent() && !registration.equals("invitation")) {
            throw code.get().wrong("it does nothing unless registration = invitation");
        }
        on("dashboard", setting -> service.dashboard(setting.asBoolean()));
        on("key-prefix", setting -> setting.as(service::keyPrefix));
        on("limit.login", setting -> service.loginLimit(setting.as(Rate::parse)));
        on("limit.key", setting -> service.keyLimit(setting.as(Rate::parse)));
        on("jwt-secret", setting -> setting.as(text -> service.tokenSecret(setting.asSecret())));
        on("former-jwt-secrets", setting -> {
            if (settings.get("jwt-secret").isEmpty()) {
                throw setting.wrong("there must be a jwt-secret to sign with, too");
            }
            setting.as(text -> service.formerTokenSecrets(setting.asSecrets().toArray(byte[][]::new)));
        });
        DeskSettings.desk(settings, database, application).ifPresent(service::desk);
        if (settings.get("jwt-secret").isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Postern signs access tokens with a secret of this process: people have to log in again after a"
                            + " restart, and at each of several nodes; set jwt-secret to change that (event=jwt-secret-made-up)");
        }
        try {
            return service.prepare();
        } catch (IllegalStateException e) {
            throw cause.wrong(String.valueOf(e.getMessage()));
        }
    }

    /** What stands in a guide in the place of a code is known to everybody. */
    private static String ownCode(String code) {
        if (code.matches("\\(.*\\)|<.*>|\\[.*]|\\{.*}")) {
            throw new IllegalArgumentException(
                    "what stands in brackets is no code: it must be a word of your own, without them");
        }
        return code;
    }

    private void on(String key, Consumer<Setting> use) {
        settings.get(key).ifPresent(use);
    }
}
