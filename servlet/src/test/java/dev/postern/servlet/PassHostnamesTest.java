package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Solved;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A site may name its hosts. */
@OnEveryContainer
class PassHostnamesTest {
    private final Container container;

    PassHostnamesTest(Container container) {
        this.container = container;
    }

    @Test
    void anAnswer_isGoodAtTheHostsOfTheSiteAlone() {
        Application application = new Application()
                .page((request, response) -> response.getWriter().print("FORM"), "/signup");
        Shop.Core core = Shop.Core.with(UnaryOperator.identity(), site -> site.hostnames("shop.example", "127.0.0.1"));
        try (Shop shop = Shop.open(container, application, core, gate -> gate.protect("/signup"))) {
            assertEquals(200, answer(shop, "shop.example").status());
            assertEquals(200, answer(shop, "SHOP.example:8443").status());
            for (String host : new String[] {"evil.example", "shop.example.evil.example", "www.shop.example"}) {
                Reply refused = answer(shop, host);
                assertEquals(403, refused.status());
                assertEquals("timeout-or-duplicate", refused.code());
            }
            assertEquals(
                    200,
                    shop.send(shop.form("/signup", "captcha-token=" + shop.pass("signup")))
                            .status());
        }
    }

    private static Reply answer(Shop shop, String host) {
        Solved solved = shop.challenge("signup");
        return shop.rawPost(
                "/signup",
                "Host: " + host,
                "X-Captcha-Challenge: " + solved.token(),
                "X-Captcha-Answer: " + solved.answer());
    }
}
