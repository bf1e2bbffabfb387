package org.yizhan.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * The documents an article hands out: PDF, Word, Excel, OFD, packed files. Pages often list them in a box of their own
 * behind the body; then they are added to it. Stateless.
 */
final class Attachments {

    private static final int MOST = 200;
    private static final int BOX = 4;
    private static final Pattern FILE = Pattern.compile(
            ".*\\.(?:pdf|docx?|wps|xlsx?|et|csv|pptx?|ofd|ceb|rtf|zip|rar|7z)(?:[?#].*)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
            ".{1,100}\\.(?:pdf|docx?|wps|xlsx?|et|csv|pptx?|ofd|ceb|rtf|zip|rar|7z)\\s*(?:[（(\\[].{0,20})?",
            Pattern.CASE_INSENSITIVE);

    /** Addresses that lead to nothing else than a script, an anchor or a page are none of a download. */
    private static final Pattern DOWNLOAD = Pattern.compile("^(?!#|javascript:|mailto:)", Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("附件|相关附件|附：");
    private static final int WORD_LENGTH = 4;
    private static final Set<String> BOXES = Set.of(
            "fujian",
            "fj",
            "attach",
            "attachs",
            "attachment",
            "attachments",
            "appendix",
            "annex",
            "file",
            "files",
            "accessory",
            "enclosure",
            "xgfj",
            "ewb");

    private Attachments() {}

    /** By its address or, of what a script hands out, by its name. */
    static boolean isOne(Element link) {
        if (FILE.matcher(link.attr("href")).matches()) {
            return true;
        }
        return DOWNLOAD.matcher(link.attr("href")).find()
                && (FILE.matcher(link.attr("download")).matches()
                        || FILE.matcher(link.attr("title")).matches()
                        || NAME.matcher(Lines.fold(link.text())).matches());
    }

    /** Whether {@code line} is a link to one. */
    static boolean isLinked(Block line) {
        return line.nodes().stream().anyMatch(text -> {
            Node above = text.parent();
            while (above instanceof Element element && above != line.parent() && !Sizes.isLink(above)) {
                above = element.parent();
            }
            return above instanceof Element link && Sizes.isLink(link) && isOne(link);
        });
    }

    /** Puts a link in the place of each document that {@code page} shows in a frame. */
    static void unframe(Document page) {
        for (Element frame : page.select("iframe[src],embed[src],object[data]")) {
            String address = frame.attr(frame.normalName().equals("object") ? "data" : "src");
            if (FILE.matcher(address).matches()) {
                var link = new Element("a").attr("href", address);
                link.text(name(link.attr("title", frame.attr("title"))));
                frame.replaceWith(new Element("p").appendChild(link));
            }
        }
    }

    /** All that {@code page} still links to. */
    static List<Element> all(Document page) {
        return page.select("a[href]").stream()
                .filter(Attachments::isOne)
                .limit(MOST)
                .toList();
    }

    /** Those of {@code page} that stand in a box for attachments, or behind the word 附件. */
    static List<Element> in(Document page) {
        return all(page).stream().filter(Attachments::isBoxed).toList();
    }

    private static boolean isBoxed(Element link) {
        Element at = link.parent();
        for (int i = 0; i < BOX && at != null && !at.normalName().equals("body"); i++) {
            boolean named = Furniture.words(at.className()).stream().anyMatch(BOXES::contains)
                    || Furniture.words(at.id()).stream().anyMatch(BOXES::contains);
            if (named || WORD.matcher(beginning(at)).lookingAt()) {
                return true;
            }
            at = at.parent();
        }
        return beginning(link).startsWith("附件");
    }

    /** The first few characters of its text. */
    private static String beginning(Element element) {
        var text = new StringBuilder();
        element.filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    text.append(Lines.bare(words.getWholeText()));
                }
                return text.length() >= WORD_LENGTH ? FilterResult.STOP : FilterResult.CONTINUE;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                return FilterResult.CONTINUE;
            }
        });
        return text.toString();
    }

    /** Adds those of {@code files} that {@code body} doesn't link to, as a list at its end. */
    static void add(List<Element> files, Element body) {
        Map<String, String> missing = new LinkedHashMap<>();
        files.forEach(
                file -> Addresses.of(file, "href").ifPresent(address -> missing.putIfAbsent(address, name(file))));
        body.select("a[href]").forEach(link -> Addresses.of(link, "href").ifPresent(missing::remove));
        if (missing.isEmpty()) {
            return;
        }
        Element list = body.appendElement("ul");
        missing.forEach((address, name) -> list.appendElement("li")
                .appendElement("a")
                .attr("href", address)
                .text(name));
    }

    private static String name(Element link) {
        String text = Lines.fold(link.text());
        String title = Lines.fold(link.attr("title"));
        String path = link.attr("href").replaceFirst("[?#].*$", "");
        return !text.isEmpty() ? text : !title.isEmpty() ? title : path.substring(path.lastIndexOf('/') + 1);
    }
}
