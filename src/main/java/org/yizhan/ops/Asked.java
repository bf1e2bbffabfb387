package org.yizhan.ops;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a request to the operator's edge says, read off the wire before any work begins.
 *
 * @param operator who is logged in
 * @param id what the path names; empty where it names nothing
 * @param parameters of the query
 * @param headers as they came
 * @param body empty where there is none
 */
record Asked(String operator, String id, MultiMap parameters, MultiMap headers, byte[] body) {

    /** Where a routing context keeps the operator who was let in. */
    static final String OPERATOR = "operator";

    static Asked of(RoutingContext context) {
        return new Asked(
                String.valueOf(context.<String>get(OPERATOR)),
                Optional.ofNullable(context.pathParam("id")).orElse(""),
                context.queryParams(),
                context.request().headers(),
                Optional.ofNullable(context.body().buffer())
                        .map(Buffer::getBytes)
                        .orElse(new byte[0]));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether a page's form was sent. */
    boolean isForm() {
        return header("Content-Type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    /** A field of the form; empty where it has none of this name. */
    String field(String name) {
        try {
            var fields = new QueryStringDecoder(new String(body, StandardCharsets.UTF_8), false).parameters();
            return fields.getOrDefault(name, List.of("")).getFirst();
        } catch (IllegalArgumentException unreadable) {
            throw Rejection.of(400, "the form can't be read: " + Shown.line(unreadable.toString(), 200));
        }
    }

    /** A parameter of the query; an empty one counts as none. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /** A parameter that is a whole number, not negative. */
    Optional<Long> number(String name) {
        Optional<String> value = parameter(name);
        if (value.filter(text -> !text.matches("[0-9]{1,18}")).isPresent()) {
            throw Rejection.of(400, name + " must be a number");
        }
        return value.map(Long::valueOf);
    }

    /** The parameter {@code limit}: 1 to {@code most}. */
    int limit(int usual, int most) {
        long limit = number("limit").orElse((long) usual);
        if (limit < 1 || limit > most) {
            throw Rejection.of(400, "limit must be 1 to " + most);
        }
        return (int) limit;
    }
}
