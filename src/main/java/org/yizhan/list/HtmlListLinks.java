package org.yizhan.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.html.CssRules;
import org.yizhan.html.Tree;

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
        var warnings = new ArrayList<>(list.warnings());
        Document page = Tree.of(HtmlScriptLinks.unwrap(list.text()), document.url(), warnings);
        String base = base(page, document.url());
        var links = new LinkCollector(base);
        warnings.forEach(links::warn);
        var rules = new Rules(channel, new CssRules(CssRules.PATIENCE));
        try {
            gather(rules, page, links);
            return links.links(next(rules, page, base).filter(next -> !next.equals(document.url())));
        } catch (Selector.SelectorParseException unreadable) {
            links.warn("a selector can't be read: " + unreadable.getMessage());
            return links.links(Optional.empty());
        } catch (CssRules.TooSlow slow) {
            links.warn(String.valueOf(slow.getMessage()));
            return links.links(Optional.empty());
        }
    }

    /** The channel's own selectors, by the name of their parameter. */
    private record Rules(Channel channel, CssRules css) {

        boolean has(String name) {
            return channel.parameter(name).isPresent();
        }

        String written(String name) {
            return channel.parameter(name).orElse("");
        }

        List<Element> select(Element within, String name) {
            return channel.parameter(name)
                    .<List<Element>>map(rule -> css.select(within, rule))
                    .orElse(List.of());
        }

        Optional<Element> first(Element within, String name) {
            return channel.parameter(name).flatMap(rule -> css.first(within, rule));
        }
    }

    /** HTML §4.2.3: the first base element with an href counts. */
    static String base(Document page, String url) {
        return Optional.ofNullable(page.selectFirst("base[href]"))
                .flatMap(base -> LinkAddress.absolute(url, base.attr("href")))
                .orElse(url);
    }

    private static Optional<String> next(Rules rules, Document page, String base) {
        return rules.first(page, "next").flatMap(next -> LinkAddress.absolute(base, next.attr("href")));
    }

    private static void gather(Rules rules, Document page, LinkCollector links) {
        if (!rules.has("item")) {
            HtmlFoundLinks.find(page, links);
            return;
        }
        List<Element> items = rules.select(page, "item");
        if (items.isEmpty()) {
            links.warn("the selector item “" + rules.written("item") + "” finds nothing");
        }
        items.stream().limit(MOST_ITEMS).takeWhile(item -> !links.isFull()).forEach(item -> take(rules, item, links));
        warn(rules, "link", items, links);
        warn(rules, "title", items, links);
        warn(rules, "date", items, links);
    }

    /** Tells of a selector that finds nothing in any item. */
    private static void warn(Rules rules, String name, List<Element> items, LinkCollector links) {
        if (rules.has(name)
                && !items.isEmpty()
                && items.stream()
                        .limit(LinkCollector.MOST)
                        .allMatch(item -> rules.first(item, name).isEmpty())) {
            links.warn("the selector " + name + " “" + rules.written(name) + "” finds nothing in any item");
        }
    }

    private static void take(Rules rules, Element item, LinkCollector links) {
        String date = text(rules, item, "date");
        link(rules, item).ifPresent(link -> links.add(link.attr("href"), title(rules, item, link, date), date));
    }

    /** Without a rule the one with the longest text. Observed: a link to the column stands before the article's. */
    private static Optional<Element> link(Rules rules, Element item) {
        Element within = rules.first(item, "link").orElse(item);
        if (within.hasAttr("href")) {
            return Optional.of(within);
        }
        Elements all = within.select(LINK);
        return all.stream()
                .reduce((one, other) ->
                        title(other, "").length() > title(one, "").length() ? other : one);
    }

    private static String title(Rules rules, Element item, Element link, String date) {
        String ruled = text(rules, item, "title");
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

    private static String text(Rules rules, Element item, String name) {
        return rules.select(item, name).stream()
                .map(HtmlTextLinks::of)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }
}
