package dev.postern.servlet.standalone;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** The application's form: nothing in it knows Postern. */
@WebServlet("/signup")
public final class ShopServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    /** For the container. */
    public ShopServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write("<form method=\"post\"><input name=\"name\"><button>Sign up</button></form>");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write("welcome " + request.getParameter("name"));
    }
}
