package dev.postern.servlet;

import dev.postern.servlet.http.Endpoint;

/** A resource of the gate, which takes POST alone. */
abstract class GateEndpoint extends Endpoint {
    private final Gate gate;

    GateEndpoint(Gate gate) {
        super("POST");
        this.gate = gate;
    }

    final Gate gate() {
        return gate;
    }
}
