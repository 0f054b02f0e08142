package dev.postern.servlet.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.analytics.Figures;
import dev.postern.servlet.http.Numbers;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Figures; rates, means and times are left out where there is nothing that they could be of. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FiguresReply(
        long issued,
        long verified,
        long succeeded,
        long allowed,
        long redeemed,
        @Nullable Number successRate,
        @Nullable Number meanScore,
        @Nullable Long solveTimeP50Ms,
        @Nullable Long solveTimeP95Ms) {
    static FiguresReply of(Figures figures) {
        return new FiguresReply(
                figures.issued(),
                figures.verified(),
                figures.succeeded(),
                figures.allowed(),
                figures.redeemed(),
                figures.successRate().isPresent()
                        ? Numbers.shortest(figures.successRate().getAsDouble())
                        : null,
                figures.meanScore().isPresent()
                        ? Numbers.shortest(figures.meanScore().getAsDouble())
                        : null,
                orNull(figures.solveTimeP50Ms()),
                orNull(figures.solveTimeP95Ms()));
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
