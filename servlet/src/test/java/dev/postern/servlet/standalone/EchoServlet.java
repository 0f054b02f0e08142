package dev.postern.servlet.standalone;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/** A form, which answers with the body that it got, or with the file in it. */
public final class EchoServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    /** For the container. */
    public EchoServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().write("FORM");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setHeader("X-Reached", "the form");
        InputStream in = request.getServletPath().equals("/upload")
                ? request.getPart("file").getInputStream()
                : request.getInputStream();
        in.transferTo(response.getOutputStream());
    }
}
