package shop;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verification;
import dev.postern.servlet.CaptchaFilter;
import dev.postern.servlet.Gate;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The application's pages: of Postern they know the request attribute, no more. */
@RestController
class Pages {
    private final ServletContext servlets;
    private final ApplicationContext beans;

    Pages(ServletContext servlets, ApplicationContext beans) {
        this.servlets = servlets;
        this.beans = beans;
    }

    @GetMapping(path = "/signup", produces = "text/html;charset=UTF-8")
    String form(CsrfToken csrf) {
        return """
                <form method="post"><input name="name"><button>Sign up</button>
                <input type="hidden" name="%s" value="%s"></form>
                """.formatted(csrf.getParameterName(), csrf.getToken());
    }

    @PostMapping(path = "/signup", produces = "text/plain;charset=UTF-8")
    String signUp(@RequestParam String name, @RequestAttribute(CaptchaFilter.VERIFICATION) Verification verification) {
        return "welcome " + name + ", verified for " + verification.action();
    }

    @PostMapping(path = "/raw", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] raw(InputStream body) throws IOException {
        return body.readAllBytes();
    }

    @PostMapping(path = "/upload", produces = "text/plain;charset=UTF-8")
    String upload(@RequestParam String title, @RequestParam MultipartFile file) throws IOException {
        return title + ": " + new String(file.getBytes(), "UTF-8");
    }

    @GetMapping("/")
    String home(Principal principal) {
        return "hello " + principal.getName();
    }

    /** What of Postern is in this application. */
    @GetMapping("/inside")
    Map<String, Object> inside() {
        Map<String, Object> inside = new TreeMap<>();
        inside.put(
                "filters",
                servlets.getFilterRegistrations().values().stream()
                        .filter(filter -> filter.getClassName().startsWith("dev.postern."))
                        .map(filter -> filter.getName() + " " + filter.getUrlPatternMappings())
                        .sorted()
                        .toList());
        inside.put(
                "servlets",
                servlets.getServletRegistrations().values().stream()
                        .map(servlet -> servlet.getClassName())
                        .filter(name -> name.startsWith("dev.postern."))
                        .toList());
        inside.put("gates", beans.getBeanNamesForType(Gate.class));
        inside.put("cores", beans.getBeanNamesForType(Postern.class));
        inside.put("sites", beans.getBeanNamesForType(Site.class));
        inside.put("site", beans.getBean(Site.class).id());
        return inside;
    }
}
