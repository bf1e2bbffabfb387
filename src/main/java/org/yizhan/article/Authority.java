package org.yizhan.article;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yizhan.article.WebAddress.Malformed;

/**
 * Who is asked: the part of an address between {@code //} and the path, read by the rules of the URL standard (§3.5),
 * and refused where two parsers could see two hosts in it.
 *
 * @param host in ASCII, lower case, without a last dot; an IPv6 address in brackets
 * @param hadCredentials whether a user or password stood before it
 */
record Authority(String host, int port, boolean hadCredentials) {

    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+]");
    private static final int LONGEST_NAME = 253;

    static Authority parse(String raw, int usualPort) throws Malformed {
        int at = raw.indexOf('@');
        if (at != raw.lastIndexOf('@')) {
            throw wrong("more than one @ before the path");
        }
        String place = raw.substring(at + 1);
        int colon = place.startsWith("[") ? place.indexOf(':', place.indexOf(']') + 1) : place.indexOf(':');
        String host = host(colon < 0 ? place : place.substring(0, colon));
        return new Authority(host, colon < 0 ? usualPort : port(place.substring(colon + 1), usualPort), at >= 0);
    }

    private static int port(String text, int usual) throws Malformed {
        if (text.isEmpty()) {
            return usual;
        }
        if (!PORT.matcher(text).matches()) {
            throw wrong("the port is no number");
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw wrong("the port is " + port + "; ports are 1 to 65535");
        }
        return port;
    }

    private static String host(String raw) throws Malformed {
        if (raw.isEmpty()) {
            throw wrong("the host is missing");
        }
        if (raw.startsWith("[")) {
            return ipv6(raw);
        }
        String name = ascii(PercentEncoding.decode(raw));
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.length() > LONGEST_NAME || !NAME.matcher(bare).matches()) {
            throw wrong("the host has characters that no host has");
        }
        String last = bare.substring(bare.lastIndexOf('.') + 1);
        return NUMBER.matcher(last).matches() ? ipv4(bare) : bare;
    }

    /** Also makes dots of the ideographic full stops, and ASCII of full-width characters (RFC 3490 §3.1, RFC 3491). */
    private static String ascii(String name) throws Malformed {
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw wrong("the host is no name");
        }
    }

    /** One to four numbers, decimal, octal (0…) or hexadecimal (0x…), of which the last fills what is left (URL standard §3.5). */
    private static String ipv4(String text) throws Malformed {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            throw wrong("the host is no IPv4 address");
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long most = last ? (1L << (8 * (4 - i))) - 1 : 255;
            long value = number(parts[i]);
            if (value > most) {
                throw wrong("the host is no IPv4 address");
            }
            address |= last ? value : value << (8 * (3 - i));
        }
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static long number(String text) throws Malformed {
        if (!NUMBER.matcher(text).matches()) {
            throw wrong("the host is no IPv4 address");
        }
        try {
            if (text.startsWith("0x")) {
                return text.length() == 2 ? 0 : Long.parseLong(text.substring(2), 16);
            }
            return Long.parseLong(text, text.startsWith("0") ? 8 : 10);
        } catch (NumberFormatException e) {
            throw wrong("the host is no IPv4 address");
        }
    }

    private static String ipv6(String text) throws Malformed {
        try {
            if (IPV6.matcher(text).matches()) {
                // of what is in brackets nothing is looked up; one that only wraps an IPv4 address comes back as that
                String address = InetAddress.getByName(text).getHostAddress();
                return address.indexOf(':') < 0 ? address : "[" + address + "]";
            }
        } catch (UnknownHostException e) {
            // said below, like an address with a zone
        }
        throw wrong("the host is no IPv6 address");
    }

    private static Malformed wrong(String what) {
        return new Malformed("no valid address (" + what + ")");
    }
}
