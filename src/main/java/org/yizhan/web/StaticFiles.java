package org.yizhan.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** The files that pages and feeds refer to, held in memory. */
final class StaticFiles {

    private static final String SITE = "/static/site.css";
    private static final String ICON = "/favicon.svg";

    /** The pages' style sheet; the query changes with the content, so that a copy can be kept for long. */
    static final String STYLE = SITE + "?v=" + Renderings.hash(bytes(SITE)).substring(0, 8);

    private static final String LIVE = "/static/live.js";
    private static final String LIVE_LOOK = "/static/live.css";

    /** What keeps a list up to date in a browser. */
    static final String LIVE_SCRIPT =
            LIVE + "?v=" + Renderings.hash(bytes(LIVE)).substring(0, 8);

    static final String LIVE_STYLE =
            LIVE_LOOK + "?v=" + Renderings.hash(bytes(LIVE_LOOK)).substring(0, 8);

    private final Renderings renderings;
    private final Instant started;

    StaticFiles(InstantSource clock) {
        this.renderings = new Renderings(clock);
        this.started = clock.instant();
    }

    /** Adds the routes. */
    void mount(Router router) {
        file(router, SITE, SITE, "text/css; charset=utf-8");
        file(router, LIVE, LIVE, "text/javascript; charset=utf-8");
        file(router, LIVE_LOOK, LIVE_LOOK, "text/css; charset=utf-8");
        file(router, Links.FEED_STYLE, Links.FEED_STYLE, "text/css; charset=utf-8");
        file(router, ICON, "/static" + ICON, "image/svg+xml");
        file(router, "/favicon.ico", "/static" + ICON, "image/svg+xml");
        file(router, "/robots.txt", "/static/robots.txt", "text/plain; charset=utf-8");
    }

    private void file(Router router, String path, String resource, String mediaType) {
        Answer file = renderings.of(0, 200, Manner.file(mediaType), started, bytes(resource));
        var served = CompletableFuture.completedFuture(new FeedCache.Served(file, false, 0));
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> CopySender.send(context, served));
    }

    private static byte[] bytes(String resource) {
        try (InputStream stream = StaticFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the program's " + resource + " can't be read", unreadable);
        }
    }
}
