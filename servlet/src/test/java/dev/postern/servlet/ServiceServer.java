package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.limit.Rate;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Postern with a service, in front of a database of its own. Time stands still unless it is advanced. */
final class ServiceServer implements AutoCloseable {
    /** What everyone's password is. */
    static final String PASSWORD = "correct horse battery";

    /** What tokens are signed with. */
    static final byte[] SECRET = filled(0x11);

    final EndpointClock clock = new EndpointClock();
    final Service service;
    final EndpointServer server;
    private final TestDatabase database;

    private ServiceServer(TestDatabase database, EndpointServer.Builder where, UnaryOperator<Service.Builder> more)
            throws Exception {
        this.database = database;
        service = more.apply(Service.builder(database)
                        .clock(clock)
                        .tokenSecret(SECRET)
                        .openRegistration()
                        .dashboard(true)
                        .loginLimit(Rate.parse("100000/s")))
                .build();
        server = where.clock(clock)
                .gate(gate -> gate.service(service).publicOrigin("https://shop.example"))
                .start();
    }

    /** On H2 in memory. */
    static ServiceServer start() throws Exception {
        return start(service -> service);
    }

    static ServiceServer start(UnaryOperator<Service.Builder> more) throws Exception {
        return start(TestDatabases.h2(), more);
    }

    /** On this database, which it drops. */
    static ServiceServer start(TestDatabase database, UnaryOperator<Service.Builder> more) throws Exception {
        return start(database, EndpointServer.on(EndpointContainer.JETTY), more);
    }

    static ServiceServer start(TestDatabase database, EndpointServer.Builder where, UnaryOperator<Service.Builder> more)
            throws Exception {
        return new ServiceServer(database, where, more);
    }

    static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** A request with these header names and values, and a body of JSON unless that is empty. */
    EndpointReply send(String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = server.request(server.path(path));
        request.method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.setHeader("Content-Type", EndpointServer.JSON);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return server.send(request.build());
    }

    /** Registers someone, and speaks for them from then on. */
    Person register(String email) throws IOException, InterruptedException {
        EndpointReply reply = send("POST", "/api/v1/auth/register", credentials(email, PASSWORD));
        assertEquals(201, reply.status(), reply.body());
        return new Person(
                reply.json().get("user").get("id").longValue(),
                email,
                reply.json().get("token").textValue());
    }

    static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    /** What happens then is the database's, too. */
    void dropDatabase() {
        database.close();
    }

    @Override
    public void close() {
        server.close();
        service.close();
        database.close();
    }

    /** Someone who has logged in. */
    final class Person {
        final long id;
        final String email;
        final String token;

        Person(long id, String email, String token) {
            this.id = id;
            this.email = email;
            this.token = token;
        }

        EndpointReply get(String path) throws IOException, InterruptedException {
            return send("GET", path, "");
        }

        EndpointReply send(String method, String path, String json, String... headers)
                throws IOException, InterruptedException {
            List<String> all = new ArrayList<>(Arrays.asList(headers));
            all.addAll(List.of("Authorization", "Bearer " + token));
            return ServiceServer.this.send(method, path, json, all.toArray(String[]::new));
        }

        /** A new key with these settings, as JSON fields after the name. */
        CreatedKey createKey(String settings) throws IOException, InterruptedException {
            EndpointReply reply = send("POST", "/api/v1/api-keys", "{\"name\":\"shop\"" + settings + "}");
            assertEquals(201, reply.status(), reply.body());
            return new CreatedKey(reply.json().get("id").longValue(), reply.json());
        }

        /** A new key whose right answers are always allowed. */
        CreatedKey createKey() throws IOException, InterruptedException {
            return createKey(",\"minScore\":0");
        }

        EndpointReply change(CreatedKey key, String json) throws IOException, InterruptedException {
            return send("PATCH", key.path(), json);
        }
    }

    /** A key that someone has made. */
    record CreatedKey(long id, JsonNode created) {
        String secret() {
            return created.get("key").textValue();
        }

        String path() {
            return "/api/v1/api-keys/" + id;
        }
    }

    /** A POST with a secret key. */
    EndpointReply withKey(CreatedKey key, String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json, "X-API-Key", key.secret());
    }
}
