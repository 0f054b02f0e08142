package dev.postern.servlet.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.postern.analytics.Series;
import dev.postern.servlet.http.Json;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time series. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SeriesReply(
        String from,
        String to,
        String interval,
        String timeZone,
        @Nullable Long keyId,
        List<Point> points) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    static SeriesReply of(Series series) {
        return new SeriesReply(
                Json.timestamp(series.from()),
                Json.timestamp(series.to()),
                series.interval().code(),
                series.zone().getId(),
                series.keyId().isPresent() ? series.keyId().getAsLong() : null,
                series.points().stream().map(Point::of).toList());
    }

    record Point(String start, @JsonUnwrapped FiguresReply figures) {
        static Point of(Series.Point point) {
            return new Point(LOCAL.format(point.start()), FiguresReply.of(point.figures()));
        }
    }
}
