package org.yizhan.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses (RFC 4632): all whose first {@code bits} bits are those of {@code first}. An IPv4 address is in
 * no IPv6 block.
 */
public record Network(InetAddress first, int bits) {

    public Network {
        int most = first.getAddress().length * 8;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("/" + bits + " is no prefix length; give 0 to " + most);
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("'" + text + "' is no block of addresses such as 10.0.0.0/8");
        }
        try {
            InetAddress first = InetAddress.getByName(address);
            int bits = slash < 0 ? first.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
            return new Network(first, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no block of addresses such as 10.0.0.0/8", e);
        }
    }

    /** Whether {@code address} is one of them. */
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
