package org.yizhan.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Sources;
import org.yizhan.http.Language;
import org.yizhan.http.QueryString;
import org.yizhan.publish.Stories;

/** The public status page, in plain words for subscribers, and its own feed. */
public final class StatusPages {

    private static final int MOST_ROWS = 80;
    private static final int SHOWN_OUTAGES = 12;

    private final StatusBoard board;
    private final Stories stories;
    private final Sources sources;
    private final FeedCache cache;
    private final Links links;
    private final PageWriter writer;
    private final Renderings renderings;
    private final StatusFeed feed;

    public StatusPages(
            StatusBoard board, Stories stories, Sources sources, FeedCache cache, Links links, InstantSource clock) {
        this.board = board;
        this.stories = stories;
        this.sources = sources;
        this.cache = cache;
        this.links = links;
        this.writer = new PageWriter(links, clock);
        this.renderings = new Renderings(clock);
        this.feed = new StatusFeed(links);
    }

    /** Adds the routes. */
    public void mount(Router router) {
        get(router, "/status", this::page);
        get(router, "/status.atom", context -> feed(context, FeedFormat.ATOM));
        get(router, "/status.rss", context -> feed(context, FeedFormat.RSS));
        get(router, "/status.json", context -> feed(context, FeedFormat.JSON));
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    /** Which rows are asked for: of one state perhaps, and a page from 1; a state that can't be read is as if it weren't there. */
    private record Asked(Optional<Freshness.State> state, int page) {

        static Asked of(RoutingContext context) {
            MultiMap parameters = QueryString.of(context);
            return new Asked(Parameters.given(parameters, "state").flatMap(Freshness.State::of), Pages.page(context));
        }

        String address() {
            return StatusView.address(state, page);
        }

        boolean isAmong(int pages) {
            return page >= 1 && page <= pages;
        }
    }

    private void page(RoutingContext context) {
        Asked asked = Asked.of(context);
        Language language = Language.of(context);
        // the question mark: no change of stories is about it, so it falls out by time
        var key = new FeedCache.Key("status?" + asked.address(), language.word());
        CopySender.send(context, cache.get(key, () -> page(asked, language)));
    }

    private Answer page(Asked asked, Language language) {
        StatusSheet sheet = StatusSheet.of(board, stories, sources, language);
        List<StatusView.Row> rows = rows(sheet, asked);
        int pages = pages(rows);
        int page = asked.page();
        var frame = writer.frame(
                language,
                language.say("采集状况", "Status"),
                StatusView.address(asked.state(), page),
                Optional.of(Follow.status(links, language.say("采集状况", "Status"))));
        if (!asked.isAmong(pages)) {
            return writer.noPage(sheet.seq(), frame);
        }
        List<StatusView.Row> part = part(rows, page);
        byte[] html = PageWriter.fitting(
                MOST_ROWS,
                most -> PageWriter.html(
                        "web/status.jte",
                        new StatusView(
                                frame,
                                new StatusWords(language),
                                sheet.verdict(language),
                                sheet.delay(),
                                sheet.counts(),
                                asked.state(),
                                part.stream().limit(most).toList(),
                                page,
                                pages,
                                sheet.outages().stream().limit(SHOWN_OUTAGES).toList())));
        return writer.page(sheet.seq(), 200, language, html);
    }

    private static List<StatusView.Row> rows(StatusSheet sheet, Asked asked) {
        return asked.state().isEmpty()
                ? sheet.rows()
                : sheet.rows().stream()
                        .filter(row -> row.freshness().state() == asked.state().get())
                        .toList();
    }

    private static int pages(List<StatusView.Row> rows) {
        return Math.max(1, (rows.size() + MOST_ROWS - 1) / MOST_ROWS);
    }

    /** With the time of each source's newest article. */
    private List<StatusView.Row> part(List<StatusView.Row> rows, int page) {
        List<StatusView.Row> part = rows.subList((page - 1) * MOST_ROWS, Math.min(page * MOST_ROWS, rows.size()));
        Map<String, List<Instant>> published = stories.published(
                part.stream().map(row -> row.freshness().source()).toList(), 1);
        return part.stream()
                .map(row -> row.newest(published.getOrDefault(row.freshness().source(), List.of()).stream()
                        .findFirst()))
                .toList();
    }

    private void feed(RoutingContext context, FeedFormat format) {
        Asked asked = format == FeedFormat.JSON ? Asked.of(context) : new Asked(Optional.empty(), 1);
        var key = new FeedCache.Key("status?" + asked.address(), format.suffix());
        CopySender.send(context, cache.get(key, () -> feed(asked, format)));
    }

    private Answer feed(Asked asked, FeedFormat format) {
        StatusSheet sheet = StatusSheet.of(board, stories, sources, Language.ZH);
        List<StatusView.Row> rows = rows(sheet, asked);
        int pages = pages(rows);
        int page = asked.page();
        if (!asked.isAmong(pages)) {
            return new Answer.Missing(
                    sheet.seq(), new Advice("/status.json 共 " + pages + " 页。", "/status.json has " + pages + " pages"));
        }
        Optional<String> next =
                page < pages ? Optional.of(StatusView.address(asked.state(), page + 1)) : Optional.empty();
        byte[] bytes = switch (format) {
            case ATOM -> feed.atom(sheet.outages());
            case RSS -> feed.rss(sheet.outages());
            case JSON ->
                feed.json(
                        sheet,
                        StatusView.address(asked.state(), page).replaceFirst("/status", "/status.json"),
                        part(rows, page),
                        next.map(path -> path.replaceFirst("/status", "/status.json")));
        };
        Instant changed = StatusFeed.changed(sheet.outages());
        return renderings.of(sheet.seq(), 200, Manner.feed(format.mediaType()), changed, bytes);
    }
}
