package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verification;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is looked at once, and keeps its body, however it is dispatched and however often the filter is mounted. */
@OnEveryContainer
class DispatchesTest {
    private final Container container;

    DispatchesTest(Container container) {
        this.container = container;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/forward", "/include", "/forward-twice"})
    void aRequest_isAskedOnce_howeverItIsDispatched(String path) {
        Application application = forms();
        try (Shop shop = open(application)) {
            assertEquals(403, shop.send(shop.form(path, "a=1")).status());
            assertReads(shop, path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/forward", "/include", "/forward-twice"})
    void aFilterThatIsMountedThreeTimes_asksOnce(String path) {
        Application application = forms().with(
                        mount("second", new CaptchaFilter(), EnumSet.allOf(DispatcherType.class)))
                .with(context -> context.addFilter("third", CaptchaFilter.class)
                        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*"));
        try (Shop shop = open(application)) {
            assertEquals(403, shop.send(shop.form(path, "a=1")).status());
            assertReads(shop, path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "application/x-www-form-urlencoded"})
    void theParametersThatADispatchAdds_areThere_asWithoutTheFilter(String type) {
        Application application = new Application()
                .multipartPage(
                        (request, response) -> {
                            request.getParameter("a");
                            request.getRequestDispatcher("/middle?added=1&a=forward&q=%C3%A9")
                                    .forward(request, response);
                        },
                        "/outer")
                .multipartPage(
                        (request, response) -> {
                            request.getRequestDispatcher("/inner?added=2&b=include")
                                    .include(request, response);
                            tellParameters(request, response); // what the include added is gone
                        },
                        "/middle")
                .multipartPage(DispatchesTest::tellParameters, "/inner");
        try (Shop shop = Shop.open(container, application, gate -> gate.protect("/outer"));
                Shop bare = Shop.openUnguarded(container, application)) {
            String form = "captcha-token=" + shop.pass("outer") + "&a=form&c=form";
            String body = type.startsWith("multipart") ? parts(form) : form;

            Reply without = bare.send(bare.form("/outer?q=0&a=query", body).setHeader("Content-Type", type));
            Reply with = shop.send(shop.form("/outer?q=0&a=query", body).setHeader("Content-Type", type));

            assertEquals(200, with.status(), with::toString);
            assertEquals(without.text(), with.text());
            assertTrue(with.text().contains("a=[forward, query, form]"), with::toString);
            assertTrue(with.text().contains("added=[2, 1]"), with::toString);
            assertTrue(with.text().contains("added=[1]"), with::toString);
        }
    }

    private static String parts(String form) {
        StringBuilder parts = new StringBuilder();
        for (String field : form.split("&", -1)) {
            parts.append("--x\r\nContent-Disposition: form-data; name=\"")
                    .append(field.replace("=", "\"\r\n\r\n"))
                    .append("\r\n");
        }
        return parts + "--x--\r\n";
    }

    private static void tellParameters(HttpServletRequest request, ServletResponse response) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (String name : Collections.list(request.getParameterNames())) {
            String values = Arrays.toString(request.getParameterValues(name));
            assertEquals(values, Arrays.toString(request.getParameterMap().get(name)));
            assertEquals(request.getParameter(name), request.getParameterValues(name)[0]);
            all.put(name, values);
        }
        response.getWriter().println(all);
    }

    @Test
    void aFilterOfItsOwnRules_guardsByThem() {
        Application application = forms().with(context -> {
            FilterRegistration.Dynamic own = context.addFilter("own", new CaptchaFilter());
            own.setInitParameter("protect", "/own");
            own.setInitParameter("protect.sign-in", "/own2/*, POST /own3");
            own.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        });
        application.page(DispatchesTest::echo, "/own", "/own2/*");
        try (Shop shop = open(application)) {
            assertEquals("own", shop.rawPost("/own").json().path("action").asText());
            assertEquals(
                    "sign-in", shop.rawPost("/own2/a").json().path("action").asText());
            assertEquals("signup", shop.rawPost("/signup").json().path("action").asText());
        }
    }

    @Test
    void aForwardToAGuardedPath_isGuarded_whereTheFilterIsMountedForForwards() {
        Application application = forms().page(
                        (request, response) ->
                                request.getRequestDispatcher("/signup").forward(request, response),
                        "/open")
                .with(mount("forwards", new CaptchaFilter(), EnumSet.of(DispatcherType.FORWARD)));
        try (Shop shop = open(application)) {
            assertEquals(403, shop.send(shop.form("/open", "a=1")).status());
            assertReads(shop, "/open");
        }
    }

    @Test
    void anErrorPage_isReached_andKnowsWhatWasVerified() {
        Application application = new Application()
                .page(
                        (request, response) -> {
                            request.getParameter("a");
                            response.sendError(418, "told");
                        },
                        "/signup")
                .page(
                        (request, response) -> {
                            throw new IllegalArgumentException("the application's own fault");
                        },
                        "/fails")
                .with(mount("all", new CaptchaFilter(), EnumSet.allOf(DispatcherType.class)));
        try (Shop shop = open(application)) {
            assertEquals(
                    418,
                    shop.send(shop.form("/signup", "captcha-token=" + shop.pass("signup")))
                            .status());
            assertEquals(
                    500,
                    shop.send(shop.form("/fails", "captcha-token=" + shop.pass("fails")))
                            .status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "startAsync()",
                "startAsync(request, response)",
                "dispatch()",
                "dispatch(path)",
                "stream",
                "listener",
                "reader",
                "complete before return"
            })
    void anAsynchronousApplication_readsTheForm(String way) {
        Application application = new Application()
                .page(
                        (request, response) -> {
                            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                echo(request, response);
                                return;
                            }
                            async(way, request, response);
                        },
                        "/signup");
        try (Shop shop = open(application)) {
            String pass = shop.pass("signup");
            String form = "a=1&b=%C3%A9&captcha-token=" + pass + "&a=2";
            Reply reply = shop.send(shop.form("/signup?q=0", form));
            assertEquals(200, reply.status(), reply::toString);
            String read = List.of("stream", "listener", "reader").contains(way) ? form : "0[1, 2] signup";
            assertEquals(read, reply.text());

            Reply inHeader =
                    shop.send(shop.form("/signup?q=0", "a=1&a=2").header("X-Captcha-Token", shop.pass("signup")));
            String untouched = List.of("stream", "listener", "reader").contains(way) ? "a=1&a=2" : "0[1, 2] signup";
            assertEquals(untouched, inHeader.text());
        }
    }

    @Test
    void aListenerThatIsEmptyHanded_isToldOfTheEnd() {
        Application application =
                new Application().page((request, response) -> async("listener", request, response), "/signup");
        try (Shop shop = open(application)) {
            Reply reply = shop.send(shop.form("/signup", "").header("X-Captcha-Token", shop.pass("signup")));
            assertEquals(200, reply.status());
            String large = "a=" + "x".repeat(100_000) + "&captcha-token=" + shop.pass("signup");
            assertEquals(large, shop.send(shop.form("/signup", large)).text());
        }
    }

    @Test
    void theRawMultipartForm_reachesAListener_whereThePassStandsInAHeader() {
        Application application =
                new Application().multipartPage((request, response) -> async("listener", request, response), "/signup");
        try (Shop shop = open(application)) {
            String form = parts("a=1&b=" + "x".repeat(100_000));
            Reply reply = shop.send(shop.form("/signup", form)
                    .setHeader("Content-Type", "multipart/form-data; boundary=x")
                    .header("X-Captcha-Token", shop.pass("signup")));
            assertEquals(form, reply.text());
        }
    }

    @Test
    void theRawMultipartForm_isRefused_withTheWayOut_whereThePassStoodInAPart() {
        Application application = new Application()
                .multipartPage(
                        (request, response) -> {
                            for (Executable raw : List.<Executable>of(request::getInputStream, request::getReader)) {
                                IllegalStateException gone = assertThrows(IllegalStateException.class, raw);
                                response.getWriter().println(gone.getMessage());
                            }
                            response.getWriter().print(request.getPart("a").getSize());
                        },
                        "/signup");
        try (Shop shop = open(application)) {
            String form = parts("a=12345&captcha-token=" + shop.pass("signup"));
            Reply reply =
                    shop.send(shop.form("/signup", form).setHeader("Content-Type", "multipart/form-data; boundary=x"));
            List<String> lines = reply.text().lines().toList();
            assertTrue(lines.get(0).contains("header X-Captcha-Token"), reply::toString);
            assertEquals(List.of(lines.get(0), "5"), lines.subList(1, lines.size()));
        }
    }

    private static void async(String way, HttpServletRequest request, ServletResponse response) throws IOException {
        AsyncContext async = way.equals("startAsync(request, response)")
                ? request.startAsync(request, response)
                : request.startAsync();
        async.setTimeout(10_000);
        switch (way) {
            case "dispatch()" -> async.dispatch();
            case "dispatch(path)" -> async.start(() -> async.dispatch("/signup"));
            case "complete before return" -> {
                echo(async.getRequest(), async.getResponse());
                async.complete();
            }
            case "listener" -> listen(async);
            default ->
                async.start(() -> {
                    try {
                        ServletRequest onward = async.getRequest();
                        switch (way) {
                            case "stream" ->
                                onward.getInputStream()
                                        .transferTo(async.getResponse().getOutputStream());
                            case "reader" ->
                                onward.getReader()
                                        .transferTo(async.getResponse().getWriter());
                            default -> echo(onward, async.getResponse());
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    async.complete();
                });
        }
    }

    private static void listen(AsyncContext async) throws IOException {
        ServletInputStream in = async.getRequest().getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                byte[] some = new byte[777];
                while (in.isReady() && !in.isFinished()) {
                    int count = in.read(some);
                    if (count > 0) {
                        read.write(some, 0, count);
                    }
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                async.getResponse().getOutputStream().write(read.toByteArray());
                async.complete();
            }

            @Override
            public void onError(Throwable error) {
                async.complete();
            }
        });
    }

    private Shop open(Application application) {
        return Shop.open(
                container,
                application,
                gate -> gate.protect("/signup")
                        .protect("/forward")
                        .protect("/include")
                        .protect("/forward-twice")
                        .protect("/fails"));
    }

    private static Application forms() {
        return new Application()
                .page(DispatchesTest::echo, "/signup")
                .page(
                        (request, response) ->
                                request.getRequestDispatcher("/signup").forward(request, response),
                        "/forward")
                .page(
                        (request, response) ->
                                request.getRequestDispatcher("/forward").forward(request, response),
                        "/forward-twice")
                .page(
                        (request, response) ->
                                request.getRequestDispatcher("/signup").include(request, response),
                        "/include");
    }

    private static Consumer<ServletContext> mount(String name, Filter filter, EnumSet<DispatcherType> types) {
        return context -> {
            FilterRegistration.Dynamic registration = context.addFilter(name, filter);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(types, true, "/*");
        };
    }

    private static void assertReads(Shop shop, String path) {
        String action = path.equals("/open") ? "signup" : path.substring(1);
        String form = Forms.of("a", "1", "captcha-token", shop.pass(action), "a", "2");
        Reply reply = shop.send(shop.form(path + "?q=0", form));
        assertEquals("0[1, 2] " + action, reply.text());
        assertTrue(reply.status() == 200, reply::toString);
    }

    private static void echo(ServletRequest request, ServletResponse response) throws IOException {
        Verification verification = (Verification) request.getAttribute(CaptchaFilter.VERIFICATION);
        String told = request.getParameter("q") + Arrays.toString(request.getParameterValues("a")) + " "
                + verification.action();
        response.getOutputStream().write(told.getBytes(StandardCharsets.UTF_8));
    }
}
