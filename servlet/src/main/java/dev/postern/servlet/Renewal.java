package dev.postern.servlet;

import dev.postern.Verification;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** What a request that was let through can be given a new pass by. */
record Renewal(Gate gate, Verification verification) {
    /** Each is counted as an answer of the client. What a test key let through earns no real pass. */
    Optional<String> renew(HttpServletRequest request) {
        if (gate.testKeys().isPresent() && verification.operation().equals(TestFamily.OPERATION)) {
            return Optional.of(TestKind.PASSES.token);
        }
        if (!gate.countVerify(request, gate.site()).allowed()) {
            return Optional.empty();
        }
        return gate.postern()
                .renew(gate.site(), verification, gate.clientOf(request).toString())
                .map(UUID::toString);
    }
}
