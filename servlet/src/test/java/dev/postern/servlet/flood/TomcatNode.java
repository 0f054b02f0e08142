package dev.postern.servlet.flood;

import dev.postern.servlet.Gate;
import dev.postern.servlet.PosternInitializer;
import dev.postern.servlet.PosternListener;
import dev.postern.servlet.store.StoreNode;
import java.io.File;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The endpoints behind one proxy on a Tomcat that takes 20,000 connections, where it takes 8,192 by default. */
final class TomcatNode {
    private TomcatNode() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxConnections", "20000");
        connector.setProperty("acceptCount", "1000");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(new File("target/tomcat-node").getAbsolutePath());
        tomcat.setConnector(connector);
        Context application = tomcat.addContext("", null);
        application.addServletContainerInitializer(
                new PosternInitializer(Gate.builder(FloodedNode.core(), FloodedNode.SITE)
                        .trustedHops(1)
                        .build()),
                null);
        application.addApplicationListener(PosternListener.class.getName());
        tomcat.start();
        StoreNode.sayReady(connector.getLocalPort());
        tomcat.getServer().await();
    }
}
