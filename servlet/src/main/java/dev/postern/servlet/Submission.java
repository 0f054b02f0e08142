package dev.postern.servlet;

import dev.postern.servlet.http.BodyBuffers.Body;
import dev.postern.servlet.http.Drain;
import dev.postern.servlet.http.Fault;
import dev.postern.servlet.http.MediaType;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A guarded request while the filter looks at it. The body is read as late as possible, and where it is read, what goes on to the
 * application is a request that reads the same.
 */
final class Submission implements AutoCloseable {
    private static final int LONGEST_PART = 4096;

    private final HttpServletRequest request;
    private final HttpServletRequest bounded;
    private final HttpServletResponse response;
    private final Gate gate;
    private final MediaType type;
    private final FilePass filePass;
    private HttpServletRequest onward;
    private @Nullable FormData query;
    private @Nullable FormData form;
    private @Nullable Body body;
    private @Nullable ProblemException refused;
    private boolean isInCookie;

    Submission(HttpServletRequest request, HttpServletResponse response, Gate gate, ProtectionRule rule) {
        this.request = request;
        this.bounded = gate.bodyWaits().bounding(request);
        this.response = response;
        this.gate = gate;
        this.type = MediaType.of(request.getContentType());
        this.onward = request;
        this.filePass = new FilePass(request, response, gate.publicOrigin(), rule.action());
    }

    HttpServletRequest request() {
        return request;
    }

    /** Reads away what is left of the body before a reply. */
    void drain() {
        Drain.rest(bounded);
    }

    MediaType type() {
        return type;
    }

    FilePass filePass() {
        return filePass;
    }

    /** Where the form with files is, that this one is to earn a pass for; only of one that is proven to come from a page of this site. */
    Optional<String> formWithFiles() {
        return request.getMethod().equals("POST") && SameOrigin.isProven(request, gate.publicOrigin())
                ? Optional.ofNullable(form).flatMap(read -> read.first(Presented.FILES_FIELD))
                : Optional.empty();
    }

    FormData query() throws ProblemException {
        if (query == null) {
            query = FormData.parseQuery(request.getQueryString());
        }
        return query;
    }

    /** What the application is to read. */
    HttpServletRequest onward() {
        return onward;
    }

    /** What was brought: in a header or the query, which costs nothing to look at, else in the form. */
    Presented presented() throws IOException, ProblemException {
        Presented inHeaders = Presented.inHeaders(request);
        if (!inHeaders.isNothing()) {
            return inHeaders;
        }
        Presented inQuery = Presented.inFields(query()::first);
        if (!inQuery.isNothing()) {
            return inQuery;
        }
        return switch (type) {
            case FORM -> Presented.inFields(form()::first);
            case MULTIPART -> {
                Presented parts = inParts();
                yield parts.isNothing() ? inCookie() : parts;
            }
            default -> inQuery;
        };
    }

    /** Sent by a page of this site alone. */
    private Presented inCookie() {
        Presented pass =
                SameOrigin.isProven(request, gate.publicOrigin()) ? Presented.inCookie(filePass) : Presented.NOTHING;
        isInCookie = !pass.isNothing();
        return pass;
    }

    /** What was brought is good no more: it has been redeemed, or refused for good. */
    void forgetToken() {
        if (isInCookie) {
            filePass.forget();
        }
    }

    /** The fields of an urlencoded form. What could not be read once is not read again: the rest of it would look like a whole. */
    FormData form() throws IOException, ProblemException {
        if (refused != null) {
            throw refused;
        }
        if (form == null) {
            try {
                Body read = gate.buffers().read(bounded.getInputStream(), gate.clientOf(request));
                body = read;
                form = FormData.parse(read.bytes());
                onward = new ReplayedRequest(request, response, read.bytes(), form);
            } catch (ProblemException e) {
                refused = e;
                throw e;
            } catch (IOException e) {
                refused = ProblemException.of(e);
                throw refused;
            } catch (IllegalStateException e) { // another filter was first, and reads the body in another way
                refused = new ProblemException(Fault.of(e));
                throw refused;
            }
        }
        return form;
    }

    /** Through the container's own parser, which alone knows the servlet's limits. A servlet without multipart has no parts. */
    private Presented inParts() throws IOException, ProblemException {
        try {
            request.getPart("");
        } catch (ServletException | IllegalStateException e) {
            return Presented.NOTHING;
        } catch (IOException e) {
            throw new ProblemException(Problem.incomplete());
        }
        onward = new PartsRequest(request, response, query());
        return Presented.inFields(this::part);
    }

    private Optional<String> part(String name) {
        try {
            Part part = request.getPart(name);
            if (part == null || part.getSize() > LONGEST_PART) {
                return Optional.empty();
            }
            try (InputStream content = part.getInputStream()) {
                return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (ServletException | IOException | IllegalStateException e) {
            return Optional.empty(); // the container took the form apart before, so this is a part that can't be read
        }
    }

    /** Gives back the form's room, once the application is done with it. */
    @Override
    public void close() {
        Body read = body;
        if (read == null) {
            return;
        }
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new ClosesAtEnd(read));
                return;
            }
        } catch (IllegalStateException e) {
            // it ended in this moment
        }
        read.close();
    }

    private record ClosesAtEnd(Body body) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            body.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this); // a new cycle starts without the listeners of the old one
        }
    }
}
