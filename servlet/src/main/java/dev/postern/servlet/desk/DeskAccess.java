package dev.postern.servlet.desk;

import dev.postern.Metrics;
import dev.postern.account.KeyInUse;
import dev.postern.account.Scope;
import dev.postern.limit.ClientAddress;
import dev.postern.servlet.http.BodyBuffers;
import dev.postern.servlet.http.BodyBuffers.Body;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Lets callers come to the desk: their keys, and what their requests may take of the memory. Thread-safe; all resources of a desk share one. */
public final class DeskAccess {
    private static final int LARGEST_BODY = Json.LONGEST_IMAGE;
    private static final long BODIES = 64 << 20;

    private final Keys keys;
    private final Function<HttpServletRequest, ClientAddress> clients;
    private final Metrics metrics;
    private final BodyBuffers bodies = new BodyBuffers(LARGEST_BODY, BODIES);

    /**
     * For callers with these keys.
     *
     * @param metrics told of callers that have to wait
     */
    public DeskAccess(Keys keys, Function<HttpServletRequest, ClientAddress> clients, Metrics metrics) {
        this.keys = keys;
        this.clients = clients;
        this.metrics = metrics;
    }

    /** The account whose key this is; a refusal if it is none, does not open the desk, or is used too often. */
    long accountOf(HttpServletRequest request, Optional<String> secret) throws FailureException, ProblemException {
        if (secret.isEmpty()) {
            throw noKey("There must be a key where this resource looks for it.");
        }
        KeyInUse key = keys.require(request, secret.get());
        if (!key.scopes().contains(Scope.DESK)) {
            throw noKey("This key does not open the desk: it lacks the scope desk.");
        }
        ProblemException.requireNoWait(key.requests().tryOnce().toWait(), metrics, Metrics.Limit.KEY);
        return key.accountId();
    }

    /** Does something with the fields of the body, which is kept as long. */
    <T> T withFields(HttpServletRequest request, Work<T> work) throws IOException, ProblemException, FailureException {
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw new ProblemException(Problem.tooLarge());
        }
        try (Body body = read(request)) {
            JsonFields fields = JsonFields.readWithImages(body.bytes())
                    .orElseThrow(() -> new FailureException(Failure.badParameters(JsonFields.RULE)));
            return work.with(fields);
        }
    }

    private Body read(HttpServletRequest request) throws ProblemException {
        try {
            return bodies.read(request.getInputStream(), clients.apply(request));
        } catch (IOException e) {
            throw ProblemException.of(e);
        }
    }

    private static FailureException noKey(String description) {
        return new FailureException(Failure.of(Code.KEY_DOES_NOT_EXIST, description));
    }

    /** Where keys are looked up. */
    @FunctionalInterface
    public interface Keys {
        /** The key in force that this is; a refusal if there is none. */
        KeyInUse require(HttpServletRequest request, String secret) throws ProblemException;
    }

    /** What is done with fields. */
    @FunctionalInterface
    interface Work<T> {
        T with(JsonFields fields) throws ProblemException, FailureException;
    }
}
