package dev.postern.servlet;

import dev.postern.Metrics;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.solver.Solver;
import jakarta.servlet.ServletContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;

/**
 * Mounts Postern in a Spring Boot application, in front of all its filters, Spring Security's among them. Its settings are those of every other
 * application, under {@code postern.} in Spring's environment, and after it {@code WEB-INF/postern.properties} and {@code postern.properties} on the class path.
 *
 * <p>The beans are a {@link Postern}, a {@link Site} and a {@link Gate}, each unless the application has one of its own, which is used in its place. Where the
 * settings ask for accounts without naming a {@code data-source}, they are in the application's {@link DataSource} bean, and a solver
 * desk reads with its {@link Solver} bean, if there is one. A {@link Metrics} bean is told what happens.
 */
@AutoConfiguration
@SuppressWarnings("exports") // of annotations that whoever has no Spring has no use for
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class PosternAutoConfiguration {
    private final Settings settings;
    private final GateSettings parts;
    /** What was asked for here, and not of beans of the application. */
    private final Set<Class<?>> made = new HashSet<>();

    PosternAutoConfiguration(Environment environment, ServletContext context) {
        settings = Settings.of(context, SpringSettings.of(environment));
        parts = new GateSettings(settings);
    }

    @DependsOnDatabaseInitialization
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Postern posternCore(
            ObjectProvider<DataSource> dataSource, ObjectProvider<Solver> solver, ObjectProvider<Metrics> metrics) {
        made.add(Postern.class);
        return parts.postern(new Beans(dataSource, solver, metrics));
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Site posternSite() {
        made.add(Site.class);
        return parts.site();
    }

    // Or else a tool that migrates the application's tables would find Postern's there already, and refuse.
    @DependsOnDatabaseInitialization
    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnMissingBean
    Gate posternGate(
            Postern postern,
            Site site,
            ObjectProvider<DataSource> dataSource,
            ObjectProvider<Solver> solver,
            ObjectProvider<Metrics> metrics) {
        made.add(Gate.class);
        return parts.gate(postern, site, new Beans(dataSource, solver, metrics));
    }

    @Bean
    @ConditionalOnMissingBean(name = "posternMount")
    ServletContextInitializer posternMount(Gate gate, ObjectProvider<ServletRegistrationBean<?>> servlets) {
        for (Setting setting : settings.all()) {
            Class<?> bean = SettingKeys.subject(setting.key());
            if (!made.contains(bean)) {
                throw setting.wrong("it does nothing, because the application has a " + bean.getSimpleName()
                        + " of its own; set it there");
            }
        }
        settings.tell();
        // Spring Security 6 can't take its paths for Spring MVC's any more where there is a servlet beside Spring
        // MVC's.
        boolean covered = servlets.stream()
                .flatMap(servlet -> servlet.getUrlMappings().stream())
                .anyMatch(mapping -> covers(mapping, gate.mount()));
        return new Mount(gate, !covered);
    }

    private static boolean covers(String mapping, String mount) {
        String start = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 1) : mapping;
        return mapping.equals("/") || (!start.equals(mapping) && (mount + "/").startsWith(start));
    }

    private record Beans(
            ObjectProvider<DataSource> dataSources, ObjectProvider<Solver> solvers, ObjectProvider<Metrics> counting)
            implements ApplicationParts {
        @Override
        public Optional<DataSource> dataSource() {
            return Optional.ofNullable(dataSources.getIfAvailable());
        }

        @Override
        public Optional<Solver> solver() {
            return Optional.ofNullable(solvers.getIfAvailable());
        }

        @Override
        public Optional<Metrics> metrics() {
            return Optional.ofNullable(counting.getIfAvailable());
        }
    }

    /** Before every other initializer: those that are merely ordered come after, whatever their order. */
    private record Mount(Gate gate, boolean withServlet) implements ServletContextInitializer, PriorityOrdered {
        @Override
        public void onStartup(ServletContext context) {
            if (!PosternInitializer.isMounted(context)) {
                PosternInitializer.mount(context, gate, withServlet);
            }
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
