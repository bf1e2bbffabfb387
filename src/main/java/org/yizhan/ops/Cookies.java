package org.yizhan.ops;

import io.vertx.core.MultiMap;
import java.util.stream.Stream;

/** Reads cookies off a request (RFC 6265 §5.4). */
final class Cookies {

    private Cookies() {}

    /** The values of all that have this name: another port or path of the host may have set one as well. */
    static Stream<String> of(MultiMap headers, String name) {
        return headers.getAll("Cookie").stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1));
    }
}
