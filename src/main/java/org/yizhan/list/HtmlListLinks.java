package org.yizhan.list;

import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

/**
 * Reads lists in HTML by the channel's CSS selectors {@code item}, {@code link}, {@code title}, {@code date} and
 * {@code next}; without {@code item} the list is found by {@link HtmlFoundLinks}. Lists in scripts are laid open first.
 */
final class HtmlListLinks implements LinkReader {

    private static final String LINK = "a[href]";
    private static final int MOST_ITEMS = 20_000;

    @Override
    public Links read(Channel channel, Fetched.Document document) {
        LinkText list = LinkText.of(document);
        Document page = Jsoup.parse(HtmlScriptLinks.unwrap(list.text()), document.url());
        String base = base(page, document.url());
        var links = new LinkCollector(base);
        list.warnings().forEach(links::warn);
        try {
            gather(channel, page, links);
            return links.links(next(channel, page, base).filter(next -> !next.equals(document.url())));
        } catch (Selector.SelectorParseException unreadable) {
            links.warn("a selector can't be read: " + unreadable.getMessage());
            return links.links(Optional.empty());
        }
    }

    /** HTML §4.2.3: the first base element with an href counts. */
    static String base(Document page, String url) {
        return Optional.ofNullable(page.selectFirst("base[href]"))
                .flatMap(base -> LinkAddress.absolute(url, base.attr("href")))
                .orElse(url);
    }

    private static Optional<String> next(Channel channel, Document page, String base) {
        return channel.parameter("next")
                .flatMap(selector -> Optional.ofNullable(page.selectFirst(selector)))
                .flatMap(next -> LinkAddress.absolute(base, next.attr("href")));
    }

    private static void gather(Channel channel, Document page, LinkCollector links) {
        Optional<String> rule = channel.parameter("item");
        if (rule.isEmpty()) {
            HtmlFoundLinks.find(page, links);
            return;
        }
        List<Element> items = page.select(rule.get());
        if (items.isEmpty()) {
            links.warn("the selector item “" + rule.get() + "” finds nothing");
        }
        items.stream().limit(MOST_ITEMS).takeWhile(item -> !links.isFull()).forEach(item -> take(channel, item, links));
        warn(channel, "link", items, links);
        warn(channel, "title", items, links);
        warn(channel, "date", items, links);
    }

    /** Tells of a selector that finds nothing in any item. */
    private static void warn(Channel channel, String name, List<Element> items, LinkCollector links) {
        channel.parameter(name)
                .filter(rule -> !items.isEmpty())
                .filter(rule ->
                        items.stream().limit(LinkCollector.MOST).noneMatch(item -> item.selectFirst(rule) != null))
                .ifPresent(rule -> links.warn("the selector " + name + " “" + rule + "” finds nothing in any item"));
    }

    private static void take(Channel channel, Element item, LinkCollector links) {
        String date = text(item, channel.parameter("date"));
        link(channel, item).ifPresent(link -> links.add(link.attr("href"), title(channel, item, link, date), date));
    }

    /** Without a rule the one with the longest text. Observed: a link to the column stands before the article's. */
    private static Optional<Element> link(Channel channel, Element item) {
        Optional<Element> ruled =
                channel.parameter("link").flatMap(rule -> Optional.ofNullable(item.selectFirst(rule)));
        Element within = ruled.orElse(item);
        if (within.hasAttr("href")) {
            return Optional.of(within);
        }
        Elements all = within.select(LINK);
        return all.stream()
                .reduce((one, other) ->
                        title(other, "").length() > title(one, "").length() ? other : one);
    }

    private static String title(Channel channel, Element item, Element link, String date) {
        String ruled = text(item, channel.parameter("title"));
        return ruled.isEmpty() ? title(link, date) : ruled;
    }

    /**
     * The link's text without the {@code date}, which may stand in it. Observed: a title that was cut ends in … and the
     * attribute has all of it → the attribute.
     */
    static String title(Element link, String date) {
        String text = HtmlTextLinks.of(link).replace(date, "").strip();
        String whole = link.attr("title").strip();
        boolean cut = text.isEmpty() || text.endsWith("…") || text.endsWith("...");
        return cut && !whole.isEmpty() ? whole : text;
    }

    private static String text(Element item, Optional<String> rule) {
        return rule.flatMap(selector -> item.select(selector).stream()
                        .map(HtmlTextLinks::of)
                        .filter(text -> !text.isBlank())
                        .findFirst())
                .orElse("");
    }
}
