package dev.postern.servlet.account;

import dev.postern.Metrics;
import dev.postern.account.Accounts;
import dev.postern.account.EmailAddress;
import dev.postern.account.Password;
import dev.postern.account.Session;
import dev.postern.limit.ClientAddress;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;

/** Lets people in who bring an address and a password, or make an account. Thread-safe. */
public final class SignIn {
    private final Accounts accounts;
    private final Registration registration;
    private final Function<HttpServletRequest, ClientAddress> clients;
    private final Limiter<ClientAddress> limiter;
    private final Metrics metrics;

    /**
     * Lets people in.
     *
     * @param clients whom a request comes from
     * @param rate how often one client address may try
     * @param metrics told of clients that have to wait
     */
    public SignIn(
            Accounts accounts,
            Registration registration,
            Function<HttpServletRequest, ClientAddress> clients,
            Rate rate,
            Metrics metrics) {
        this.accounts = accounts;
        this.registration = registration;
        this.clients = clients;
        this.limiter = new Limiter<>(rate);
        this.metrics = metrics;
    }

    /** Who may make an account. */
    public Registration registration() {
        return registration;
    }

    /** Makes an account as these fields say, or says what is wrong with them. */
    public Session register(HttpServletRequest request, JsonFields fields) throws ProblemException {
        requireFewTries(request);
        registration.requireAllowed(fields);
        EmailAddress email = EmailAddress.parse(AccountFields.text(fields, "email"))
                .orElseThrow(() -> problem(400, "invalid-email", "The field email must hold an e-mail address."));
        Password password = AccountFields.newPassword(fields, "password");
        Optional<String> name = AccountFields.name(fields);
        return register(email, password, name)
                .orElseThrow(() -> problem(409, "email-taken", "There is an account with this address already."));
    }

    private Optional<Session> register(EmailAddress email, Password password, Optional<String> name)
            throws ProblemException {
        try {
            return accounts.register(email, password, name);
        } catch (IllegalArgumentException e) {
            throw problem(400, "invalid-input", "name: " + e.getMessage() + ".");
        }
    }

    /** Whose address and password these fields hold. It can't be told which of them is wrong. */
    public Session login(HttpServletRequest request, JsonFields fields) throws ProblemException {
        requireFewTries(request);
        Optional<EmailAddress> email = EmailAddress.parse(AccountFields.text(fields, "email"));
        Optional<Password> password = AccountFields.password(fields, "password");
        Optional<Session> session = Optional.empty();
        if (email.isPresent() && password.isPresent()) {
            session = accounts.login(
                    email.get(), password.get(), clients.apply(request).value());
        } else {
            accounts.loginOfNobody();
        }
        return session.orElseThrow(
                () -> problem(401, "invalid-credentials", "There is no account with this address and password."));
    }

    private void requireFewTries(HttpServletRequest request) throws ProblemException {
        ProblemException.requireNoWait(limiter.tryOnce(clients.apply(request)).toWait(), metrics, Metrics.Limit.LOGIN);
    }

    private static ProblemException problem(int status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, detail));
    }
}
