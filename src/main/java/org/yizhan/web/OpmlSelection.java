package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.http.QueryString;
import org.yizhan.publish.FeedName;

/**
 * Which feeds an OPML document is to hold.
 *
 * @param feeds with each, those of what lies directly in it that hold a story
 */
record OpmlSelection(List<FeedName> feeds, List<SearchQuery> searches) {

    private static final int MOST = 200;
    private static final String PARAMETER = "feed";

    OpmlSelection {
        feeds = List.copyOf(feeds);
        searches = List.copyOf(searches);
    }

    /** Either a selection or what is wrong with the parameters and would mend it. */
    sealed interface Read {

        record Chosen(OpmlSelection selection) implements Read {}

        record Fault(Advice advice) implements Read {}
    }

    /** Reads the values of {@code feed}: names such as {@code region/620702}, or {@code search?} and a query. */
    static Read of(List<String> names) {
        if (names.size() > MOST) {
            return new Read.Fault(new Advice(
                    "一次最多选 %d 个订阅源；/feeds.opml 里是全部。".formatted(MOST),
                    "at most " + MOST + " feeds can be chosen at once; /feeds.opml has all"));
        }
        Optional<String> unread = names.stream()
                .filter(name -> !name.startsWith(FeedCache.SEARCH)
                        && Feeds.name(encoded(name)).isEmpty())
                .findFirst();
        if (unread.isPresent()) {
            return new Read.Fault(new Advice(
                    "「%s」不是订阅源的名字；名字如 all、region/620702 或 search?q=…。".formatted(unread.get()),
                    "“%s” is not the name of a feed; names are such as all, region/620702 or search?q=…."
                            .formatted(unread.get()),
                    "`feed` is the name of a feed, such as all, region/620702 or search?q=…, not `" + unread.get()
                            + "`"));
        }
        Optional<Advice> fault = names.stream()
                .filter(name -> name.startsWith(FeedCache.SEARCH))
                .flatMap(name -> SearchFaults.in(query(name)).stream())
                .findFirst();
        if (fault.isPresent()) {
            return new Read.Fault(new Advice(
                    "选中的搜索有误：" + fault.get().chinese(),
                    "A chosen search can't be read. " + fault.get().english(),
                    "in `feed=search?…`: " + fault.get().told()));
        }
        List<FeedName> feeds = names.stream()
                .filter(name -> !name.startsWith(FeedCache.SEARCH))
                .flatMap(name -> Feeds.name(encoded(name)).stream())
                .distinct()
                .toList();
        List<SearchQuery> searches = names.stream()
                .filter(name -> name.startsWith(FeedCache.SEARCH))
                .map(name -> SearchQuery.of(query(name)))
                .distinct()
                .toList();
        return new Read.Chosen(new OpmlSelection(feeds, searches));
    }

    private static MultiMap query(String name) {
        return QueryString.parse(name.substring(FeedCache.SEARCH.length()));
    }

    /** The name as a path has it. */
    private static String encoded(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash + 1) + Links.segment(name.substring(slash + 1));
    }

    boolean isEmpty() {
        return feeds.isEmpty() && searches.isEmpty();
    }

    /** The one spelling of its query string; {@code feeds} and {@code searches} stay in the order they were given. */
    String canonical() {
        return Stream.concat(
                        feeds.stream().map(FeedName::toString),
                        searches.stream().map(query -> FeedCache.SEARCH + query.canonical()))
                .map(name -> PARAMETER + "=" + Links.segment(name))
                .collect(Collectors.joining("&"));
    }
}
