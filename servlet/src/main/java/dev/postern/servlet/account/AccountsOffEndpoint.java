package dev.postern.servlet.account;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Stands where accounts would be, and says why there are none. */
public final class AccountsOffEndpoint extends Endpoint {
    private final Problem problem;

    /** For this reason, a sentence. */
    public AccountsOffEndpoint(String reason) {
        super("GET", "POST", "PATCH", "DELETE");
        this.problem = Problem.of(503, "accounts-off", reason);
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        throw new ProblemException(problem);
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        throw new ProblemException(problem);
    }

    @Override
    protected void patch(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        throw new ProblemException(problem);
    }

    @Override
    protected void delete(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        throw new ProblemException(problem);
    }
}
