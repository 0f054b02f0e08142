package dev.postern.servlet;

import dev.postern.servlet.http.Endpoint;

/** A resource of the gate. */
abstract class GateEndpoint extends Endpoint {
    private final Gate gate;

    GateEndpoint(Gate gate, String... methods) {
        super(methods);
        this.gate = gate;
    }

    final Gate gate() {
        return gate;
    }
}
