package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private static final String PEER = "192.0.2.1";

    // which entry

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "198.51.100.7, 203.0.113.9", "", "nonsense"})
    void withoutTrustedHops_theHeaderIsNeverLookedAt(String header) {
        assertEquals(PEER, of(PEER, 0, header));
    }

    @Test
    void trustedHops_countFromTheRight() {
        String header = "198.51.100.1, 198.51.100.2 ,198.51.100.3";
        assertEquals("198.51.100.3", of(PEER, 1, header));
        assertEquals("198.51.100.2", of(PEER, 2, header));
        assertEquals("198.51.100.1", of(PEER, 3, header));
    }

    @Test
    void severalHeaderFields_areOneList() {
        String[] headers = {"198.51.100.1", "198.51.100.2,198.51.100.3", "198.51.100.4"};
        assertEquals("198.51.100.4", of(PEER, 1, headers));
        assertEquals("198.51.100.3", of(PEER, 2, headers));
        assertEquals("198.51.100.2", of(PEER, 3, headers));
        assertEquals("198.51.100.1", of(PEER, 4, headers));
    }

    @Test
    void whatTheClientWroteToTheLeft_changesNothing() {
        for (String forged : List.of("", "10.0.0.1", "10.0.0.1, 10.0.0.2", ",,,,", "\u0000", "a".repeat(100_000))) {
            assertEquals("198.51.100.7", of(PEER, 1, forged + ", 198.51.100.7"));
            assertEquals("198.51.100.7", of(PEER, 1, forged, "198.51.100.7"));
        }
    }

    @Test
    void fewerEntriesThanHops_leaveThePeer() {
        assertEquals(PEER, of(PEER, 1));
        assertEquals(PEER, of(PEER, 2, "198.51.100.7"));
        assertEquals(PEER, of(PEER, 3, "198.51.100.7", "198.51.100.8"));
        assertEquals(PEER, of(PEER, Integer.MAX_VALUE, "198.51.100.7"));
    }

    @Test
    void emptyEntries_countAsEntries_andAreNoAddress() {
        assertEquals(PEER, of(PEER, 1, "198.51.100.7,"));
        assertEquals("198.51.100.7", of(PEER, 2, "198.51.100.7,"));
        assertEquals(PEER, of(PEER, 1, ""));
        assertEquals(PEER, of(PEER, 2, ",198.51.100.7"));
        assertEquals(PEER, of(PEER, 2, "", "198.51.100.7"));
    }

    @Test
    void negativeHops_trustNothing() {
        assertEquals(PEER, of(PEER, -1, "198.51.100.7"));
        assertEquals(PEER, of(PEER, Integer.MIN_VALUE, "198.51.100.7"));
    }

    // how it is written

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7, 198.51.100.7",
        "198.51.100.7:443, 198.51.100.7",
        "' 198.51.100.7\t', 198.51.100.7",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255:65535, 255.255.255.255",
        "::ffff:198.51.100.7, 198.51.100.7",
        "::FFFF:C633:6407, 198.51.100.7",
        "[::ffff:198.51.100.7]:443, 198.51.100.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:0DB8:0001:0002::1, 2001:db8:1:2:0:0:0:0/64",
        "[2001:db8:1:2::1], 2001:db8:1:2:0:0:0:0/64",
        "[2001:db8:1:2::1]:65535, 2001:db8:1:2:0:0:0:0/64",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64",
        "fe80::1%, fe80:0:0:0:0:0:0:0/64",
        "[fe80::1%eth0.1]:80, fe80:0:0:0:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64",
        "::, 0:0:0:0:0:0:0:0/64",
    })
    void addresses_areReadInEveryFormThatProxiesWrite(String written, String address) {
        assertEquals(address, of(PEER, 1, written));
        assertEquals(address, of(written.strip(), 0), "as the peer too");
    }

    @Test
    void addressesOfOneIpv6Network_areOneClient_andOfTheNextOneAnother() {
        String client = of("2001:db8:1:2::1", 0);
        assertEquals(client, of("2001:db8:1:2:ffff:ffff:ffff:ffff", 0));
        assertNotEquals(client, of("2001:db8:1:3::1", 0));
        assertNotEquals(client, of("2001:db8:0:2::1", 0));
    }

    @Test
    void randomIpv4Addresses_areEachTheirOwnClient() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            String address = random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                    + random.nextInt(256);
            assertEquals(address, of(PEER, 1, address));
            assertEquals(address, of(PEER, 1, "::ffff:" + address));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "localhost",
                "example.org",
                "198.51.100",
                "198.51.100.7.8",
                ".51.100.7",
                "198..100.7",
                "198.51.100.",
                "198.51.100.256",
                "198.51.100.2560",
                "198.51.100.99999999999",
                "1",
                "3325256711",
                "0xC6336407",
                "198.51.100.7/24",
                "198.51.100.7:",
                "198.51.100.7:123456",
                "198.51.100.7:x",
                "-1.0.0.0",
                "256.1.1.1",
                "1.2.3.999",
                "٢.٢.٢.٢",
                ":",
                ":::",
                "1:2",
                "1:2:3:4:5:6:7:8:9",
                "::12345",
                "::g",
                "[]",
                "[:",
                "::ffff:999.1.1.1",
                "1.2.3.4:5:6",
                ".:1",
                "a.b:c",
                "for=198.51.100.7",
                "\"198.51.100.7\"",
                "2001:db8::1::2",
                "[2001:db8::1]x",
                "[2001:db8::1]:",
                "[198.51.100.7]"
            })
    void garbage_leavesThePeer(String garbage) {
        assertEquals(PEER, of(PEER, 1, garbage));
    }

    @Test
    void peerThatIsNoAddress_standsForItself() {
        assertEquals("unix:", of("unix:", 0));
        assertEquals("", of("", 1, "garbage"));
    }

    @Test
    void endlessEntries_costNothing() {
        String endless = "1:".repeat(2_000_000);
        for (int i = 0; i < 100; i++) {
            assertEquals(PEER, of(PEER, 1, endless));
        }
    }

    @Test
    void text_isTheAddress() {
        assertEquals("198.51.100.7", new ClientAddress("198.51.100.7").toString());
    }

    // no name server

    /**
     * A JVM whose name service is a file that knows a name for all sorts of garbage: whoever asks it gets an address, and
     * thereby tells that it has asked.
     */
    @Test
    void noNameServerIsEverAsked(@TempDir Path directory) throws IOException, InterruptedException {
        List<String> names = List.of(
                "localhost",
                "example.org",
                "256.1.1.1",
                "999.999.999.999",
                "1.2.3.256",
                "00000000000.1.1.1",
                ".:1",
                ".::",
                "..:.",
                ".1:2",
                "1.2.3",
                "1",
                "a",
                "fe80::1%x",
                "10.0.0.256:80",
                "[.:1]",
                "dead.beef",
                "beef",
                "1.2.3.256:1",
                "[256.1.1.1]",
                "1.2.3.999");
        Path hosts = Files.write(
                directory.resolve("hosts"),
                names.stream().map(name -> "10.66.66.66 " + name).toList(),
                StandardCharsets.UTF_8);
        String literals = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        Path probe = Files.writeString(directory.resolve("Probe.java"), """
                import dev.postern.limit.ClientAddress;
                import java.util.List;

                public class Probe {
                    public static void main(String[] args) throws Exception {
                        if (!java.net.InetAddress.getByName("example.org").getHostAddress().equals("10.66.66.66")) {
                            System.out.println("the name service of this test is not in use");
                        }
                        for (String name : List.of(%s)) {
                            for (ClientAddress address : List.of(
                                    ClientAddress.of("192.0.2.1", List.of(name), 1), ClientAddress.of(name, List.of(), 0))) {
                                if (address.value().equals("10.66.66.66")) {
                                    System.out.println("asked for " + name);
                                }
                            }
                        }
                    }
                }
                """.formatted(literals));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        Path.of("target", "classes").toString(),
                        probe.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals("", output);
    }

    @Test
    void randomGarbage_isTakenWithoutAnException() {
        SplittableRandom random = new SplittableRandom(2);
        String alphabet = "0123456789abcdefF.:%[]/ ,-x";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertTrue(of(PEER, 1 + random.nextInt(3), text.toString()).length() < 64);
        }
    }

    private static String of(String peer, int hops, String... headers) {
        return ClientAddress.of(peer, List.of(headers), hops).value();
    }
}
