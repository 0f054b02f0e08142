package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Application.Page;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.RawHttp;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import jakarta.servlet.AsyncContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms in memory are bounded, each and all together. */
@OnEveryContainer
class BodyLimitsTest {
    /** Two of them are more than the smallest budget, of which a form takes twice its size. */
    private static final int LARGE = 340_000;

    private final Container container;

    BodyLimitsTest(Container container) {
        this.container = container;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFormOfTenMebibytes_isToldThatItIsTooLarge(boolean chunked) {
        byte[] body = new byte[10 << 20];
        try (Shop shop = open((request, response) -> response.getWriter().print("FORM"))) {
            for (int i = 0; i < 3; i++) {
                Reply reply = shop.send(shop.to("/signup")
                        .header("Content-Type", Forms.URLENCODED)
                        .POST(
                                chunked
                                        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                        : BodyPublishers.ofByteArray(body)));
                assertEquals(413, reply.status());
                assertEquals("body-too-large", reply.code());
            }
            Reply page = shop.send(shop.browserForm("/signup", "a=" + "x".repeat(3 << 20)));
            assertEquals(413, page.status());
            assertTrue(page.header("Content-Type").startsWith("text/html"));
            assertFalse(page.text().contains("<form"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "multipart/form-data; boundary=x", "application/octet-stream"})
    void aRefusal_arrives_howeverLargeTheBodyThatNobodyReads(String type) {
        byte[] body = new byte[10 << 20];
        try (Shop shop = open((request, response) -> response.getWriter().print("FORM"))) {
            Reply reply =
                    shop.send(shop.to("/signup").header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
            assertEquals(403, reply.status());
            assertEquals("challenge-required", reply.code());
        }
    }

    @Test
    void theFormLimit_isExact() {
        Page page = (request, response) ->
                response.getWriter().print(request.getParameter("a").length());
        Application application = new Application().page(page, "/signup");
        try (Shop shop = Shop.open(
                container, application, gate -> gate.protect("/signup").formLimit(1024))) {
            String start = "captcha-token=" + shop.pass("signup") + "&a=";
            String exact = start + "x".repeat(1024 - start.length());
            assertEquals(413, shop.send(shop.form("/signup", exact + "x")).status());
            assertEquals(200, shop.send(shop.form("/signup", exact)).status());
        }
    }

    @Test
    void aFormOfMoreThanAThousandFields_isRefused() {
        try (Shop shop = open((request, response) -> response.getWriter().print("FORM"))) {
            String pass = "captcha-token=" + shop.pass("signup");
            assertEquals(
                    413,
                    shop.send(shop.form("/signup", pass + "&a".repeat(1000))).status());
            assertEquals(
                    200,
                    shop.send(shop.form("/signup", pass + "&a".repeat(999))).status());
        }
    }

    @Test
    void beyondTheSharedBudget_aFormIsPutOff_untilAnotherIsDone() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Page waits = (request, response) -> {
            if (request.getContentLength() > 0) {
                entered.countDown();
                await(leave);
            }
            response.getWriter().print("FORM");
        };
        try (Shop shop = open(waits)) {
            CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> large(shop));
            await(entered);
            Reply second = large(shop);
            assertEquals(503, second.status());
            assertEquals("busy", second.code());
            assertEquals("2", second.header("Retry-After"));
            Reply page = shop.send(shop.browserForm("/signup", "a=" + "x".repeat(LARGE)));
            assertEquals(503, page.status());
            assertEquals("2", page.header("Retry-After"));
            assertEquals(200, shop.send(small(shop)).status());

            leave.countDown();
            assertEquals(200, first.get(20, TimeUnit.SECONDS).status());
            assertBudgetIsBack(shop);
        }
    }

    @Test
    void theBudgetIsBack_afterAnAsynchronousApplicationIsDone_andNotBefore() throws Exception {
        LinkedBlockingQueue<AsyncContext> started = new LinkedBlockingQueue<>();
        CountDownLatch all = new CountDownLatch(1);
        Page page = (request, response) -> {
            AsyncContext async = request.startAsync();
            if (all.getCount() == 0) {
                async.complete();
            } else {
                started.add(async);
            }
        };
        try (Shop shop = open(page)) {
            CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> large(shop));
            AsyncContext async = started.poll(20, TimeUnit.SECONDS);
            all.countDown();
            // The filter may not have left its own method yet: either way the form is still held.
            assertEquals(503, large(shop).status());
            async.complete();
            assertEquals(200, first.get(20, TimeUnit.SECONDS).status());
            assertBudgetIsBack(shop);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "async dispatch", "async timeout", "send error"})
    void theBudgetIsBack_howeverTheApplicationEnds(String way) {
        Page page = (request, response) -> {
            if (request.getParameter("fine") != null) {
                response.getWriter().print("FORM");
                return;
            }
            switch (way) {
                case "exception" -> throw new IllegalArgumentException("the application's own fault");
                case "send error" -> response.sendError(500);
                case "async dispatch" -> {
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        request.startAsync().dispatch();
                    }
                }
                case "async timeout" -> request.startAsync().setTimeout(100);
                default -> throw new AssertionError(way);
            }
        };
        try (Shop shop = open(page)) {
            for (int i = 0; i < 3; i++) {
                String form = "captcha-token=" + shop.pass("signup") + "&a=" + "x".repeat(LARGE);
                Reply reply = exchangeUntilThereIsRoom(
                        shop,
                        "POST /signup HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + Forms.URLENCODED
                                + "\r\nContent-Length: " + form.length() + "\r\n\r\n" + form);
                assertEquals(way.equals("async dispatch") ? 200 : 500, reply.status());
            }
            assertBudgetIsBack(shop);
        }
    }

    @Test
    void theBudgetIsBack_afterAClientWentAwayInTheMiddle() throws IOException {
        try (Shop shop = open((request, response) -> response.getWriter().print("FORM"))) {
            for (int i = 0; i < 3; i++) {
                try (Socket socket = RawHttp.connect(shop.port())) {
                    String head = "POST /signup HTTP/1.1\r\nHost: x\r\nContent-Type: " + Forms.URLENCODED
                            + "\r\nContent-Length: " + 2 * LARGE + "\r\n\r\n";
                    socket.getOutputStream().write((head + "x".repeat(LARGE)).getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                }
            }
            assertBudgetIsBack(shop);
        }
    }

    @Test
    void theBudgetIsBack_afterRefusals() {
        try (Shop shop = open((request, response) -> response.getWriter().print("FORM"))) {
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        403,
                        shop.send(shop.form("/signup", "a=" + "x".repeat(LARGE)))
                                .status());
                assertEquals(
                        413,
                        shop.send(shop.form("/signup", "a=" + "x".repeat(LARGE + 11_000)))
                                .status());
            }
            assertBudgetIsBack(shop);
        }
    }

    private Shop open(Page page) {
        return Shop.open(
                container,
                new Application().page(page, "/signup"),
                gate -> gate.protect("/signup").formLimit(350_000).formBudget(3 << 20));
    }

    private static Reply large(Shop shop) {
        return shop.send(shop.form("/signup", "captcha-token=" + shop.pass("signup") + "&a=" + "x".repeat(LARGE)));
    }

    private static HttpRequest.Builder small(Shop shop) {
        return shop.to("/signup").header("X-Captcha-Token", shop.pass("signup")).POST(BodyPublishers.noBody());
    }

    private static void assertBudgetIsBack(Shop shop) {
        // More than half of the budget, so that anything that is still held shows.
        String form = "fine=1&a=" + "x".repeat(345_000) + "&captcha-token=" + shop.pass("signup");
        Reply reply = exchangeUntilThereIsRoom(
                shop,
                "POST /signup HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + Forms.URLENCODED
                        + "\r\nContent-Length: " + form.length() + "\r\n\r\n" + form);
        assertEquals(200, reply.status());
    }

    /** The container may tell the filter of the end after it told the client, so this may take more than one try. */
    private static Reply exchangeUntilThereIsRoom(Shop shop, String request) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        Reply reply;
        do {
            reply = RawHttp.exchange(shop.port(), request);
        } while (reply.status() == 503 && System.nanoTime() < patience);
        return reply;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
