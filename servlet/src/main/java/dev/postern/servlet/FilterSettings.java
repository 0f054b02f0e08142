package dev.postern.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.List;

/** What a filter of {@code web.xml} works with: its own rules, and the gate that the application shares. */
record FilterSettings(Gate gate, List<ProtectionRule> rules) {
    /** Takes the application's gate, or makes it where the initializer did not run. */
    static FilterSettings read(FilterConfig config) {
        ServletContext context = config.getServletContext();
        if (context.getAttribute(PosternInitializer.GATE) instanceof Gate shared) {
            Settings own = Settings.of(config);
            for (Setting setting : own.all()) {
                if (!SettingKeys.isRule(setting.key())) {
                    throw setting.wrong(
                            "here only protect and protect.<action> count, because the filter shares all else with"
                                    + " the endpoints; set it in WEB-INF/postern.properties");
                }
            }
            List<ProtectionRule> rules = GateSettings.rules(own);
            return new FilterSettings(shared, rules.isEmpty() ? shared.rules() : rules);
        }
        Gate gate = GateSettings.gate(Settings.of(config, context));
        context.setAttribute(PosternInitializer.GATE, gate);
        return new FilterSettings(gate, gate.rules());
    }
}
