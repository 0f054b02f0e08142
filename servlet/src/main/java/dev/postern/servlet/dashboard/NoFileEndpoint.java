package dev.postern.servlet.dashboard;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Stands for all names that no file of the dashboard has. */
final class NoFileEndpoint extends Endpoint {
    NoFileEndpoint() {
        super("GET");
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        throw new ProblemException(Problem.of(404, "not-found", "The dashboard has no such file."));
    }
}
