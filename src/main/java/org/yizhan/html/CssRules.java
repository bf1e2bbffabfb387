package org.yizhan.html;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/**
 * The CSS selectors that somebody wrote for one page, and a time for all of them together: a page is a stranger's, and of
 * 80,000 items in a row {@code b ~ li} takes minutes. Regular expressions in them are RE2's, which take no longer than
 * their text. Not safe for concurrent use.
 */
public final class CssRules {

    /** What reading a page may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String WITHIN = ":has(";
    private static final Pattern TEXTS = Pattern.compile("\\[[^\\]]*]|\"[^\"]*\"|'[^']*'");
    private static final Pattern SIBLINGS = Pattern.compile("~|:(?:has|nth-|only-|last-|eq|lt|gt)");

    private final Map<String, Evaluator> read = new HashMap<>();
    private final Duration patience;
    private final long begun = System.nanoTime();

    public CssRules(Duration patience) {
        this.patience = patience;
    }

    /** The selectors took longer than they may. */
    public static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooSlow(String css, Duration patience) {
            super("the selectors take longer than " + patience.toSeconds() + " s on this page, the last was: " + css);
        }
    }

    /**
     * All that {@code css} names in {@code page}, itself included.
     *
     * @throws Selector.SelectorParseException where it is no selector, or one that can't be bounded
     * @throws TooSlow where the time is over
     */
    public Elements select(Element page, String css) {
        return found(page, css).collect(Elements::new, Elements::add, Elements::addAll);
    }

    /** The first that {@code css} names in {@code page}; throws as {@link #select} does. */
    public Optional<Element> first(Element page, String css) {
        return found(page, css).findFirst();
    }

    private Stream<Element> found(Element page, String css) {
        Evaluator rule = read.computeIfAbsent(css, CssRules::read);
        return page.stream().filter(element -> {
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new TooSlow(css, patience);
            }
            return rule.matches(page, element);
        });
    }

    private static Evaluator read(String css) {
        String bare = TEXTS.matcher(css).replaceAll("").toLowerCase(Locale.ROOT);
        for (int at = bare.indexOf(WITHIN); at >= 0; at = bare.indexOf(WITHIN, at + 1)) {
            String inside = inside(bare, at + WITHIN.length());
            if (SIBLINGS.matcher(inside).find()) {
                throw new Selector.SelectorParseException(
                        "inside :has() there may be no ~, no :nth-, :only- or :last-, and no other :has(): " + css);
            }
        }
        return QueryParser.parse(css);
    }

    /** What stands from {@code start} up to the parenthesis that closes it. */
    private static String inside(String css, int start) {
        int open = 1;
        int end = start;
        while (end < css.length() && open > 0) {
            open += css.charAt(end) == '(' ? 1 : css.charAt(end) == ')' ? -1 : 0;
            end++;
        }
        return css.substring(start, end);
    }
}
