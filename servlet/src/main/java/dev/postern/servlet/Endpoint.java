package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One resource of the wire contract, which takes POST alone. Stateless but for the gate, and thread-safe. */
abstract class Endpoint {
    private static final int LARGEST_BODY = 16 << 10;

    private final Gate gate;

    Endpoint(Gate gate) {
        this.gate = gate;
    }

    /** Answers a POST, or says what is wrong with it. */
    abstract void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException;

    /** How this resource says that there is a problem. */
    void refuse(HttpServletResponse response, Problem problem) throws IOException {
        Json.write(response, problem);
    }

    final Gate gate() {
        return gate;
    }

    final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (!request.getMethod().equals("POST")) {
                response.setHeader("Allow", "POST");
                throw new ProblemException(Problem.of(405, "method-not-allowed", "This resource takes POST."));
            }
            post(request, response);
        } catch (ProblemException e) {
            Drain.rest(request);
            refuse(response, e.problem());
        } catch (RuntimeException e) {
            refuse(response, Fault.of(e));
        }
    }

    /** The fields of a JSON object in the body, or none of an empty body if it may be empty. */
    static JsonFields json(HttpServletRequest request, boolean mayBeEmpty) throws IOException, ProblemException {
        boolean empty = mayBeEmpty && request.getContentType() == null;
        if (!empty && (MediaType.of(request) != MediaType.JSON || !MediaType.isUtf8(request))) {
            throw new ProblemException(
                    Problem.of(415, "unsupported-media-type", "The body must be application/json in UTF-8."));
        }
        byte[] body = body(request);
        if (mayBeEmpty && body.length == 0) {
            return JsonFields.none();
        }
        return JsonFields.read(body)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(400, "invalid-json", "The body must be one JSON object in UTF-8.")));
    }

    static byte[] body(HttpServletRequest request) throws ProblemException {
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw new ProblemException(Problem.tooLarge());
        }
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        } catch (IOException e) {
            throw new ProblemException(Problem.incomplete());
        }
        if (body.length > LARGEST_BODY) {
            throw new ProblemException(Problem.tooLarge());
        }
        return body;
    }

    /** Stops a client that asks too often. */
    static void requireNoWait(Optional<Duration> wait) throws ProblemException {
        if (wait.isPresent()) {
            throw new ProblemException(Problem.tooMany(wait.get()));
        }
    }
}
