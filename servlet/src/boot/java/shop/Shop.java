package shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/** The application, as an executable jar and as a war. */
@SpringBootApplication
public class Shop extends SpringBootServletInitializer {
    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }

    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
        return application.sources(Shop.class);
    }
}
