package org.yizhan.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.html.CssRules;
import org.yizhan.html.Tree;

/**
 * The source text of a document, of which is known what a channel's rule takes from where: in HTML by the nodes that its
 * selectors match, in anything else by where the words that were found stand. Only text: nothing of it is run or loaded.
 *
 * @param pieces the beginning of the document, as a list's reader sees it
 */
public record Marked(List<Piece> pieces) {

    /** Characters that are shown. */
    static final int MOST = 200_000;

    /** Stretches that are marked, all together: each may be as long as the text. */
    private static final int MOST_MARKS = 10_000;

    /** What all selectors may take, and all words that are looked for; what is not marked by then stays so. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    public Marked {
        pieces = List.copyOf(pieces);
    }

    /** What a piece of the text is; a later one stands within an earlier one. */
    public enum As {
        NOTHING,
        ITEM,
        DATE,
        LINK,
        TITLE;

        /** As it is written: {@code item}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A stretch of the text that is all the same. */
    public record Piece(String text, As as) {}

    /**
     * Marks {@code document}.
     *
     * @param found what the rule took from it
     */
    public static Marked of(Channel channel, Fetched.Document document, List<Link> found) {
        return channel.kind() == Channel.Kind.POLL_LIST ? html(channel, document, found) : words(document, found);
    }

    private static Marked html(Channel channel, Fetched.Document document, List<Link> found) {
        String text = HtmlScriptLinks.unwrap(LinkText.of(document).text());
        var paint = new Paint(text.substring(0, Math.min(MOST, text.length())));
        Document page = Tree.placed(paint.text, document.url());
        try {
            if (channel.parameter("item").isPresent()) {
                ruled(channel, page, paint);
            } else {
                named(page, document.url(), found, paint);
            }
        } catch (Selector.SelectorParseException unreadable) {
            // the reader warns of it, and nothing matches
            return new Paint(paint.text).marked();
        } catch (CssRules.TooSlow slow) {
            return paint.marked();
        }
        return paint.marked();
    }

    private static void ruled(Channel channel, Document page, Paint paint) {
        var css = new CssRules(PATIENCE);
        for (Element item : css.select(page, channel.parameter("item").orElse(""))) {
            if (paint.isFull()) {
                return;
            }
            paint.over(item, As.ITEM);
            within(css, item, channel.parameter("date"), As.DATE, paint);
            within(css, item, channel.parameter("link").or(() -> Optional.of("a[href]")), As.LINK, paint);
            within(css, item, channel.parameter("title"), As.TITLE, paint);
        }
    }

    private static void within(CssRules css, Element item, Optional<String> rule, As as, Paint paint) {
        rule.ifPresent(selector -> css.select(item, selector).forEach(node -> paint.over(node, as)));
    }

    /** Where nobody wrote a rule the links tell what was found. */
    private static void named(Document page, String url, List<Link> found, Paint paint) {
        Set<String> addresses = found.stream().map(Link::url).collect(Collectors.toSet());
        String base = HtmlListLinks.base(page, url);
        page.select("a[href]").stream()
                .filter(link -> LinkAddress.absolute(base, link.attr("href"))
                        .filter(addresses::contains)
                        .isPresent())
                .forEach(link -> paint.over(link, As.LINK));
    }

    private static Marked words(Fetched.Document document, List<Link> found) {
        var paint = new Paint(LinkText.of(document.body(), MOST).text());
        for (Link link : found) {
            paint.over(link.url(), As.LINK);
            paint.over(link.published(), As.DATE);
            paint.over(link.title(), As.TITLE);
        }
        return paint.marked();
    }

    /** A text being marked, character by character; what is nested deeper wins. */
    private static final class Paint {
        private final String text;
        private final byte[] colours;
        private final long begun = System.nanoTime();
        private int marks;

        Paint(String text) {
            this.text = text;
            this.colours = new byte[text.length()];
        }

        /** Whether nothing more is marked. */
        boolean isFull() {
            return marks >= MOST_MARKS || System.nanoTime() - begun > PATIENCE.toNanos();
        }

        void over(Element node, As as) {
            int from = node.sourceRange().startPos();
            int to = node.endSourceRange().isTracked()
                    ? node.endSourceRange().endPos()
                    : node.sourceRange().endPos();
            over(from, Math.max(to, node.sourceRange().endPos()), as);
        }

        /** Everywhere the words stand. */
        void over(String words, As as) {
            if (words.isBlank() || isFull()) {
                return;
            }
            int at = text.indexOf(words);
            for (int times = 0; at >= 0 && times < 10; times++) {
                over(at, at + words.length(), as);
                at = text.indexOf(words, at + words.length());
            }
        }

        private void over(int from, int to, As as) {
            if (isFull()) {
                return;
            }
            marks++;
            for (int at = Math.max(0, from); at < Math.min(to, colours.length); at++) {
                colours[at] = (byte) Math.max(colours[at], as.ordinal());
            }
        }

        Marked marked() {
            var pieces = new ArrayList<Piece>();
            int from = 0;
            for (int at = 1; at <= colours.length; at++) {
                if (at == colours.length || colours[at] != colours[from]) {
                    pieces.add(new Piece(text.substring(from, at), As.values()[colours[from]]));
                    from = at;
                }
            }
            return new Marked(pieces);
        }
    }
}
