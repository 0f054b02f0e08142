package dev.postern.servlet;

import dev.postern.database.Database;
import dev.postern.desk.Desk;
import dev.postern.limit.Rate;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a solver desk of a configuration, for a service. */
final class DeskSettings {
    private final Settings settings;

    private DeskSettings(Settings settings) {
        this.settings = settings;
    }

    /**
     * The desk on this database, if the configuration asks for one.
     *
     * @throws ConfigurationException if there is a mistake in the configuration
     */
    static Optional<Desk> desk(Settings settings, Database database, ApplicationParts application) {
        return new DeskSettings(settings).desk(database, application);
    }

    private Optional<Desk> desk(Database database, ApplicationParts application) {
        Optional<Setting> desk = settings.get("desk");
        if (!desk.map(Setting::asBoolean).orElse(false)) {
            for (String key : SettingKeys.OF_DESK) {
                on(key, setting -> {
                    throw setting.wrong("it does nothing unless desk = true");
                });
            }
            return Optional.empty();
        }
        Desk.Builder builder = Desk.builder(database);
        on("desk-credits", setting -> setting.as(text -> builder.firstCredits(setting.asLong())));
        on("desk-slots", setting -> setting.as(text -> builder.slots(setting.asInt())));
        on("desk-tasks-per-day", setting -> setting.as(text -> builder.tasksPerDay(setting.asLong())));
        on("desk-tasks-per-month", setting -> setting.as(text -> builder.tasksPerMonth(setting.asLong())));
        on("desk-workers", setting -> setting.as(text -> builder.workers(setting.asInt())));
        on("desk-queue", setting -> setting.as(text -> builder.queue(setting.asInt())));
        on("desk-time-limit", setting -> setting.as(text -> builder.timeLimit(setting.asDuration())));
        on("limit.desk", setting -> builder.rate(setting.as(Rate::parse)));
        desk.orElseThrow().as(text -> application.solver()).ifPresent(builder::solver);
        return Optional.of(builder.build());
    }

    private void on(String key, Consumer<Setting> use) {
        settings.get(key).ifPresent(use);
    }
}
