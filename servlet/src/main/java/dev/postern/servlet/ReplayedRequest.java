package dev.postern.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose urlencoded form is in memory, so that the application can read it again, as stream, reader or parameters. */
final class ReplayedRequest extends ReadRequest {
    private final byte[] body;
    private final FormData form;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;

    ReplayedRequest(HttpServletRequest request, ServletResponse response, byte[] body, FormData form) {
        super(request, response);
        this.body = body;
        this.form = form;
    }

    @Override
    List<Map.Entry<String, String>> fields(Charset charset) {
        return isFormMethod() ? form.in(charset) : List.of();
    }

    /** The specification makes parameters of posted forms alone; what a container does beyond that stays as it is. */
    private boolean isFormMethod() {
        return switch (getMethod()) {
            case "POST" -> true;
            case "PUT" -> !isOn("tomcat");
            default -> !isOn("tomcat") && !isOn("jetty");
        };
    }

    /** The body is read, so these are all that the container has. */
    @Override
    Map<String, String[]> queryParameters() {
        return getRequest().getParameterMap();
    }

    @Override
    String @Nullable [] queryParameter(String name) {
        return getRequest().getParameterValues(name);
    }

    @Override
    public ServletInputStream getInputStream() {
        if (reader != null) {
            throw new IllegalStateException("the body is being read by getReader()");
        }
        if (stream == null) {
            stream = new ReplayedStream(this, body);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() {
        if (stream != null) {
            throw new IllegalStateException("the body is being read by getInputStream()");
        }
        if (reader == null) {
            reader = new BufferedReader(new InputStreamReader(new ReplayedStream(this, body), textCharset()));
        }
        return reader;
    }
}
