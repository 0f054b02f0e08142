package dev.postern.servlet;

import dev.postern.Verification;
import dev.postern.servlet.http.Drain;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a guarded request through if it brings a pass or an answered challenge, and refuses it with a challenge otherwise
 * (wire contract, section 6). Other requests pass untouched.
 *
 * <p>In {@code web.xml} its init parameters are rules ({@code protect}, {@code protect.<action>}), which add to those of the
 * configuration that the application shares; everything else comes from there, see servlet's README. A request is looked at once, however often the filter is mounted.
 */
public final class CaptchaFilter implements Filter {
    /** The request attribute in which the application finds the {@link Verification} of a request that was let through. */
    public static final String VERIFICATION = "dev.postern.Verification";

    private static final String RENEWAL = Renewal.class.getName();

    private @Nullable Gate gate;
    private Rules rules = new Rules(List.of());
    private boolean madeGate;

    /** For {@code web.xml}, which sets it up by init parameters. */
    public CaptchaFilter() {}

    /** With the rules of this gate. */
    public CaptchaFilter(Gate gate) {
        this.gate = gate;
        this.rules = new Rules(gate.rules());
    }

    /**
     * Makes a new pass of the one that let this request through, for an application that shows its form again because of a mistake in it: put it into the form as
     * the hidden field {@code captcha-token}, and the person need not solve anew. It is good for this form and this client alone; at most 3 times and 15 minutes after
     * the solve, once for each request, and as often as one client may answer.
     *
     * <p>Never call it after a failed authentication: one solve would then buy more guesses.
     *
     * @return the new pass; empty if the request did not pass a filter, or one of these bounds is reached
     * @throws dev.postern.token.StoreUnavailableException if the store is full or can't be reached
     */
    public static Optional<String> renew(HttpServletRequest request) {
        return request.getAttribute(RENEWAL) instanceof Renewal renewal ? renewal.renew(request) : Optional.empty();
    }

    /**
     * Reads the init parameters, unless a gate was given.
     *
     * @throws ConfigurationException if there is a mistake in them
     */
    @Override
    public void init(FilterConfig config) {
        if (gate == null) {
            FilterSettings settings = FilterSettings.read(config);
            gate = settings.gate();
            madeGate = settings.isOfThisFilter();
            rules = new Rules(settings.rules());
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ProtectionRule rule;
        try {
            rule = rules.guarding((HttpServletRequest) request);
        } catch (ProblemException e) {
            Drain.rest(gate().bodyWaits().bounding((HttpServletRequest) request));
            Json.write((HttpServletResponse) response, e.problem());
            return;
        }
        if (rule == null || request.getAttribute(VERIFICATION) instanceof Verification) {
            chain.doFilter(request, response);
        } else {
            guard(rule, (HttpServletRequest) request, (HttpServletResponse) response, chain);
        }
    }

    private void guard(ProtectionRule rule, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (Submission submission = new Submission(request, response, gate(), rule)) {
            Decision decision = new Guard(gate(), rule, response).decide(submission);
            if (decision instanceof Decision.Passed passed) {
                request.setAttribute(VERIFICATION, passed.verification());
                request.setAttribute(RENEWAL, new Renewal(gate(), passed.verification()));
                chain.doFilter(submission.onward(), response);
            } else {
                new Refusal(gate(), rule, submission, response).send(decision);
            }
        }
    }

    /** Closes what {@link #init} has made. */
    @Override
    public void destroy() {
        if (madeGate) {
            gate().postern().close();
        }
    }

    private Gate gate() {
        if (gate == null) {
            throw new IllegalStateException("the filter is used before init()");
        }
        return gate;
    }
}
