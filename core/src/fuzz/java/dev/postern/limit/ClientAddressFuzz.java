package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** Whatever a client writes to the left of what our proxies write changes nothing, and nothing that it writes is an error. */
class ClientAddressFuzz {
    @FuzzTest
    void of(FuzzedDataProvider data) {
        String peer = data.consumeString(60);
        int hops = data.consumeInt(0, 4);
        List<String> ofProxies = new ArrayList<>();
        for (int i = 0; i < hops; i++) {
            ofProxies.add(data.consumeString(60).replace(',', ';'));
        }
        ClientAddress told = ClientAddress.of(peer, List.of(String.join(",", ofProxies)), hops);
        String ofTheClient = data.consumeRemainingAsString();
        assertEquals(told, ClientAddress.of(peer, List.of(ofTheClient + "," + String.join(",", ofProxies)), hops));
        List<String> fields = new ArrayList<>(ofProxies);
        fields.add(0, ofTheClient);
        assertEquals(told, ClientAddress.of(peer, fields, hops));
    }
}
