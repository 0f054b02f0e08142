package dev.postern.servlet;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.Challenge;
import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.Prompt;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.WorkPrompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A challenge as the wire contract has it: with its family's name for pages (section 6), without for servers (section 1). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChallengeReply(String token, @Nullable String family, Shown challenge, long expiresIn) {
    static ChallengeReply forServers(Challenge challenge) {
        return of(challenge, null);
    }

    static ChallengeReply forPages(Challenge challenge) {
        return of(challenge, challenge.family());
    }

    private static ChallengeReply of(Challenge challenge, @Nullable String family) {
        return new ChallengeReply(
                challenge.token().toString(),
                family,
                shown(challenge.prompt()),
                Math.max(1, challenge.left().toSeconds()));
    }

    private static Shown shown(Prompt prompt) {
        if (prompt instanceof WorkPrompt work) {
            return new Work("SHA-256", work.salt(), work.target(), work.max());
        }
        if (prompt instanceof ImagePrompt image) {
            return new Image(image.image(), image.instruction());
        }
        TextPrompt text = (TextPrompt) prompt;
        return new Text(text.text(), text.digits().isEmpty() ? null : text.digits(), text.instruction());
    }

    /** What the client is shown. */
    sealed interface Shown {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Text(String text, @Nullable List<Integer> digits, String instruction) implements Shown {}

    record Image(String image, String instruction) implements Shown {}

    record Work(String algorithm, String salt, String target, int max) implements Shown {}
}
