package org.yizhan.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Finds the list on a page for which nobody wrote selectors. A headline is a link of six characters or more; its item is
 * the largest element in which no other headline stands; items at like places (tags and classes of the three elements
 * around them) are one list. The list with the longest headlines wins, and those with a date beside them, or at least
 * in the address, count more: menus and blogrolls have none.
 */
final class HtmlFoundLinks {

    private static final int SHORTEST = 6;
    private static final int COUNTED = 40;
    private static final int CLIMB = 8;
    private static final int AROUND = 3;
    private static final int MOST_HEADLINES = 20_000;
    private static final int LONGEST = 100;
    private static final int FEWEST = 5;
    private static final int FEWEST_DATED = 2;
    private static final int WEIGHT_DATED = 10;
    private static final int WEIGHT_DATED_ADDRESS = 6;

    /** {@code /202611/t20261123_1.html}, {@code /art/2026/11/23/}, {@code /2026-11/23/c_1.htm}, {@code /20261123/}. */
    private static final Pattern DATED_ADDRESS =
            Pattern.compile("/(?:t?20\\d{6}[_/.]|20\\d{2}[-/]?(?:0?[1-9]|1[0-2])/|art/20\\d{2}/)");

    private static final String SEVERAL = "";

    private HtmlFoundLinks() {}

    private record Headline(Element link, Element item, String date) {

        int weight() {
            int length = Math.min(COUNTED, title().length());
            if (!date.isEmpty()) {
                return WEIGHT_DATED * length;
            }
            return isDated() ? WEIGHT_DATED_ADDRESS * length : length;
        }

        boolean isDated() {
            return !date.isEmpty() || DATED_ADDRESS.matcher(link.attr("href")).find();
        }

        String title() {
            return HtmlListLinks.title(link, date);
        }
    }

    /** Gives {@code links} the articles of the list found on {@code page}; warns where there is none. */
    static void find(Element page, LinkCollector links) {
        var lists = new LinkedHashMap<String, List<Headline>>();
        for (Headline headline : headlines(page)) {
            lists.computeIfAbsent(place(headline.item), place -> new ArrayList<>())
                    .add(headline);
        }
        Optional<List<Headline>> best = lists.values().stream()
                .filter(HtmlFoundLinks::isList)
                .max(Comparator.comparingInt(HtmlFoundLinks::weight));
        best.ifPresentOrElse(
                list -> list.stream()
                        .takeWhile(headline -> !links.isFull())
                        .forEach(headline -> links.add(headline.link.attr("href"), headline.title(), headline.date)),
                () -> links.warn("no list was found on the page; name its items by the parameter item"));
    }

    private static boolean isList(List<Headline> list) {
        return list.size() >= FEWEST || list.stream().filter(Headline::isDated).count() >= FEWEST_DATED;
    }

    private static int weight(List<Headline> list) {
        return list.stream().mapToInt(Headline::weight).sum();
    }

    /** One an item: the longest, where a picture and a headline link to the same page. */
    private static Collection<Headline> headlines(Element page) {
        List<Element> found = page.select("a[href]").stream()
                .filter(HtmlFoundLinks::isHeadline)
                .limit(MOST_HEADLINES)
                .toList();
        Map<Element, String> only = addresses(found);
        var byItem = new IdentityHashMap<Element, Headline>();
        var inOrder = new ArrayList<Element>();
        for (Element link : found) {
            Element item = item(link, only);
            Headline known = byItem.get(item);
            if (known == null) {
                byItem.put(item, new Headline(link, item, HtmlDateLinks.date(item, only::containsKey)));
                inOrder.add(item);
            } else if (HtmlListLinks.title(link, known.date).length()
                    > known.title().length()) {
                byItem.put(item, new Headline(link, item, known.date));
            }
        }
        return inOrder.stream().map(byItem::get).toList();
    }

    private static boolean isHeadline(Element link) {
        String href = link.attr("href").strip();
        return HtmlListLinks.title(link, "").length() >= SHORTEST
                && !href.startsWith("#")
                && !href.endsWith("/")
                && !href.startsWith("javascript:")
                && !href.startsWith("mailto:");
    }

    /** For each element around a headline: the address of the only headline in it, or {@link #SEVERAL}. */
    private static Map<Element, String> addresses(List<Element> headlines) {
        var only = new IdentityHashMap<Element, String>();
        for (Element link : headlines) {
            String href = link.attr("href");
            Element around = link;
            for (int step = 0; step <= CLIMB && around != null; step++, around = around.parent()) {
                only.merge(around, href, (one, other) -> one.equals(other) ? one : SEVERAL);
            }
        }
        return only;
    }

    private static Element item(Element link, Map<Element, String> only) {
        Element item = link;
        for (int step = 0; step < CLIMB; step++) {
            Element around = item.parent();
            if (around == null || around.normalName().equals("body") || Objects.equals(only.get(around), SEVERAL)) {
                return item;
            }
            item = around;
        }
        return item;
    }

    private static String place(Element item) {
        var place = new StringBuilder(item.normalName());
        Element around = item.parent();
        for (int step = 0; step < AROUND && around != null; step++, around = around.parent()) {
            String name = around.className();
            place.append('<').append(around.normalName()).append('.').append(name, 0, Math.min(LONGEST, name.length()));
        }
        return place.toString();
    }
}
