package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.yizhan.http.Times;

/** Sends what the {@link FeedCache} gives: conditional requests, HEAD, compression (RFC 9110 §8.8, §13). */
final class CopySender {

    private static final CharSequence SEC_FETCH_DEST = HttpHeaders.createOptimized("sec-fetch-dest");
    private static final CharSequence IF_NONE_MATCH = HttpHeaders.IF_NONE_MATCH;

    private CopySender() {}

    /** Ends the response when the copy is there, at once where it already is. */
    static void send(RoutingContext context, CompletableFuture<FeedCache.Served> copy) {
        if (copy.isDone() && !copy.isCompletedExceptionally()) {
            send(context, copy.join());
            return;
        }
        var events = context.vertx().getOrCreateContext();
        var unused = copy.whenComplete((served, failure) -> events.runOnContext(nothing -> {
            if (failure == null) {
                send(context, served);
            } else {
                Unavailable.send(
                        context,
                        failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : failure);
            }
        }));
    }

    private static void send(RoutingContext context, FeedCache.Served served) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        switch (served.answer()) {
            case Answer.Rendered rendered ->
                document(
                        context.request(),
                        rendered,
                        served,
                        Objects.requireNonNullElse(context.response().headers().get(HttpHeaders.DATE), ""));
            case Answer.Moved moved -> {
                String query = context.request().query();
                context.response()
                        .setStatusCode(301)
                        .putHeader("Location", moved.location() + (query == null ? "" : "?" + query))
                        .putHeader("Cache-Control", "public, max-age=60")
                        .end();
            }
            case Answer.Gone gone -> Problem.send(context, 410, "Gone", gone.advice());
            case Answer.Missing missing -> Problem.send(context, 404, "Not found", missing.advice());
        }
    }

    /**
     * A document, or that the client has it already.
     *
     * @param date of the answer; empty where it has none
     */
    static void document(HttpServerRequest request, Answer.Rendered rendered, FeedCache.Served served, String date) {
        MultiMap asked = request.headers();
        HttpServerResponse response = request.response();
        boolean gzip = acceptsGzip(list(asked, HttpHeaders.ACCEPT_ENCODING));
        Heads.Dated heads = rendered.heads().at(date);
        Optional<String> unchanged = rendered.status() == 200 ? unchanged(asked, rendered, gzip) : Optional.empty();
        if (unchanged.isPresent()) {
            boolean compressed = unchanged.get().equals(rendered.gzipEtag());
            response.headers().setAll(compressed ? heads.gzipUnchanged() : heads.plainUnchanged());
            age(response, served);
            response.setStatusCode(304).end();
            return;
        }
        response.headers().setAll(gzip ? heads.gzip() : heads.plain());
        age(response, served);
        if ("document".equals(asked.get(SEC_FETCH_DEST))) {
            response.headers().set(HttpHeaders.CONTENT_TYPE, rendered.manner().documentType());
        }
        response.setStatusCode(rendered.status());
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(gzip ? rendered.gzip() : rendered.body());
        }
    }

    private static void age(HttpServerResponse response, FeedCache.Served served) {
        if (served.stale()) {
            response.headers().set("Age", Long.toString(served.ageSeconds()));
        }
    }

    /**
     * The tag that the client already has, where that still holds; {@code If-None-Match} rules alone where it is given.
     * Both tags are of the same content, so either may match.
     */
    private static Optional<String> unchanged(MultiMap asked, Answer.Rendered rendered, boolean gzip) {
        String condition = list(asked, IF_NONE_MATCH);
        String first = gzip ? rendered.gzipEtag() : rendered.etag();
        if (condition != null) {
            if (matches(condition, first)) {
                return Optional.of(first);
            }
            String second = gzip ? rendered.etag() : rendered.gzipEtag();
            return matches(condition, second) ? Optional.of(second) : Optional.empty();
        }
        String since = asked.get(HttpHeaders.IF_MODIFIED_SINCE);
        if (since == null) {
            return Optional.empty();
        }
        boolean same = since.equals(rendered.lastModifiedText())
                || Times.parseHttp(since)
                        .filter(time -> !rendered.lastModified().isAfter(time))
                        .isPresent();
        return same ? Optional.of(first) : Optional.empty();
    }

    /** A list's header, which may come in several lines (RFC 9110 §5.3). */
    private static @Nullable String list(MultiMap asked, CharSequence name) {
        List<String> lines = asked.getAll(name);
        return lines.size() > 1 ? String.join(",", lines) : asked.get(name);
    }

    /** Weak comparison over a list (RFC 9110 §13.1.2); our tags hold no comma. */
    private static boolean matches(String condition, String etag) {
        if (condition.equals(etag)) {
            return true;
        }
        for (String part : condition.split(",")) {
            String tag = part.strip();
            if (tag.equals("*")
                    || tag.equals(etag)
                    || (tag.startsWith("W/") && tag.substring(2).equals(etag))) {
                return true;
            }
        }
        return false;
    }

    /** Whether gzip may be sent: named, or covered by {@code *}, and not with weight 0 (RFC 9110 §12.5.3). */
    static boolean acceptsGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        boolean any = false;
        for (String part : accepted.split(",")) {
            int semicolon = part.indexOf(';');
            String coding = (semicolon < 0 ? part : part.substring(0, semicolon)).strip();
            boolean refused = semicolon >= 0 && isZero(part.substring(semicolon + 1));
            if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
                return !refused;
            }
            any |= coding.equals("*") && !refused;
        }
        return any;
    }

    private static boolean isZero(String parameter) {
        return parameter.strip().toLowerCase(Locale.ROOT).matches("q\\s*=\\s*0(\\.0{0,3})?");
    }
}
