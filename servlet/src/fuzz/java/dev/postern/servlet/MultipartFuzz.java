package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.limit.Rate;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;

/** Whatever a client sends as a form with files, which Jetty takes apart, is no pass: it is refused, and that is no error. */
final class MultipartFuzz {
    private static final Rate OFTEN = Rate.parse("1000000/s");
    private static final int LARGEST = 1 << 20;
    private static final LocalConnector JETTY = start();

    @FuzzTest
    void aFormWithFiles_isRefused(byte[] body) throws Exception {
        byte[] head = ("POST /upload HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
        ByteBuffer reply = Objects.requireNonNull(JETTY.getResponse(request), "no reply");
        String start = StandardCharsets.ISO_8859_1
                .decode(reply)
                .toString()
                .lines()
                .findFirst()
                .orElse("");
        assertTrue(start.matches("HTTP/1\\.1 (400|403|413) .*"), start);
    }

    private static LocalConnector start() {
        Gate gate = Gate.builder(
                        Postern.builder().secret(new byte[32]).build(),
                        Site.builder("shop").build())
                .protect("/upload")
                .issueLimit(OFTEN)
                .verifyLimit(OFTEN)
                .redeemLimit(OFTEN)
                .busyLimit(OFTEN)
                .build();
        ServletContextHandler application = new ServletContextHandler("/");
        application.addServletContainerInitializer(new PosternInitializer(gate));
        application.addServletContainerInitializer((classes, context) -> {
            ServletRegistration.Dynamic upload = context.addServlet("upload", new Upload());
            upload.addMapping("/upload");
            upload.setMultipartConfig(new MultipartConfigElement("", LARGEST, LARGEST, LARGEST));
        });
        Server server = new Server();
        LocalConnector connector = new LocalConnector(server);
        server.addConnector(connector);
        server.setHandler(application);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not start", e);
        }
        return connector;
    }

    /** Whom the filter is to keep everything from. */
    private static final class Upload extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_OK);
        }
    }
}
