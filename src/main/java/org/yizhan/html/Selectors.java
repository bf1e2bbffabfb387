package org.yizhan.html;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector;

/**
 * A site's own CSS selectors by field: {@code title}, {@code body}, {@code time}, {@code source}, {@code author}, and
 * {@code drop} for what is to be taken out first.
 */
public record Selectors(Map<String, String> byField) {

    private static final String PREFIX = "page-";

    /** For each field: they are six, and a page is read within twenty seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** No selectors: everything is found by itself. */
    public static final Selectors NONE = new Selectors(Map.of());

    public Selectors {
        byField = Map.copyOf(byField);
    }

    /** Those among a channel's hints: {@code page-title} and so on; blank ones are none. */
    public static Selectors of(Map<String, String> hints) {
        var byField = new HashMap<String, String>();
        hints.forEach((name, css) -> {
            if (name.startsWith(PREFIX) && !css.isBlank()) {
                byField.put(name.substring(PREFIX.length()), css);
            }
        });
        return new Selectors(byField);
    }

    /** What the selector of {@code field} names in {@code page}; a selector that finds nothing is a warning. */
    Elements select(Element page, String field, List<String> warnings) {
        String css = byField.getOrDefault(field, "");
        if (css.isEmpty()) {
            return new Elements();
        }
        try {
            Elements found = new CssRules(PATIENCE).select(page, css);
            if (found.isEmpty() && !field.equals("drop")) {
                warnings.add(PREFIX + field + " finds nothing: " + css);
            }
            return found;
        } catch (Selector.SelectorParseException malformed) {
            warnings.add(PREFIX + field + " is no CSS selector: " + css);
            return new Elements();
        } catch (CssRules.TooSlow slow) {
            warnings.add(PREFIX + field + ": " + slow.getMessage());
            return new Elements();
        }
    }

    /** The text the selector of {@code field} names; empty where it has none or finds none. */
    Optional<String> text(Element page, String field, List<String> warnings) {
        return select(page, field, warnings).stream()
                .map(element -> Lines.fold(element.hasAttr("content") ? element.attr("content") : element.text()))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
