package dev.postern.servlet.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;

/** Runs a web application's directory or war on Tomcat until its input ends. */
final class TomcatMain {
    private TomcatMain() {}

    /** Takes the directory or the war, and the context path, and prints the port. */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        Path base = Files.createTempDirectory(Path.of(arguments[0]).getParent(), "tomcat");
        Files.createDirectory(base.resolve("webapps")); // where it unpacks a war
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.enableNaming();
        tomcat.addWebapp(arguments[1], arguments[0]);
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
        System.in.transferTo(System.err);
        tomcat.stop();
    }
}
