package dev.postern.servlet;

import dev.postern.Postern;
import dev.postern.Site;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the filter costs a request that it has nothing to do with: three rules, and a chain that only counts. */
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class FilterBenchmark {
    /** The request. */
    @Param({"get", "post", "postBelowRoot", "postBelowServlet"})
    public String request;

    private CaptchaFilter filter;
    private StubRequest stub;
    private ServletResponse response;
    private CountingChain chain;

    /** Makes the filter and the request. */
    @Setup
    public void setUp() {
        Site site = Site.builder("bench").build();
        Postern postern = Postern.builder().secret(new byte[32]).build();
        filter = new CaptchaFilter(Gate.builder(postern, site)
                .protect("/signup")
                .protect("/account/password")
                .protect("POST|PUT /api/comments/*")
                .build());
        stub = switch (request) {
            case "get" -> StubRequest.to("GET", "/signup", null);
            case "post" -> StubRequest.to("POST", "/products/search", null);
            case "postBelowRoot" -> StubRequest.to("POST", "", "/products/search");
            default -> StubRequest.to("POST", "/products", "/search");
        };
        response = (ServletResponse) Proxy.newProxyInstance(
                FilterBenchmark.class.getClassLoader(),
                new Class<?>[] {ServletResponse.class},
                (proxy, method, args) -> null);
        chain = new CountingChain();
    }

    /** One request. */
    @Benchmark
    public long unguardedRequest() throws IOException, ServletException {
        filter.doFilter(stub, response, chain);
        return chain.calls;
    }

    private static final class CountingChain implements FilterChain {
        private long calls;

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) {
            calls++;
        }
    }
}
