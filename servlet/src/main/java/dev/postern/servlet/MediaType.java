package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a request's body. */
enum MediaType {
    FORM("application/x-www-form-urlencoded"),
    MULTIPART("multipart/form-data"),
    JSON("application/json"),
    OTHER("");

    private final String name;

    MediaType(String name) {
        this.name = name;
    }

    static MediaType of(HttpServletRequest request) {
        String base = base(request.getContentType());
        for (MediaType type : values()) {
            if (type.name.equals(base)) {
                return type;
            }
        }
        return OTHER;
    }

    /** Whether the body is said to be in UTF-8, or nothing is said. */
    static boolean isUtf8(HttpServletRequest request) {
        String charset = request.getCharacterEncoding();
        return charset == null || charset.equalsIgnoreCase(StandardCharsets.UTF_8.name());
    }

    private static String base(@Nullable String contentType) {
        if (contentType == null) {
            return "none";
        }
        int parameters = contentType.indexOf(';');
        String base = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return base.strip().toLowerCase(Locale.ROOT);
    }
}
