package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Site;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Work;
import dev.postern.limit.Quota;
import dev.postern.servlet.ChallengePage.Asked;
import dev.postern.servlet.http.Fault;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.MediaType;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.RateLimitFields;
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

    void send(Decision decision) throws IOException {
        if (decision instanceof Decision.Refused refused) {
            send(refused.problem(), refused.next());
        } else if (decision instanceof Decision.Earned pass) {
            Duration lifetime = gate.site().verificationLifetime();
            submission.filePass().keep(pass.token(), lifetime);
            response.setStatus(HttpServletResponse.SC_OK);
            ChallengePage.afterFiles(PageTexts.of(request), lifetime, link()).send(response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            ChallengePage.withoutCookies(PageTexts.of(request), link()).send(response);
        }
    }

    private void send(Problem problem, Optional<Challenge> next) throws IOException {
        boolean page = isNavigation() && acceptsHtml();
        Optional<FormFields> carried = page ? carried() : Optional.empty();
        submission.drain();
        if (page && carried.isEmpty()) {
            Json.setStatus(response, problem);
            ChallengePage.withoutForm(PageTexts.of(request), lossOf(), link()).send(response);
            return;
        }
        boolean issues = problem.status() == HttpServletResponse.SC_FORBIDDEN && next.isEmpty();
        Optional<Quota> quota = issues ? Optional.of(gate.countIssue(request, gate.site())) : Optional.empty();
        quota.ifPresent(counted -> RateLimitFields.add(response, "issue", counted));
        Optional<Duration> wait = quota.flatMap(Quota::toWait);
        Problem told = wait.map(Problem::tooMany).orElse(problem);
        List<Challenge> asked = next.stream().toList();
        if (issues && wait.isEmpty()) {
            try {
                asked = issue(page, problem.code().equals("low-score"));
            } catch (RuntimeException e) {
                told = Fault.of(e);
            }
        }
        if (carried.isPresent()) {
            sendPage(told, asked, carried.get());
        } else {
            Json.write(response, asked.isEmpty() ? told : answerable(told, ChallengeReply.forPages(asked.get(0))));
        }
    }

    private void sendPage(Problem problem, List<Challenge> asked, FormFields carried) throws IOException {
        boolean forFiles = isForFiles();
        if (forFiles) {
            submission.filePass().probe();
        }
        Json.setStatus(response, problem);
        // Not the request's own context path, which is as the client has spelt it.
        String script = request.getServletContext().getContextPath() + gate.mount() + "/challenge-page.js";
        ChallengePage.withForm(PageTexts.of(request), problem, new Asked(asked, script), carried, forFiles)
                .send(response);
    }

    private boolean isForFiles() {
        return submission.type() == MediaType.MULTIPART
                || submission.formWithFiles().isPresent();
    }

    /** The problem with a challenge that can be answered along with the repeated request. */
    private Problem answerable(Problem problem, ChallengeReply challenge) {
        Problem named = rule.action().isEmpty() ? problem : problem.with("action", rule.action());
        return named.with("challenge", challenge)
                .with("retry", Map.of("answer-headers", List.of(Presented.CHALLENGE_HEADER, Presented.ANSWER_HEADER)));
    }

    /**
     * What the site asks first; on a page the question, too, for browsers without script. Of whom work is not enough from, the question alone.
     */
    private List<Challenge> issue(boolean page, boolean stepUp) {
        Site site = gate.site();
        ChallengeRequest wanted = gate.underPressure(
                ChallengeRequest.of(site).withAction(rule.action()).withLocale(request.getLocale()), request);
        Optional<Challenge> question = site.questions().map(family -> issue(wanted, family));
        ChallengeFamily first = site.families().get(0);
        boolean work = first == Work.family() && !(stepUp && question.isPresent());
        if (!work) {
            return question.stream().toList();
        }
        Challenge challenge = issue(wanted, first);
        return page && question.isPresent() ? List.of(challenge, question.get()) : List.of(challenge);
    }

    private Challenge issue(ChallengeRequest wanted, ChallengeFamily family) {
        return gate.postern().issue(wanted.withFamily(family.name()));
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
                    Optional.of(
                            submission.type() == MediaType.MULTIPART
                                    ? FormFields.ofFiles(request, link())
                                    : FormFields.ofPost(submission));
                default -> Optional.empty(); // which no page can send
            };
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** The key of the text that says so. */
    private String lossOf() {
        if (!SameOrigin.isProven(request, gate.publicOrigin())) {
            return "loss.foreign";
        }
        return "loss.unreadable";
    }

    /** The page that the form is on, if it is one of this host, else the address that was asked for without its query. */
    private String link() {
        String page = submission
                .formWithFiles()
                .flatMap(Refusal::path)
                .or(this::pageOnThisHost)
                .orElse(request.getRequestURI());
        return "/" + page.replaceAll("^[/\\\\]+", ""); // which no browser takes for another host
    }

    /** Nothing but a path and its query. */
    private static Optional<String> path(String address) {
        try {
            URI uri = new URI(address);
            return uri.isAbsolute() || uri.getRawAuthority() != null || !address.startsWith("/")
                    ? Optional.empty()
                    : Optional.of(address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
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
