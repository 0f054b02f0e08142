package dev.postern.servlet;

import dev.postern.servlet.http.Drain;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** What reading the body of a request costs, for one that is well formed and for those that are not. */
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class BadInputBenchmark {
    private static final int MILLION = 1_000_000;

    /** The body. */
    @Param({
        "wellFormed",
        "empty",
        "truncated",
        "tenMegabytes",
        "deeplyNested",
        "millionDigits",
        "utf16",
        "duplicateKeys",
        "nulBytes"
    })
    public String body;

    private byte[] bytes;

    /** Makes the body. */
    @Setup
    public void setUp() {
        String right = "{\"token\":\"01a20325-6575-8877-9c67-8d4e48e96201\",\"answer\":5}";
        String text = switch (body) {
            case "wellFormed" -> right;
            case "empty" -> "";
            case "truncated" -> right.substring(0, 30);
            case "tenMegabytes" -> "x".repeat(10 * MILLION);
            case "deeplyNested" -> "{\"token\":" + "[".repeat(15_000);
            case "millionDigits" -> "{\"answer\":" + "9".repeat(MILLION) + "}";
            case "duplicateKeys" -> "{" + "\"token\":1,".repeat(1_500) + "\"token\":1}";
            case "nulBytes" -> "\0".repeat(15_000);
            default -> right;
        };
        bytes = text.getBytes(body.equals("utf16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    /** Reads the body, or refuses it and reads away what is left. */
    @Benchmark
    public Object read() throws IOException {
        StubRequest request = StubRequest.of(new ByteArrayInputStream(bytes));
        try {
            return Body.json(request);
        } catch (ProblemException e) {
            Drain.rest(request);
            return e.problem().code();
        }
    }

    /** Opens what endpoints alone may call. */
    private static final class Body extends Endpoint {
        static JsonFields json(HttpServletRequest request) throws IOException, ProblemException {
            return json(request, false);
        }
    }
}
