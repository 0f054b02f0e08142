package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.servlet.http.Drain;
import dev.postern.servlet.http.Fault;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.MediaType;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Refuses a guarded request in the client's language: a page for a form that a browser sent, problem details for all else. */
final class Refusal {
    private static final int MOST_ACCEPTED_TYPES = 32;

    private final Gate gate;
    private final ProtectionRule rule;
    private final Submission submission;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Refusal(Gate gate, ProtectionRule rule, Submission submission, HttpServletResponse response) {
        this.gate = gate;
        this.rule = rule;
        this.submission = submission;
        this.request = submission.request();
        this.response = response;
    }

    void send(Problem problem) throws IOException {
        boolean page = isNavigation() && acceptsHtml();
        Optional<FormFields> carried = page ? carried() : Optional.empty();
        Drain.rest(request);
        if (page && carried.isEmpty()) {
            ChallengePage.withoutForm(problem, lossOf(problem), link()).send(response);
            return;
        }
        boolean answerable = problem.status() == HttpServletResponse.SC_FORBIDDEN;
        Optional<Duration> wait = answerable ? gate.countIssue(request, gate.site()) : Optional.empty();
        Problem told = wait.map(Problem::tooMany).orElse(problem);
        Optional<ChallengeReply> challenge = Optional.empty();
        if (answerable && wait.isEmpty()) {
            try {
                challenge = Optional.of(ChallengeReply.forPages(issue()));
            } catch (RuntimeException e) {
                told = Fault.of(e);
            }
        }
        if (carried.isPresent()) {
            ChallengePage.withForm(told, challenge, carried.get()).send(response);
        } else {
            Json.write(response, challenge.isPresent() ? answerable(told, challenge.get()) : told);
        }
    }

    /** The problem with a challenge that can be answered along with the repeated request. */
    private Problem answerable(Problem problem, ChallengeReply challenge) {
        Problem named = rule.action().isEmpty() ? problem : problem.with("action", rule.action());
        return named.with("challenge", challenge)
                .with("retry", Map.of("answer-headers", List.of(Presented.CHALLENGE_HEADER, Presented.ANSWER_HEADER)));
    }

    private Challenge issue() {
        return gate.postern()
                .issue(ChallengeRequest.of(gate.site())
                        .withAction(rule.action())
                        .withLocale(request.getLocale()));
    }

    private boolean isNavigation() {
        return switch (submission.type()) {
            case FORM, MULTIPART -> true;
            case JSON, OTHER -> isGet();
        };
    }

    private boolean isGet() {
        return request.getMethod().equals("GET");
    }

    private boolean acceptsHtml() {
        String accept = request.getHeader("Accept");
        return accept != null
                && Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", MOST_ACCEPTED_TYPES))
                        .map(range -> range.replace(" ", ""))
                        .anyMatch(range -> range.startsWith("text/html") && !range.matches(".*;q=0(\\.0*)?(;.*)?"));
    }

    /**
     * The fields to send again with the answer. None of a request that is not proven to come from a page of this site, or the page's
     * own, which the browser takes for this site's, would launder a stranger's.
     */
    private Optional<FormFields> carried() throws IOException {
        if (!SameOrigin.isProven(request, gate.publicOrigin())) {
            return Optional.empty();
        }
        try {
            return switch (request.getMethod()) {
                case "GET" -> Optional.of(FormFields.ofGet(submission.query()));
                case "POST" ->
                    submission.type() == MediaType.MULTIPART
                            ? Optional.empty()
                            : Optional.of(FormFields.ofPost(submission));
                default -> Optional.empty(); // which no page can send
            };
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private String lossOf(Problem problem) {
        if (!SameOrigin.isProven(request, gate.publicOrigin())) {
            return "Nothing tells that this was sent from a page of this site, so it was not passed on.";
        }
        return problem.status() == HttpServletResponse.SC_FORBIDDEN
                ? "This form can hold files, which can't be kept while you answer. Its fields were not kept."
                : "This form could not be read. Its fields were not kept.";
    }

    /** The page that the form is on, if it is one of this host, else the address that was asked for without its query. */
    private String link() {
        String page = pageOnThisHost().orElse(request.getRequestURI());
        return "/" + page.replaceAll("^[/\\\\]+", ""); // which no browser takes for another host
    }

    private Optional<String> pageOnThisHost() {
        String referer = request.getHeader("Referer");
        String host = request.getHeader("Host");
        if (referer == null || host == null) {
            return Optional.empty();
        }
        try {
            URI page = new URI(referer);
            String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
            return host.equalsIgnoreCase(page.getRawAuthority())
                    ? Optional.of(page.getRawPath() + query)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
