package dev.postern.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose form was read by the filter, and whose parameters the container therefore can't give any more, or has frozen in
 * a charset. Here the charset stays the application's to set until it asks for a parameter.
 */
abstract class ReadRequest extends HttpServletRequestWrapper {
    private final ServletResponse response;
    private final FormData query;
    private @Nullable Map<String, String[]> parameters;

    ReadRequest(HttpServletRequest request, ServletResponse response, FormData query) {
        super(request);
        this.response = response;
        this.query = query;
    }

    /** The fields of the body, in this charset. */
    abstract List<Map.Entry<String, String>> fields(Charset charset);

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters());
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters().keySet());
    }

    /** By default a wrapper hands the container's own request to asynchronous applications, whose body is gone. */
    @Override
    public AsyncContext startAsync() {
        return super.startAsync(this, response);
    }

    private Map<String, String[]> parameters() {
        if (parameters == null) {
            Map<String, List<String>> values = new LinkedHashMap<>();
            collect(query.in(StandardCharsets.UTF_8), values);
            collect(fields(charset()), values);
            Map<String, String[]> arrays = new LinkedHashMap<>();
            values.forEach((name, list) -> arrays.put(name, list.toArray(String[]::new)));
            parameters = arrays;
        }
        return parameters;
    }

    private static void collect(List<Map.Entry<String, String>> fields, Map<String, List<String>> values) {
        for (Map.Entry<String, String> field : fields) {
            values.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue());
        }
    }

    /** What was set, else the container's default: Jetty reads forms as UTF-8, the others as the specification says. */
    final Charset charset() {
        String encoding = getCharacterEncoding();
        if (encoding == null) {
            encoding = getServletContext().getRequestCharacterEncoding();
        }
        if (encoding != null && Charset.isSupported(encoding)) {
            return Charset.forName(encoding);
        }
        boolean jetty = getServletContext().getServerInfo().startsWith("jetty");
        return jetty ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }
}
