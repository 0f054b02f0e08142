package dev.postern.servlet.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The type of a request's body. */
public enum MediaType {
    FORM("application/x-www-form-urlencoded"),
    MULTIPART("multipart/form-data"),
    JSON("application/json"),
    OTHER("");

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]*)", Pattern.CASE_INSENSITIVE);

    private final String name;

    MediaType(String name) {
        this.name = name;
    }

    /** That of a {@code Content-Type}. */
    public static MediaType of(@Nullable String contentType) {
        String base = base(contentType);
        for (MediaType type : values()) {
            if (type.name.equals(base)) {
                return type;
            }
        }
        return OTHER;
    }

    /** Whether the client says that the body is in UTF-8, or says nothing; the application's own default is for its forms. */
    public static boolean isUtf8(@Nullable String contentType) {
        if (contentType == null || contentType.indexOf(';') < 0) {
            return true;
        }
        Matcher charset = CHARSET.matcher(contentType);
        return !charset.find() || charset.group(1).equalsIgnoreCase(StandardCharsets.UTF_8.name());
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
