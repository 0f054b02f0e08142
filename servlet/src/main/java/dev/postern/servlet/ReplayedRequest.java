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

    ReplayedRequest(HttpServletRequest request, ServletResponse response, byte[] body, FormData query, FormData form) {
        super(request, response, query);
        this.body = body;
        this.form = form;
    }

    @Override
    List<Map.Entry<String, String>> fields(Charset charset) {
        return form.in(charset);
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
            reader = new BufferedReader(new InputStreamReader(new ReplayedStream(this, body), charset()));
        }
        return reader;
    }
}
