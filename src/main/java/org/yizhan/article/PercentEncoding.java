package org.yizhan.article;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.yizhan.article.WebAddress.Malformed;

/** Writes what may not stand in an address as the octets of its UTF-8 (RFC 3986 §2.1). What is encoded already stays. */
final class PercentEncoding {

    private static final String PATH = "-._~!$&'()*+,;=:@/";
    private static final String QUERY = PATH + "?[]";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    static String ofPath(String raw) {
        return encode(raw, PATH);
    }

    /** Of a query with its question mark, or of a fragment with its number sign. */
    static String ofQuery(String raw) {
        return raw.charAt(0) + encode(raw.substring(1), QUERY);
    }

    private static String encode(String raw, String kept) {
        var encoded = new StringBuilder(raw.length() + 16);
        byte[] octets = raw.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            char c = (char) (octets[i] & 0xFF);
            if (isAlphanumeric(c) || kept.indexOf(c) >= 0 || c == '%' && isEscape(octets, i)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isEscape(byte[] octets, int at) {
        return at + 2 < octets.length
                && HexFormat.isHexDigit(octets[at + 1] & 0xFF)
                && HexFormat.isHexDigit(octets[at + 2] & 0xFF);
    }

    /** The text that {@code encoded} stands for; a percent sign that begins no escape, or octets that are no UTF-8, are refused. */
    static String decode(String encoded) throws Malformed {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] octets = encoded.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '%') {
                decoded.write(octets[i]);
            } else if (isEscape(octets, i)) {
                decoded.write(HexFormat.fromHexDigits(encoded(octets, i)));
                i += 2;
            } else {
                throw new Malformed("no valid address (a % that two hexadecimal digits don't follow)");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("no valid address (escapes that are no UTF-8)");
        }
    }

    private static String encoded(byte[] octets, int at) {
        return new String(octets, at + 1, 2, StandardCharsets.US_ASCII);
    }
}
