package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.desk.DeskAccount;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code GET /balance} and {@code POST /getBalance}: tell how many credits the account has. */
public final class BalanceEndpoint extends DeskEndpoint {
    private final Place place;

    private BalanceEndpoint(Desk desk, DeskAccess access, boolean alwaysOk, String method, Place place) {
        super(desk, access, alwaysOk, method);
        this.place = place;
    }

    /** The one whose key stands in the query. */
    public static BalanceEndpoint byQuery(Desk desk, DeskAccess access) {
        return new BalanceEndpoint(
                desk, access, false, "GET", request -> Optional.ofNullable(request.getParameter("apiKey")));
    }

    /** The one whose key stands in the body. */
    public static BalanceEndpoint byBody(Desk desk, DeskAccess access) {
        return new BalanceEndpoint(
                desk, access, true, "POST", request -> access.withFields(request, fields -> fields.text("clientKey")));
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException, FailureException {
        long account = access().accountOf(request, place.keyIn(request));
        long balance = desk().accounts()
                .get(account)
                .map(DeskAccount::balance)
                .orElse(0L); // it may have been deleted just now
        Json.write(response, HttpServletResponse.SC_OK, BalanceReply.of(balance));
    }

    /** Where the key stands. */
    private interface Place {
        Optional<String> keyIn(HttpServletRequest request) throws IOException, ProblemException, FailureException;
    }
}
