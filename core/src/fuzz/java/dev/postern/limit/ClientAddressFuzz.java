package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/**
 * Any peer and any header give an address, without a name server (Jazzer reports host names that are looked up), and what
 * stands to the left of the trusted hops changes nothing.
 */
class ClientAddressFuzz {
    @FuzzTest
    void of(FuzzedDataProvider data) {
        int hops = data.consumeInt(0, 4);
        String peer = data.consumeString(40);
        List<String> headers = new ArrayList<>();
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            headers.add(data.consumeString(80));
        }
        ClientAddress address = ClientAddress.of(peer, headers, hops);
        long entries = headers.stream()
                .mapToLong(header -> 1 + header.chars().filter(c -> c == ',').count())
                .sum();
        if (entries >= hops) {
            List<String> forged = new ArrayList<>(List.of("203.0.113.66"));
            forged.addAll(headers);
            assertEquals(address, ClientAddress.of(peer, forged, hops));
        }
    }
}
