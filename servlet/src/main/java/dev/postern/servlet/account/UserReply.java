package dev.postern.servlet.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.account.Account;
import dev.postern.servlet.http.Json;
import org.jspecify.annotations.Nullable;

/** An account, as its owner sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserReply(long id, String email, @Nullable String name, String createdAt) {
    /** This account. */
    public static UserReply of(Account account) {
        return new UserReply(
                account.id(), account.email(), account.name().orElse(null), Json.timestamp(account.createdAt()));
    }
}
