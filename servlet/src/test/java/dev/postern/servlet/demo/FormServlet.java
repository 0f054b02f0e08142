package dev.postern.servlet.demo;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An application of one form, written as if there were no Postern. */
final class FormServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private final String form;

    /** Shows a page of the test resources. */
    FormServlet(String name) {
        form = page(name);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, form);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        write(
                response,
                page("thanks")
                        .replace("{name}", escape(request.getParameter("name")))
                        .replace("{message}", escape(message(request))));
    }

    private static @Nullable String message(HttpServletRequest request) throws IOException, ServletException {
        String type = String.valueOf(request.getContentType());
        if (!type.startsWith("multipart/")) {
            return request.getParameter("message");
        }
        Part file = request.getPart("file");
        return file.getSubmittedFileName() + ", " + file.getSize() + " bytes";
    }

    private static void write(HttpServletResponse response, String page) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", "default-src 'self'; style-src 'self'; script-src 'self'");
        response.getWriter().write(page);
    }

    private static String page(String name) {
        return resource(name + ".html");
    }

    static String resource(String name) {
        try (InputStream file = FormServlet.class.getResourceAsStream("/demo/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the test resources lack demo/" + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static String escape(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
