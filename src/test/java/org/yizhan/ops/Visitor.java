package org.yizhan.ops;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A browser at the console: keeps the session's cookie, and takes the token for its forms off the pages. */
final class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final OperatorEdge edge;
    private String cookie = "";
    private String token = "";

    Visitor(OperatorEdge edge) {
        this.edge = edge;
    }

    /** One who is logged in as the first operator. */
    static Visitor operator(OperatorEdge edge) throws IOException, InterruptedException {
        var visitor = new Visitor(edge);
        visitor.logIn("ops", OperatorEdge.PASSWORD);
        visitor.get("/ops");
        return visitor;
    }

    /** What the browser sends as {@code Cookie}. */
    String cookie() {
        return cookie;
    }

    String token() {
        return token;
    }

    /** Brings a cookie of somebody else's making. */
    Visitor with(String planted) {
        cookie = planted;
        return this;
    }

    OperatorEdge.Answered get(String path, String... headers) throws IOException, InterruptedException {
        OperatorEdge.Answered answered = edge.send(edge.anonymous(path).headers(browser(headers)));
        var found = TOKEN.matcher(answered.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answered;
    }

    /** Logs in and keeps the cookie that is set. */
    OperatorEdge.Answered logIn(String name, String password, String... fields)
            throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("name", name, "password", password), Arrays.stream(fields))
                .toArray(String[]::new);
        return kept(send("/ops/login", all));
    }

    /** Changes the own password and keeps the new session's cookie. */
    OperatorEdge.Answered change(String old, String fresh) throws IOException, InterruptedException {
        return kept(post("/ops/password", "old", old, "new", fresh, "again", fresh));
    }

    /** Sends a form with the session's token; fields' names and values in turn. */
    OperatorEdge.Answered post(String path, String... fields) throws IOException, InterruptedException {
        return send(
                path,
                Stream.concat(Stream.of("csrf", token), Arrays.stream(fields)).toArray(String[]::new));
    }

    /** Sends a form as it is. */
    OperatorEdge.Answered send(String path, String... fields) throws IOException, InterruptedException {
        return edge.send(edge.anonymous(path)
                .headers(browser("Content-Type", "application/x-www-form-urlencoded"))
                .POST(BodyPublishers.ofString(form(fields))));
    }

    private OperatorEdge.Answered kept(OperatorEdge.Answered answered) {
        answered.headers().getOrDefault("set-cookie", List.of()).stream()
                .filter(set -> set.startsWith(Gate.COOKIE))
                .forEach(set -> cookie = set.substring(0, set.indexOf(';')));
        return answered;
    }

    private String[] browser(String... headers) {
        return Stream.concat(
                        Stream.of("Accept", "text/html", "Cookie", cookie.isEmpty() ? "a=b" : cookie),
                        Arrays.stream(headers))
                .toArray(String[]::new);
    }

    static String form(String... fields) {
        return IntStream.range(0, fields.length / 2)
                .mapToObj(i -> encoded(fields[2 * i]) + "=" + encoded(fields[2 * i + 1]))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
