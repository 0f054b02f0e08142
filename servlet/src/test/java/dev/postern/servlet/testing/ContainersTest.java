package dev.postern.servlet.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletRequest;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The class path has the containers that this run of the tests is for. */
@Tag("containers")
class ContainersTest {
    private static final String TOMCAT = System.getProperty("tomcat.version", "10.1");

    @Test
    void tomcat_isOfThatVersion() {
        assertTrue(ServerInfo.getServerNumber().startsWith(TOMCAT), ServerInfo::getServerNumber);
    }

    @Test
    void theServletApi_isTheOneThatTomcatComesWith() {
        boolean isServlet61 = Arrays.stream(ServletRequest.class.getMethods())
                .anyMatch(method -> Arrays.asList(method.getParameterTypes()).contains(Charset.class));
        assertEquals(TOMCAT.startsWith("11."), isServlet61);
    }

    @Test
    void jettyAndUndertow_runBesideTomcat10() {
        assertEquals(TOMCAT.startsWith("11.") ? 1 : 3, Containers.all().count());
    }
}
