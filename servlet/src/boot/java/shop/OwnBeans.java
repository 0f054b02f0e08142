package shop;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.servlet.Gate;
import dev.postern.solver.Solver;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Beans in place of those of the auto-configuration. */
@Configuration
class OwnBeans {
    @Bean
    @Profile("own-core")
    Postern ownCore() {
        return Postern.builder().secret(new byte[32]).build();
    }

    @Bean
    @Profile("own-core")
    Site ownSite() {
        return Site.builder("own").minimumScore(0).build();
    }

    @Bean
    @Profile("own-solver")
    Solver ownSolver() {
        return image -> image.comment().orElse("?").toUpperCase(Locale.ROOT);
    }

    @Bean
    @Profile("own-gate")
    Gate ownGate(Postern postern, Site site) {
        return Gate.builder(postern, site).protect("/raw").mount("/own").build();
    }
}
