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

    private static final String COPY = "/static/copy.js";

    /** What puts a feed's address on the clipboard. */
    static final String COPY_SCRIPT =
            COPY + "?v=" + Renderings.hash(bytes(COPY)).substring(0, 8);

    private final Renderings renderings;
    private final Links links;
    private final Instant started;

    StaticFiles(InstantSource clock, Links links) {
        this.renderings = new Renderings(clock);
        this.links = links;
        this.started = clock.instant();
    }

    /** Adds the routes. */
    void mount(Router router) {
        file(router, SITE, SITE, "text/css; charset=utf-8");
        file(router, LIVE, LIVE, "text/javascript; charset=utf-8");
        file(router, LIVE_LOOK, LIVE_LOOK, "text/css; charset=utf-8");
        file(router, COPY, COPY, "text/javascript; charset=utf-8");
        file(router, Links.FEED_STYLE, Links.FEED_STYLE, "text/css; charset=utf-8");
        file(router, ICON, "/static" + ICON, "image/svg+xml");
        file(router, "/favicon.ico", "/static" + ICON, "image/svg+xml");
        file(router, "/robots.txt", "/static/robots.txt", "text/plain; charset=utf-8");
        serve(router, "/opensearch.xml", searchDescription(), "application/opensearchdescription+xml; charset=utf-8");
    }

    /** Lets a browser search here (OpenSearch 1.1), on a page or in a feed. */
    private byte[] searchDescription() {
        var description = new XmlDocument("OpenSearchDescription");
        description.with("xmlns", "http://a9.com/-/spec/opensearch/1.1/");
        description.element("ShortName", "驿站");
        description.element("Description", "驿站：公共部门新闻");
        description.element("InputEncoding", "UTF-8");
        template(description, "text/html", "/?q={searchTerms}");
        for (FeedFormat format : FeedFormat.values()) {
            template(
                    description,
                    format.mediaType().replace("; charset=utf-8", ""),
                    "/feeds/search." + format.suffix() + "?q={searchTerms}");
        }
        return description.finish();
    }

    private void template(XmlDocument description, String mediaType, String path) {
        description
                .open("Url")
                .with("type", mediaType)
                .with("template", links.absolute(path))
                .close();
    }

    private void file(Router router, String path, String resource, String mediaType) {
        serve(router, path, bytes(resource), mediaType);
    }

    private void serve(Router router, String path, byte[] bytes, String mediaType) {
        Answer file = renderings.of(0, 200, Manner.file(mediaType), started, bytes);
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
