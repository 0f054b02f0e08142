package dev.postern.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** One resource of the wire contract. Thread-safe. */
public abstract class Endpoint {
    private static final int LARGEST_BODY = 16 << 10;
    private static final String VARIABLE = Endpoint.class.getName() + ".variable";

    private final List<String> methods;

    /**
     * A resource that takes these methods, for each of which it overrides the one of that name; all others are refused.
     *
     * @param methods some of {@code GET}, {@code POST}, {@code PATCH}, {@code DELETE}, {@code OPTIONS}; {@code HEAD} goes along with {@code GET}
     */
    protected Endpoint(String... methods) {
        this.methods = List.of(methods);
    }

    /** Answers a GET, or says what is wrong with it. */
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        throw notOverridden();
    }

    /** Answers a POST, or says what is wrong with it. */
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        throw notOverridden();
    }

    /** Answers a PATCH, or says what is wrong with it. */
    protected void patch(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        throw notOverridden();
    }

    /** Answers a DELETE, or says what is wrong with it. */
    protected void delete(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        throw notOverridden();
    }

    /** Answers an OPTIONS, or says what is wrong with it. */
    protected void options(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        throw notOverridden();
    }

    private static IllegalStateException notOverridden() {
        return new IllegalStateException("a resource says that it takes a method, but does not");
    }

    /** How this resource says that there is a problem. */
    protected void refuse(HttpServletResponse response, Problem problem) throws IOException {
        Json.write(response, problem);
    }

    /** Answers a request. */
    public final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(request, response);
        } catch (ProblemException e) {
            Drain.rest(request);
            refuse(response, e.problem());
        } catch (RuntimeException e) {
            refuse(response, Fault.of(e));
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        if (!methods.contains(method)) {
            String allowed = String.join(", ", methods);
            response.setHeader("Allow", allowed);
            throw new ProblemException(Problem.of(405, "method-not-allowed", "This resource takes " + allowed + "."));
        }
        switch (method) {
            case "GET" -> get(request, response);
            case "POST" -> post(request, response);
            case "PATCH" -> patch(request, response);
            case "OPTIONS" -> options(request, response);
            default -> delete(request, response);
        }
    }

    /** Notes the last segment of the path for a resource that stands for many. */
    public static void setVariable(HttpServletRequest request, String segment) {
        request.setAttribute(VARIABLE, segment);
    }

    /** The last segment of the path, as the container decoded it; only of a resource that stands for many. */
    protected static String variable(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(VARIABLE));
    }

    /** The path of this request from the host on, without what path parameters there may be in it. */
    protected static String path(HttpServletRequest request) {
        String pathInfo = request.getPathInfo();
        String path = request.getServletContext().getContextPath() + request.getServletPath();
        return pathInfo == null ? path : path + pathInfo;
    }

    /** The fields of a JSON object in the body, or none of an empty body if it may be empty. */
    protected static JsonFields json(HttpServletRequest request, boolean mayBeEmpty)
            throws IOException, ProblemException {
        String contentType = request.getContentType();
        boolean empty = mayBeEmpty && contentType == null;
        if (!empty && (MediaType.of(contentType) != MediaType.JSON || !MediaType.isUtf8(contentType))) {
            throw new ProblemException(
                    Problem.of(415, "unsupported-media-type", "The body must be application/json in UTF-8."));
        }
        byte[] body = body(request);
        if (mayBeEmpty && body.length == 0) {
            return JsonFields.none();
        }
        return JsonFields.read(body)
                .orElseThrow(() -> new ProblemException(Problem.of(400, "invalid-json", JsonFields.RULE)));
    }

    /** The body, or a refusal if it is too large or breaks off. */
    protected static byte[] body(HttpServletRequest request) throws ProblemException {
        long length = request.getContentLengthLong();
        if (length > LARGEST_BODY) {
            throw new ProblemException(Problem.tooLarge());
        }
        int most = length < 0 ? LARGEST_BODY : (int) length; // so that there is no buffer of more than is to come
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(most + 1);
        } catch (IOException e) {
            throw ProblemException.of(e);
        }
        if (body.length > most) {
            throw new ProblemException(Problem.tooLarge());
        }
        return body;
    }
}
