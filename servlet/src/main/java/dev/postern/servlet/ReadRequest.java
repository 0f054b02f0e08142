package dev.postern.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request whose form was read by the filter, and whose parameters the container therefore can't give any more, or has frozen in
 * a charset. Here the charset stays the application's to set until it asks for a parameter.
 */
abstract class ReadRequest extends HttpServletRequestWrapper {
    private final ServletResponse response;
    private @Nullable String encoding;
    private @Nullable Map<String, String[]> formParameters;

    ReadRequest(HttpServletRequest request, ServletResponse response) {
        super(request);
        this.response = response;
    }

    /** The fields of the body, in this charset. */
    abstract List<Map.Entry<String, String>> fields(Charset charset);

    /** The parameters of the query, or of a dispatch that adds some, which come first. */
    abstract Map<String, String[]> queryParameters();

    /** The same of one name. */
    abstract String @Nullable [] queryParameter(String name);

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
    }

    /** Merged anew each time, as all of them are: on Tomcat a forward changes the parameters of the request beneath. */
    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] first = queryParameter(name);
        String[] second = formParameters().get(name);
        if (first == null || second == null) {
            String[] values = first == null ? second : first;
            return values == null ? null : values.clone();
        }
        return concat(first, second);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> all = new LinkedHashMap<>(queryParameters());
        formParameters().forEach((name, values) -> all.merge(name, values, ReadRequest::concat));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    /** Jetty and Undertow ignore it once the stream was asked for, as the filter has done. */
    @Override
    public void setCharacterEncoding(String name) throws UnsupportedEncodingException {
        super.setCharacterEncoding(name);
        encoding = name;
    }

    /** Servlet 6.1 has this one too; the wrapper's own would hand it to the container past the other. */
    public void setCharacterEncoding(Charset charset) throws UnsupportedEncodingException {
        setCharacterEncoding(charset.name());
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return encoding != null ? encoding : super.getCharacterEncoding();
    }

    /** By default a wrapper hands the container's own request to asynchronous applications, whose body is gone. */
    @Override
    public AsyncContext startAsync() {
        return super.startAsync(this, response);
    }

    private Map<String, String[]> formParameters() {
        if (formParameters == null) {
            formParameters = arrays(fields(charset()));
        }
        return formParameters;
    }

    static Map<String, String[]> arrays(List<Map.Entry<String, String>> fields) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields) {
            values.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue());
        }
        Map<String, String[]> arrays = new LinkedHashMap<>();
        values.forEach((name, list) -> arrays.put(name, list.toArray(String[]::new)));
        return arrays;
    }

    static String[] concat(String[] first, String[] second) {
        String[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** What a form is read in. Jetty heeds only what the client said of it. */
    private Charset charset() {
        return isOn("jetty")
                ? charset(getRequest().getCharacterEncoding()).orElse(StandardCharsets.UTF_8)
                : textCharset();
    }

    /** What the body is read in as text. */
    final Charset textCharset() {
        return charset(getCharacterEncoding()).orElse(StandardCharsets.ISO_8859_1);
    }

    /** None where a client names one that there is not, or can't be. */
    private Optional<Charset> charset(@Nullable String name) {
        String set = name != null ? name : getServletContext().getRequestCharacterEncoding();
        try {
            return Optional.ofNullable(set).map(Charset::forName);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where the specification leaves a choice, each container has made its own. */
    final boolean isOn(String container) {
        return getServletContext().getServerInfo().toLowerCase(Locale.ROOT).contains(container);
    }
}
