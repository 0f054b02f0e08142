package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.servlet.http.Drain;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A resource of the desk, which tells failures in the words of its protocol. */
abstract class DeskEndpoint extends Endpoint {
    private final Desk desk;
    private final DeskAccess access;
    private final boolean alwaysOk;

    /**
     * A resource that takes this method.
     *
     * @param alwaysOk whether failures come with status 200
     */
    DeskEndpoint(Desk desk, DeskAccess access, boolean alwaysOk, String method) {
        super(method);
        this.desk = desk;
        this.access = access;
        this.alwaysOk = alwaysOk;
    }

    final Desk desk() {
        return desk;
    }

    final DeskAccess access() {
        return access;
    }

    /** Answers a request, or says why not. */
    abstract void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException, FailureException;

    @Override
    protected final void get(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        post(request, response);
    }

    @Override
    protected final void post(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        try {
            answer(request, response);
        } catch (FailureException e) {
            Drain.rest(request);
            refuse(response, e.failure());
        }
    }

    @Override
    protected final void refuse(HttpServletResponse response, Problem problem) throws IOException {
        if (problem.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            super.refuse(response, problem);
        } else {
            refuse(response, Failure.of(problem));
        }
    }

    final void refuse(HttpServletResponse response, Failure failure) throws IOException {
        int status = alwaysOk ? HttpServletResponse.SC_OK : failure.code().status();
        Json.write(response, status, FailureReply.of(failure));
    }
}
