package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.limit.Rate;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Core;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that shows its form again because of a mistake in it can give it a new pass. */
@OnEveryContainer
class RenewedPassTest {
    private final Container container;
    private Shop shop;

    RenewedPassTest(Container container) {
        this.container = container;
        this.shop = open(gate -> gate);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void renewedPass_letsTheFormThroughOnceMore() {
        String renewed = send("/signup", shop.pass("signup")).text();
        assertEquals(200, send("/signup", renewed).status());
        assertEquals(403, send("/signup", renewed).status(), "once");
    }

    @Test
    void oneSolve_isGoodForFourForms() {
        String pass = shop.pass("signup");
        for (int i = 0; i < 4; i++) {
            Reply reply = send("/signup", pass);
            assertEquals(200, reply.status());
            pass = reply.text();
        }
        assertEquals("none", pass);
    }

    @Test
    void eachRequest_isGivenOne() {
        shop.close();
        shop = open(gate -> gate);
        assertEquals("once", send("/twice", shop.pass("twice")).text());
    }

    @Test
    void renewedPass_opensNoOtherForm() {
        String renewed = send("/signup", shop.pass("signup")).text();
        assertEquals(403, send("/twice", renewed).status());
    }

    @Test
    void renewedPass_ofAnotherClient_isRefused() {
        shop.close();
        shop = open(gate -> gate.trustedHops(1));
        String renewed = send("/signup", shop.pass("signup"), "192.0.2.1").text();
        assertEquals(403, send("/signup", renewed, "192.0.2.2").status());
        String another = send("/signup", shop.pass("signup"), "192.0.2.1").text();
        assertEquals(200, send("/signup", another, "192.0.2.1").status());
    }

    @Test
    void quarterOfAnHourAfterTheSolve_thereIsNoneAnyMore() {
        String renewed = send("/signup", shop.pass("signup")).text();
        for (int i = 0; i < 2; i++) {
            shop.core().clock().advance(Duration.ofMinutes(4));
            renewed = send("/signup", renewed).text();
        }
        shop.core().clock().advance(Duration.ofMinutes(8));
        assertEquals(403, send("/signup", renewed).status());
    }

    @Test
    void renewals_areCountedByTheLimitOfAnswers() {
        shop.close();
        shop = open(gate -> gate.verifyLimit(Rate.parse("1/24h")));
        assertTrue(!send("/signup", shop.pass("signup")).text().equals("none"));
        assertEquals("none", send("/signup", shop.pass("signup")).text());
    }

    @Test
    void requestThatNoFilterLetThrough_hasNothingToRenew() {
        assertEquals("none", shop.send(shop.form("/open", "name=Ann")).text());
    }

    private Shop open(UnaryOperator<Gate.Builder> gate) {
        Application application = new Application()
                .page(
                        (request, response) -> response.getWriter()
                                .write(CaptchaFilter.renew(request).orElse("none")),
                        "/signup",
                        "/open")
                .page(
                        (request, response) -> {
                            boolean first = CaptchaFilter.renew(request).isPresent();
                            boolean second = CaptchaFilter.renew(request).isPresent();
                            response.getWriter().write(first && !second ? "once" : "not once");
                        },
                        "/twice");
        return Shop.open(
                container,
                application,
                Core.plain(),
                it -> gate.apply(it.protect("/signup").protect("/twice")));
    }

    private Reply send(String path, String pass) {
        return shop.send(shop.form(path, "name=Ann").header("X-Captcha-Token", pass));
    }

    private Reply send(String path, String pass, String client) {
        return shop.send(
                shop.form(path, "name=Ann").header("X-Captcha-Token", pass).header("X-Forwarded-For", client));
    }
}
