package dev.postern.servlet.testing;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * A request and its reply.
 *
 * @param path below the mount, decoded
 * @param query as it was sent, or empty
 * @param requestType the content type that was sent
 * @param requestBody what was sent, or empty
 * @param headers the reply's, by their names in lower case
 */
public record Exchange(
        String method,
        String path,
        String query,
        Optional<String> requestType,
        String requestBody,
        int status,
        Map<String, List<String>> headers,
        String body) {
    /** This request, with its reply. */
    public static Exchange of(
            HttpRequest request, String path, int status, Map<String, List<String>> headers, String body) {
        return new Exchange(
                request.method(),
                path,
                Optional.ofNullable(request.uri().getRawQuery()).orElse(""),
                request.headers().firstValue("Content-Type"),
                bodyOf(request),
                status,
                headers,
                body);
    }

    /** A header of the reply. */
    Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The reply's content type without parameters, or empty. */
    String type() {
        return base(header("Content-Type").orElse(""));
    }

    /** A content type without parameters, in lower case. */
    static String base(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return method + " " + path + " → " + status + " " + type() + " " + body;
    }

    private static String bodyOf(HttpRequest request) {
        BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(new Adapter(text)));
        return request.bodyPublisher().isPresent()
                ? text.getBody().toCompletableFuture().join()
                : "";
    }

    /** Gives what a client would send to what collects a reply. */
    private record Adapter(BodySubscriber<String> to) implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            to.onNext(List.of(bytes));
        }

        @Override
        public void onError(Throwable thrown) {
            to.onError(thrown);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }
}
