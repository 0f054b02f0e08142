package dev.postern.servlet.standalone;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** The only filter of an application that answers every path by itself, as Wicket's does. */
public final class ShopFilter extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1;

    /** For the container. */
    public ShopFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        ShopServlet page = new ShopServlet();
        if (request.getMethod().equals("GET")) {
            page.doGet(request, response);
        } else {
            page.doPost(request, response);
        }
    }
}
