package dev.postern.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** As much of a request as the benchmarks' subjects look at, and at no cost of its own. */
final class StubRequest extends HttpServletRequestWrapper {
    private final String method;
    private final String servletPath;
    private final @Nullable String pathInfo;
    private final String uri;
    private final InputStream body;

    private StubRequest(String method, String servletPath, @Nullable String pathInfo, InputStream body) {
        super((HttpServletRequest) Proxy.newProxyInstance(
                StubRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, args) -> {
                    throw new UnsupportedOperationException(called.getName());
                }));
        this.method = method;
        this.servletPath = servletPath;
        this.pathInfo = pathInfo;
        this.uri = pathInfo == null ? servletPath : servletPath + pathInfo;
        this.body = body;
    }

    static StubRequest to(String method, String servletPath, @Nullable String pathInfo) {
        return new StubRequest(method, servletPath, pathInfo, InputStream.nullInputStream());
    }

    static StubRequest of(InputStream body) {
        return new StubRequest("POST", "/postern/verify", null, body);
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getServletPath() {
        return servletPath;
    }

    @Override
    public @Nullable String getPathInfo() {
        return pathInfo;
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public String getContentType() {
        return "application/json";
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new ServletInputStream() {
            @Override
            public int read() throws java.io.IOException {
                return body.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws java.io.IOException {
                return body.read(bytes, offset, length);
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
