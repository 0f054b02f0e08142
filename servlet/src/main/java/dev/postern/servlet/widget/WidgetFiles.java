package dev.postern.servlet.widget;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.FileEndpoint;
import dev.postern.servlet.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The files that the widget is made of, by their paths below the mount point. Pages of any origin may load them. */
public final class WidgetFiles {
    /** A module script of another origin is asked for with CORS. */
    private static final Map<String, String> HEADERS =
            Map.of("Access-Control-Allow-Origin", "*", "Cross-Origin-Resource-Policy", "cross-origin");

    private static final List<String> MODULES =
            List.of("pass.js", "picture.js", "solver.js", "texts.js", "view.js", "work.js");

    /** All but English, which is built in. */
    private static final List<String> LANGUAGES = List.of(
            "ar", "cs", "da", "de", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh",
            "zh-hant");

    private static final Pattern COMMENTS = Pattern.compile("(?m)^ *(?://.*|/\\*\\*(?s:.*?)\\*/)\\n");

    private WidgetFiles() {}

    /** An endpoint for each file. */
    public static Map<String, Endpoint> endpoints() {
        Map<String, Endpoint> endpoints = new HashMap<>();
        endpoints.put("/widget.js", script("widget.js"));
        MODULES.forEach(name -> endpoints.put("/widget/" + name, script(name)));
        LANGUAGES.forEach(language -> endpoints.put("/widget/" + language + ".json", texts(language)));
        return endpoints;
    }

    /** Without comments, which are for who reads the source: a sixth of what every visitor would load. */
    private static Endpoint script(String name) {
        String source = new String(FileEndpoint.read(WidgetFiles.class, name), StandardCharsets.UTF_8);
        byte[] content = COMMENTS.matcher(source).replaceAll("").getBytes(StandardCharsets.UTF_8);
        return new FileEndpoint(content, "text/javascript;charset=utf-8", HEADERS);
    }

    private static Endpoint texts(String language) {
        return new FileEndpoint(
                FileEndpoint.read(WidgetFiles.class, "texts/" + language + ".json"), Json.TYPE, HEADERS);
    }
}
