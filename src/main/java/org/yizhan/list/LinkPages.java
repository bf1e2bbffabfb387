package org.yizhan.list;

import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetch;

/**
 * The further pages of a list, where they are numbered: {@code {page}} in an address or form is the page's number, 2 for
 * the second; {@code {page-1}} one less, as TRS counts ({@code index_1.html} is the second). Stateless.
 */
public final class LinkPages {

    private LinkPages() {}

    /** What to fetch for the {@code page}th page, the first being 1; empty where the channel's pages have no numbers. */
    public static Optional<Fetch> fetch(Channel channel, int page) {
        Optional<String> url = channel.parameter("url");
        Optional<String> form = channel.parameter("form");
        Optional<String> further = channel.parameter("page-url")
                .or(() -> form.filter(LinkPages::isNumbered).flatMap(numbered -> url))
                .or(() -> url.filter(LinkPages::isNumbered));
        return (page == 1 ? url : further)
                .map(address -> new Fetch(
                        numbered(address, page),
                        Optional.empty(),
                        Optional.empty(),
                        "*/*",
                        form.map(fields -> numbered(fields, page))));
    }

    /** Whether {@code text} has a place for a page's number. */
    public static boolean isNumbered(String text) {
        return text.contains("{page}") || text.contains("{page-1}");
    }

    /** {@code text} for the {@code page}th page. */
    public static String numbered(String text, int page) {
        return text.replace("{page}", Integer.toString(page)).replace("{page-1}", Integer.toString(page - 1));
    }
}
