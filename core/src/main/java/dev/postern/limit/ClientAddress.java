package dev.postern.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address that limits are counted by: an IPv4 address, or the /64 network of an IPv6 address, which is what one customer
 * gets. An IPv4 address that is written as IPv6 is the IPv4 address.
 *
 * @param value for comparing and for logs; not meant to be parsed
 */
public record ClientAddress(String value) {
    private static final int IPV4_BYTES = 4;
    private static final int NETWORK_BYTES = 8;
    private static final int LONGEST = 64;
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "(?:\\." + BYTE + "){3})(?::\\d{1,5})?");
    private static final Pattern IPV6 = // a leading dot makes a name of it
            Pattern.compile("\\[?((?!\\.)[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:%[\\w.-]*)?(?:](?::\\d{1,5})?)?");

    /**
     * The client of a request.
     *
     * @param peer the address that the connection came from
     * @param forwardedFor the values of the {@code X-Forwarded-For} header fields, in order
     * @param trustedHops how many proxies of ours stand in front, each of which adds the address that it saw to the right; what
     *     is further to the left was written by the client and is never looked at
     */
    public static ClientAddress of(String peer, List<String> forwardedFor, int trustedHops) {
        Optional<ClientAddress> forwarded = trustedHops == 0
                ? Optional.empty()
                : fromRight(forwardedFor, trustedHops).flatMap(ClientAddress::parse);
        return forwarded.or(() -> parse(peer)).orElseGet(() -> new ClientAddress(peer));
    }

    private static Optional<String> fromRight(List<String> forwardedFor, int place) {
        int missing = place;
        for (int i = forwardedFor.size() - 1; i >= 0; i--) {
            String field = forwardedFor.get(i);
            int end = field.length();
            while (true) {
                int comma = field.lastIndexOf(',', end - 1);
                if (--missing == 0) {
                    return Optional.of(field.substring(comma + 1, end).strip());
                }
                if (comma < 0) {
                    break;
                }
                end = comma;
            }
        }
        return Optional.empty(); // it came past a proxy; whoever sent it may have written all of it
    }

    /** Never asks a name server: what is no literal address is no address. */
    private static Optional<ClientAddress> parse(String literal) {
        if (isPlainIpv4(literal)) {
            return Optional.of(new ClientAddress(literal));
        }
        if (literal.length() > LONGEST) {
            return Optional.empty();
        }
        var ipv4 = IPV4.matcher(literal);
        var ipv6 = IPV6.matcher(literal);
        try {
            if (ipv4.matches()) {
                return Optional.of(of(InetAddress.getByName(ipv4.group(1))));
            }
            return ipv6.matches() ? Optional.of(of(InetAddress.getByName(ipv6.group(1)))) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether it is four numbers as {@link InetAddress} writes them. Nearly all are, and to tell so is much cheaper than to read them. */
    private static boolean isPlainIpv4(String literal) {
        int numbers = 1;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '.' && digits > 0 && numbers < IPV4_BYTES) {
                numbers++;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9' && (digits == 0 || value > 0)) {
                digits++;
                value = value * 10 + c - '0';
                if (value > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return numbers == IPV4_BYTES && digits > 0;
    }

    private static ClientAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == IPV4_BYTES) {
            return new ClientAddress(address.getHostAddress());
        }
        try {
            byte[] network = Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), bytes.length);
            return new ClientAddress(InetAddress.getByAddress(network).getHostAddress() + "/64");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv6 address has 16 bytes", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
