package dev.postern.servlet.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An application of pages, each written by a lambda, that knows nothing of Postern. */
public final class Application implements ServletContainerInitializer {
    private final List<Consumer<ServletContext>> parts = new ArrayList<>();

    /** What a page does with a request. */
    @FunctionalInterface
    public interface Page {
        /** Answers. */
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    /** An application without pages. */
    public Application() {}

    /** Adds a page for every method. */
    public Application page(Page page, String... mappings) {
        return with(context -> add(context, page, mappings));
    }

    /** Adds a page that has a multipart configuration. */
    public Application multipartPage(Page page, String... mappings) {
        return with(context -> add(context, page, mappings)
                .setMultipartConfig(
                        new MultipartConfigElement(System.getProperty("java.io.tmpdir"), 4 << 20, 8 << 20, 1 << 20)));
    }

    /** Adds anything else. */
    public Application with(Consumer<ServletContext> part) {
        parts.add(part);
        return this;
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        parts.forEach(part -> part.accept(context));
    }

    private static ServletRegistration.Dynamic add(ServletContext context, Page page, String... mappings) {
        Servlet servlet = new PageServlet(page);
        ServletRegistration.Dynamic registration = context.addServlet("page of " + mappings[0], servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(mappings);
        return registration;
    }

    private static final class PageServlet extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Page page;

        PageServlet(Page page) {
            this.page = page;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            page.answer(request, response);
            if (request.getDispatcherType() == DispatcherType.REQUEST && !request.isAsyncStarted()) {
                readAway(request);
            }
        }

        /** What a page leaves unread makes Jetty close the connection, maybe under the client's next request. */
        private static void readAway(HttpServletRequest request) {
            try {
                request.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException | IllegalStateException e) {
                // it was read in another way
            }
        }
    }
}
