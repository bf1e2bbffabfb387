package org.yizhan.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Tag;
import org.yizhan.article.WebAddress;
import org.yizhan.publish.FeedName;

/** Where things are: addresses for feeds (absolute), paths for pages, and names that outlive any address. */
public final class Links {

    /** Where a feed's style sheet lies, for those who open the feed in a browser. */
    static final String FEED_STYLE = "/static/feed.css";

    private static final String AUTHORITY = "tag:yizhan.org,2026:";
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final String base;

    /** @param base scheme, host and perhaps a port, as subscribers reach us */
    public Links(URI base) {
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The absolute address of a path of ours. */
    String absolute(String path) {
        return base + path;
    }

    /** The absolute address of our WebSub hub. */
    public String hub() {
        return absolute(HubDesk.PATH);
    }

    static String path(FeedName name, FeedFormat format) {
        return path(name, format.suffix());
    }

    static String path(FeedName name, String suffix) {
        return feedPage(name) + "." + suffix;
    }

    /** The page that tells a person what a standing feed is. */
    static String feedPage(FeedName name) {
        String path = name.kind() == FeedName.Kind.ALL ? "all" : name.kind().word() + "/" + segment(name.value());
        return "/feeds/" + path;
    }

    /** The page that tells a person what a search's feed is. */
    static String searchPage(SearchQuery query) {
        String canonical = query.canonical();
        return "/feeds/search" + (canonical.isEmpty() ? "" : "?" + canonical);
    }

    /** The OPML of one feed and of what lies in it; {@code name} is a feed's, or {@code search?} and a query. */
    static String bundle(String name) {
        return "/feeds.opml?feed=" + segment(name);
    }

    /** The page that shows an article of a story beside the one it was taken from. */
    static String comparison(UUID story, UUID article) {
        return story(story) + "/compare/" + article;
    }

    /** A page of a feed's archive. */
    static String archive(FeedName name, int page, FeedFormat format) {
        String feed = path(name, format);
        return feed.substring(0, feed.lastIndexOf('.')) + "/archive/" + page + "." + format.suffix();
    }

    static String story(UUID id) {
        return "/stories/" + id;
    }

    static String source(String id) {
        return "/sources/" + segment(id);
    }

    /** The page about what a feed is about. */
    static String subject(FeedName name) {
        return switch (name.kind()) {
            case ALL -> "/";
            case STORY -> "/stories/" + name.value();
            case SOURCE, REGION, TOPIC, ORGANIZATION -> "/" + name.kind().word() + "s/" + segment(name.value());
        };
    }

    /** The catalogue narrowed to what a feed holds. */
    static String catalogue(FeedName name) {
        return name.kind() == FeedName.Kind.ALL ? "/" : "/?" + name.kind().word() + "=" + segment(name.value());
    }

    static String search(SearchQuery query, FeedFormat format) {
        String canonical = query.canonical();
        return "/feeds/search." + format.suffix() + (canonical.isEmpty() ? "" : "?" + canonical);
    }

    /** A later page of a search's feed. */
    static String search(SearchQuery query, StoryPage.Place place, FeedFormat format) {
        return "/feeds/search." + format.suffix() + "?" + place.query(query);
    }

    static FeedName feed(Tag tag) {
        return switch (tag.scheme()) {
            case REGION -> FeedName.region(tag.id());
            case TOPIC -> FeedName.topic(tag.id());
            case ORGANIZATION -> FeedName.organization(tag.id());
        };
    }

    /** A story's name for ever, as a {@code tag:} URI (RFC 4151): made of its id and of nothing else. */
    static String storyName(UUID id) {
        return AUTHORITY + "story/" + id;
    }

    /** A standing feed's name for ever. */
    static String feedName(FeedName name) {
        return AUTHORITY + "feed/" + name.kind().word() + (name.value().isEmpty() ? "" : "/" + segment(name.value()));
    }

    static String searchName(String canonicalQuery) {
        return AUTHORITY + "search" + (canonicalQuery.isEmpty() ? "" : "/" + segment(canonicalQuery));
    }

    static String sourceName(String sourceId) {
        return AUTHORITY + "source/" + segment(sourceId);
    }

    /** The name of an outlet that is no source of ours, by its own. */
    static String outletName(String name) {
        return AUTHORITY + "outlet/" + segment(name);
    }

    /** The vocabulary a category is from. */
    static String scheme(Tag.Scheme scheme) {
        return AUTHORITY + "scheme/" + scheme.name().toLowerCase(Locale.ROOT);
    }

    /**
     * An address found in an article, fit to be linked: http or https only, everything outside ASCII percent-encoded.
     * Empty for anything else, such as {@code javascript:}.
     */
    static Optional<String> web(String address) {
        return WebAddress.of(address).map(WebAddress::toString);
    }

    /** One path segment or query value: all but unreserved characters percent-encoded as UTF-8 (RFC 3986 §2.1). */
    static String segment(String value) {
        return encoded(value);
    }

    private static String encoded(String value) {
        int plain = 0;
        while (plain < value.length() && isKept(value.charAt(plain))) {
            plain++;
        }
        if (plain == value.length()) {
            return value;
        }
        var encoded = new StringBuilder(value.length() * 3);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (isKept(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isKept(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }
}
