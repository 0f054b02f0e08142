package dev.postern.servlet.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An application of one form, written as if there were no Postern. */
final class SignupServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        try (InputStream page = SignupServlet.class.getResourceAsStream("/demo/signup.html")) {
            if (page == null) {
                throw new IllegalStateException("the test resources lack demo/signup.html");
            }
            page.transferTo(response.getOutputStream());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter()
                .printf(
                        "<!DOCTYPE html><html lang=\"en\"><title>Welcome</title><h1>Welcome, %s</h1><p>You wrote: %s</p>%n",
                        escape(request.getParameter("name")), escape(request.getParameter("message")));
    }

    private static String escape(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
