package shop;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import jakarta.servlet.ServletContext;
import org.springframework.web.WebApplicationInitializer;

/** What an application of Spring's does that has Spring Boot on its class path, but not its auto-configuration. */
public class InCode implements WebApplicationInitializer {
    @Override
    public void onStartup(ServletContext context) {
        if (Boolean.getBoolean("shop.in-code")) {
            Postern postern = Postern.builder().secret(new byte[32]).build();
            Gate gate = Gate.builder(postern, Site.builder("shop").build())
                    .protect("/signup")
                    .build();
            new PosternInitializer(gate).onStartup(null, context);
        }
    }
}
