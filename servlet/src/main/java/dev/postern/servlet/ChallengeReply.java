package dev.postern.servlet;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.Challenge;
import dev.postern.challenge.TextPrompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A challenge as the wire contract has it: with its family's name for pages (section 6), without for servers (section 1). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChallengeReply(String token, @Nullable String family, Text challenge, long expiresIn) {
    static ChallengeReply forServers(Challenge challenge) {
        return of(challenge, null);
    }

    static ChallengeReply forPages(Challenge challenge) {
        return of(challenge, challenge.family());
    }

    private static ChallengeReply of(Challenge challenge, @Nullable String family) {
        TextPrompt prompt = (TextPrompt) challenge.prompt();
        List<Integer> digits = prompt.digits().isEmpty() ? null : prompt.digits();
        return new ChallengeReply(
                challenge.token().toString(),
                family,
                new Text(prompt.text(), digits, prompt.instruction()),
                challenge.lifetime().toSeconds());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Text(String text, @Nullable List<Integer> digits, String instruction) {}
}
