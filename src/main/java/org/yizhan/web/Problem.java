package org.yizhan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.yizhan.http.Language;

/**
 * An error as a machine reads it: {@code application/problem+json} of RFC 9457; for a person who opened an address outside
 * the API in a browser it is a page.
 */
public final class Problem {

    private static final JsonMapper JSON = new JsonMapper();

    /** Who sends more knows it; it is left out. */
    private static final int LONGEST_INSTANCE = 1_000;

    private Problem() {}

    /**
     * Ends the response.
     *
     * @param status from 400
     * @param title what kind of problem it is, the same for each of its kind
     * @param detail what is wrong with this request and what would mend it
     */
    public static void send(RoutingContext context, int status, String title, String detail) {
        if (isForReading(context)) {
            page(context, status, detail);
        } else {
            send(context.request(), status, title, detail);
        }
    }

    static void send(HttpServerRequest request, int status, String title, String detail) {
        var problem = JSON.createObjectNode();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", Characters.valid(detail));
        String path = String.valueOf(request.path());
        if (path.length() <= LONGEST_INSTANCE) {
            problem.put("instance", Characters.valid(path));
        }
        var response = request.response();
        response.setStatusCode(status);
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("X-Content-Type-Options", "nosniff");
        end(request, Buffer.buffer(bytes(problem)));
    }

    /** Only browsers ask for HTML by name; programs and readers of feeds don't. */
    private static boolean isForReading(RoutingContext context) {
        String accepted = context.request().getHeader("Accept");
        return accepted != null
                && accepted.contains("text/html")
                && !context.request().path().startsWith("/api/");
    }

    private static void page(RoutingContext context, int status, String detail) {
        Language language = Language.of(context);
        Manner manner = Manner.page(language.tag());
        var response = context.response();
        response.setStatusCode(status);
        manner.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", manner.mediaType());
        end(context.request(), Buffer.buffer(Notice.of(language, status, detail)));
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
