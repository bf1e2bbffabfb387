package org.yizhan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.http.Language;

/**
 * An error as a machine reads it: {@code application/problem+json} of RFC 9457; for a person who opened an address outside
 * the API in a browser it is a page.
 */
public final class Problem {

    private static final JsonMapper JSON = new JsonMapper();

    /** Who sends more knows it; it is left out. */
    private static final int LONGEST_INSTANCE = 1_000;

    /** Two slashes would begin another site's name. */
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\#\"<>]]*");

    private Problem() {}

    /**
     * Ends the response to a program.
     *
     * @param status from 400
     * @param title what kind of problem it is, the same for each of its kind
     * @param detail what is wrong with this request and what would mend it
     */
    public static void send(RoutingContext context, int status, String title, String detail) {
        send(context.request(), status, title, detail);
    }

    /** The same where a person may have asked. */
    static void send(RoutingContext context, int status, String title, Advice advice) {
        send(context.request(), status, title, advice);
    }

    /** The same for a request that no route was found for. */
    static void send(HttpServerRequest request, int status, String title, Advice advice) {
        if (isForReading(request)) {
            page(request, status, advice);
        } else {
            send(request, status, title, advice.told());
        }
    }

    /** To a program, whoever asked. */
    static void send(HttpServerRequest request, int status, String title, String detail) {
        var problem = JSON.createObjectNode();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", Characters.valid(detail));
        String path = String.valueOf(request.path());
        if (request.decoderResult().isSuccess() && path.length() <= LONGEST_INSTANCE) {
            problem.put("instance", Characters.valid(path));
        }
        var response = request.response();
        response.setStatusCode(status);
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("X-Content-Type-Options", "nosniff");
        end(request, Buffer.buffer(bytes(problem)));
    }

    /** Browsers want HTML most; programs and readers of feeds don't. */
    private static boolean isForReading(HttpServerRequest request) {
        return MediaRange.isPageWanted(request.getHeader("Accept"))
                && !String.valueOf(request.path()).startsWith("/api/");
    }

    private static void page(HttpServerRequest request, int status, Advice advice) {
        Language language = Language.of(request);
        Manner manner = Manner.page(language.tag());
        var response = request.response();
        response.setStatusCode(status);
        manner.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", manner.mediaType());
        var box = SearchBox.typed(Optional.ofNullable(request.query()));
        end(request, Buffer.buffer(Notice.of(language, status, advice.in(language), here(request), box)));
    }

    /** The address without a language, for a link to the same in another; the front page's where it can't be a path of ours. */
    static String here(HttpServerRequest request) {
        String address = String.valueOf(request.uri())
                .replaceAll("(?<=[?&])lang=[^&]*&?", "")
                .replaceAll("[?&]$", "");
        return address.length() <= LONGEST_INSTANCE && OURS.matcher(address).matches() ? address : "/";
    }

    private static void end(HttpServerRequest request, Buffer body) {
        var response = request.response();
        response.putHeader("Cache-Control", "no-store");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    private static byte[] bytes(ObjectNode problem) {
        try {
            return JSON.writeValueAsBytes(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of strings is always writable", impossible);
        }
    }
}
