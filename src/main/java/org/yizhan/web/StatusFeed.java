package org.yizhan.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yizhan.http.Language;
import org.yizhan.http.Times;

/**
 * The feed of what went wrong: one entry an outage, whose id stays and whose {@code updated} moves when it ends. Chinese,
 * then English. The JSON Feed carries all of the status under {@code _status}.
 */
final class StatusFeed {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String NAME = "tag:yizhan.org,2026:status";
    private static final String TITLE = "采集状况 - 驿站";
    private static final String ABOUT = "驿站：哪些来源取不到新稿，从何时到何时";
    private static final StatusWords ENGLISH = new StatusWords(Language.EN);

    private final Links links;

    StatusFeed(Links links) {
        this.links = links;
    }

    /** When the newest of them changed. */
    static Instant changed(List<StatusView.Told> outages) {
        return outages.stream()
                .map(told -> told.outage().changed())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static String id(Outage outage) {
        return NAME + "/" + outage.id();
    }

    private static String title(StatusView.Told told) {
        return told.name().isEmpty() ? told.headline() : told.name() + "：" + told.headline();
    }

    private static String html(StatusView.Told told) {
        return "<p>" + Characters.html(told.story()) + "</p><p lang=\"en\">"
                + Characters.html(ENGLISH.story(told.outage())) + "</p>";
    }

    byte[] atom(List<StatusView.Told> outages) {
        var feed = new XmlDocument("feed", Links.FEED_STYLE);
        feed.with("xmlns", AtomWriter.NAMESPACE).with("xml:lang", "zh-CN");
        feed.element("id", NAME);
        feed.element("title", TITLE);
        AtomWriter.subtitle(feed, "subtitle", ABOUT, links.absolute("/status"));
        feed.element("updated", Times.rfc3339(changed(outages)));
        feed.open("author").element("name", "驿站 Yizhan").close();
        link(feed, "self", "/status.atom", "application/atom+xml");
        link(feed, "alternate", "/status", "text/html");
        feed.element("generator", "Yizhan");
        for (StatusView.Told told : outages) {
            if (!feed.fits(FeedWriter.MAX_BYTES - 16, () -> entry(feed, told))) {
                break;
            }
        }
        return feed.finish();
    }

    private void entry(XmlDocument feed, StatusView.Told told) {
        feed.open("entry");
        feed.element("id", id(told.outage()));
        feed.element("title", title(told));
        feed.element("published", Times.rfc3339(told.outage().began()));
        feed.element("updated", Times.rfc3339(told.outage().changed()));
        link(feed, "alternate", told.link(), "text/html");
        feed.element("summary", told.story());
        feed.open("content").with("type", "html").text(html(told)).close();
        feed.close();
    }

    private void link(XmlDocument feed, String relation, String path, String type) {
        feed.open("link")
                .with("rel", relation)
                .with("href", links.absolute(path))
                .with("type", type)
                .close();
    }

    byte[] rss(List<StatusView.Told> outages) {
        var rss = new XmlDocument("rss", Links.FEED_STYLE);
        rss.with("version", "2.0")
                .with("xmlns:content", "http://purl.org/rss/1.0/modules/content/")
                .with("xmlns:atom", AtomWriter.NAMESPACE);
        rss.open("channel");
        rss.element("title", TITLE);
        rss.element("link", links.absolute("/status"));
        rss.element("description", ABOUT);
        rss.element("language", "zh-CN");
        rss.element("lastBuildDate", Times.rfc822(changed(outages)));
        rss.element("generator", "Yizhan");
        rss.open("atom:link")
                .with("rel", "self")
                .with("href", links.absolute("/status.rss"))
                .with("type", "application/rss+xml")
                .close();
        AtomWriter.subtitle(rss, "atom:subtitle", ABOUT, links.absolute("/status"));
        for (StatusView.Told told : outages) {
            if (!rss.fits(FeedWriter.MAX_BYTES - 32, () -> item(rss, told))) {
                break;
            }
        }
        return rss.finish();
    }

    private void item(XmlDocument rss, StatusView.Told told) {
        rss.open("item");
        rss.element("title", title(told));
        rss.element("link", links.absolute(told.link()));
        rss.open("guid").with("isPermaLink", "false").text(id(told.outage())).close();
        rss.element("pubDate", Times.rfc822(told.outage().began()));
        rss.element("atom:updated", Times.rfc3339(told.outage().changed()));
        // <description> is HTML by custom, so the plain summary is escaped once more
        rss.element("description", Characters.html(told.story()));
        rss.element("content:encoded", html(told));
        rss.close();
    }

    /**
     * @param self the path of this very document
     * @param rows the sources of this page of it
     * @param next the path of the next page
     */
    byte[] json(StatusSheet sheet, String self, List<StatusView.Row> rows, Optional<String> next) {
        var text = new SizedText();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            string(json, "version", "https://jsonfeed.org/version/1.1");
            string(json, "title", TITLE);
            string(json, "description", ABOUT);
            string(json, "home_page_url", links.absolute("/status"));
            string(json, "feed_url", links.absolute(self));
            if (next.isPresent()) {
                string(json, "next_url", links.absolute(next.get()));
            }
            string(json, "language", "zh-CN");
            new StatusJson(json).write(sheet, rows);
            json.writeArrayFieldStart("items");
            for (StatusView.Told told : sheet.outages()) {
                item(json, told);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return text.toUtf8();
    }

    private void item(JsonGenerator json, StatusView.Told told) throws IOException {
        json.writeStartObject();
        string(json, "id", id(told.outage()));
        string(json, "url", links.absolute(told.link()));
        string(json, "title", title(told));
        string(json, "content_html", html(told));
        string(json, "summary", told.story());
        string(json, "date_published", Times.rfc3339(told.outage().began()));
        string(json, "date_modified", Times.rfc3339(told.outage().changed()));
        json.writeEndObject();
    }

    private static void string(JsonGenerator json, String field, String value) throws IOException {
        json.writeStringField(field, Characters.valid(value));
    }
}
