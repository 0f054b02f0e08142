package dev.postern.servlet.standalone;

import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.Configuration;
import org.eclipse.jetty.ee10.webapp.FragmentConfiguration;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Runs a web application's directory on Jetty until its input ends. */
final class JettyMain {
    private JettyMain() {}

    /** Takes the directory, and prints the port. */
    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebAppContext application = new WebAppContext();
        application.setContextPath(arguments[1].isEmpty() ? "/" : arguments[1]);
        application.setWar(arguments[0]);
        // Those that servlets need: the ones for JNDI, found by the class path, would lack a jar.
        application.setConfigurations(new Configuration[] {
            new WebInfConfiguration(),
            new WebXmlConfiguration(),
            new MetaInfConfiguration(),
            new FragmentConfiguration(),
            new WebAppConfiguration(),
            new AnnotationConfiguration()
        });
        application.setThrowUnavailableOnStartupException(true);
        server.setHandler(application);
        server.start();
        System.out.println("port " + connector.getLocalPort());
        System.in.transferTo(System.err);
        server.stop();
    }
}
