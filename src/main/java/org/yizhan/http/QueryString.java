package org.yizhan.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what stands after the question mark, as forms write it. Never fails: a broken escape stands for itself, bytes that
 * are no UTF-8 become U+FFFD, and UTF-8 that was sent without escapes is taken as it was meant.
 */
public final class QueryString {

    private QueryString() {}

    /** The parameters by name, in order. */
    public static MultiMap of(RoutingContext context) {
        return of(context.request());
    }

    /** The same. */
    public static MultiMap of(HttpServerRequest request) {
        String query = request.query();
        return query == null ? MultiMap.caseInsensitiveMultiMap() : parse(query);
    }

    public static MultiMap parse(String query) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                parameters.add(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && isEscape(text, i)) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                // a request line is read byte by byte, so no character here is above U+00FF
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether two hexadecimal digits follow each percent sign. */
    public static boolean isEscaped(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (!isEscape(text, at)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two hexadecimal digits follow the percent sign at {@code at}. */
    public static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }
}
