package dev.postern.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.List;

/**
 * What a filter of {@code web.xml} works with.
 *
 * @param gate what the application shares
 * @param rules the filter's own, and then the gate's
 * @param isOfThisFilter whether the gate was made for this filter, which has to close its core
 */
record FilterSettings(Gate gate, List<ProtectionRule> rules, boolean isOfThisFilter) {
    /** Takes the application's gate, or makes it where the initializer did not run. */
    static FilterSettings read(FilterConfig config) {
        ServletContext context = config.getServletContext();
        Settings own = Settings.of(config);
        Gate gate;
        boolean shares = context.getAttribute(PosternInitializer.GATE) instanceof Gate;
        if (context.getAttribute(PosternInitializer.GATE) instanceof Gate shared) {
            requireRulesAlone(own);
            gate = shared;
        } else {
            gate = GateSettings.gateAlone(Settings.of(config, context));
            context.setAttribute(PosternInitializer.GATE, gate);
            if (gate.testKeys().isPresent()) {
                TestKeys.warnThatTheyAreOn();
            }
        }
        return new FilterSettings(gate, GateSettings.rules(own, gate.rules()), !shares);
    }

    private static void requireRulesAlone(Settings own) {
        for (Setting setting : own.all()) {
            if (!SettingKeys.isRule(setting.key())) {
                throw setting.wrong(
                        "here only protect and protect.<action> count, because the filter shares all else with"
                                + " the endpoints; set it in WEB-INF/postern.properties");
            }
        }
    }
}
