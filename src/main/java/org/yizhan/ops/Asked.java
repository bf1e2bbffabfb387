package org.yizhan.ops;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yizhan.http.Language;

/**
 * What a request to the operator's edge says, read off the wire before any work begins.
 *
 * @param who is logged in
 * @param address it came from
 * @param isSecret whether nobody between could read it: over TLS, to this port or to a proxy in front that says so
 * @param language that pages are to speak
 * @param path without the query, as it was understood: no doubled slashes, no dots
 * @param names what the path names, by the parameters' names
 * @param parameters of the query
 * @param headers as they came
 * @param body empty where there is none
 */
public record Asked(
        Operator who,
        String address,
        boolean isSecret,
        Language language,
        String path,
        Map<String, String> names,
        MultiMap parameters,
        MultiMap headers,
        byte[] body) {

    /** Where a routing context keeps the operator who was let in. */
    static final String OPERATOR = "operator";

    public static Asked of(RoutingContext context) {
        return new Asked(
                Optional.ofNullable(context.<Operator>get(OPERATOR)).orElse(Operator.NOBODY),
                Optional.ofNullable(context.request().remoteAddress())
                        .map(SocketAddress::hostAddress)
                        .orElse(""),
                context.request().isSSL() || "https".equals(context.request().getHeader("X-Forwarded-Proto")),
                Language.of(context),
                context.normalizedPath(),
                context.pathParams(),
                context.queryParams(),
                context.request().headers(),
                Optional.ofNullable(context.body().buffer())
                        .map(Buffer::getBytes)
                        .orElse(new byte[0]));
    }

    /** Without headers and body, which hold secrets. */
    @Override
    public String toString() {
        return "Asked[who=%s, path=%s]".formatted(who, path);
    }

    /** The name of the account. */
    public String operator() {
        return who.name();
    }

    /** 403 unless the one who asks has this role, or one above it. */
    void requires(Role needed) {
        if (!who.role().may(needed)) {
            throw Rejection.of(Paths.shortOf(needed));
        }
    }

    /** What the path names as {@code :id}; empty where it names nothing. */
    public String id() {
        return name("id");
    }

    /** What the path names so; empty where it names nothing. */
    public String name(String parameter) {
        return names.getOrDefault(parameter, "");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether a browser asks for a page, and no program for JSON. */
    public boolean wantsPage() {
        return header("Accept").filter(accept -> accept.contains("text/html")).isPresent();
    }

    /** Whether a page's form was sent: programs send JSON, whatever they call it. */
    public boolean isForm() {
        return !path.startsWith("/api/")
                && header("Content-Type")
                        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                        .isPresent();
    }

    /** A field of the form; empty where it has none of this name. */
    public String field(String name) {
        return fields().getOrDefault(name, List.of("")).getFirst();
    }

    /** The fields of the form, each with its values in order. */
    public Map<String, List<String>> fields() {
        try {
            return new QueryStringDecoder(
                            new String(body, StandardCharsets.UTF_8),
                            StandardCharsets.UTF_8,
                            false,
                            ManagementEdge.MOST_FIELDS)
                    .parameters();
        } catch (IllegalArgumentException unreadable) {
            throw Rejection.of(400, "the form can't be read: " + Shown.line(unreadable.toString(), 200));
        }
    }

    /** A parameter of the query; an empty one counts as none. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /** The query again, with its question mark, without the parameter {@code left}; empty where nothing is left. */
    public String query(String left) {
        return parameters.entries().stream()
                .filter(parameter -> !parameter.getKey().equals(left))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A parameter that is a whole number, not negative. */
    public Optional<Long> number(String name) {
        Optional<String> value = parameter(name);
        if (value.filter(text -> !text.matches("[0-9]{1,18}")).isPresent()) {
            throw Rejection.of(400, name + " must be a whole number, 0 or more");
        }
        return value.map(Long::valueOf);
    }

    /** The parameter {@code limit}: 1 to {@code most}. */
    public int limit(int usual, int most) {
        String given = parameter("limit").orElse(String.valueOf(usual));
        int limit = given.matches("[0-9]{1,9}") ? Integer.parseInt(given) : 0;
        if (limit < 1 || limit > most) {
            throw Rejection.of(400, "limit must be 1 to " + most);
        }
        return limit;
    }
}
