package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Containers;
import dev.postern.servlet.testing.Shop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule for a directory guards the welcome file that the container answers with there. */
@Tag("containers")
@ParameterizedClass(name = "{0}")
@MethodSource("containers")
class WelcomeFilesTest {
    private final Container container;

    WelcomeFilesTest(Container container) {
        this.container = container;
    }

    static Stream<Named<Container>> containers() {
        return Containers.withWelcomeFiles("index.jsp");
    }

    /** Jetty has welcome files for GET alone. */
    @ParameterizedTest
    @CsvSource({"'', GET", "/shop, GET", "'', POST", "/shop, POST"})
    void theWelcomeFile_isGuardedAsItsDirectory(String contextPath, String method) {
        Application application = new Application()
                .page((request, response) -> response.getWriter().print("FORM"), "/index.jsp", "/signup/index.jsp");
        try (Shop bare = Shop.open(container, contextPath, application, Shop.Core.plain(), gate -> gate);
                Shop shop = Shop.open(
                        container,
                        contextPath,
                        application,
                        Shop.Core.plain(),
                        gate -> gate.protect(ProtectionRule.parse("* /").withAction("root"))
                                .protect("* /signup"))) {
            for (String path : List.of("/", "/signup/", "/sign%75p/")) {
                String found = bare.raw(method, contextPath + path).text();
                assertTrue(found.equals("FORM") || method.equals("POST"), found);
                assertEquals(403, shop.raw(method, contextPath + path).status(), path);
            }
            for (String path : List.of("/;x", "/?a=1", "/signup/;x=1", "/SIGNUP/../signup/", "/a/..;/signup/")) {
                assertFalse(shop.raw(method, contextPath + path).text().contains("FORM"), path);
            }
            String open = shop.raw(method, contextPath + "/signup/?captcha-token=" + shop.pass("signup"))
                    .text();
            assertEquals(bare.raw(method, contextPath + "/signup/").text().equals("FORM"), open.equals("FORM"));
            assertEquals("FORM", shop.raw(method, contextPath + "/index.jsp").text());
        }
    }
}
