package dev.postern.servlet.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.postern.analytics.Overview;
import dev.postern.servlet.http.Json;
import org.jspecify.annotations.Nullable;

/** An overview. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OverviewReply(
        String from,
        String to,
        @Nullable Long keyId,
        @JsonUnwrapped FiguresReply figures,
        Previous previous) {
    static OverviewReply of(Overview overview) {
        return new OverviewReply(
                Json.timestamp(overview.from()),
                Json.timestamp(overview.to()),
                overview.keyId().isPresent() ? overview.keyId().getAsLong() : null,
                FiguresReply.of(overview.figures()),
                new Previous(
                        Json.timestamp(overview.previous().from()),
                        Json.timestamp(overview.previous().to()),
                        FiguresReply.of(overview.previous().figures())));
    }

    record Previous(String from, String to, @JsonUnwrapped FiguresReply figures) {}
}
