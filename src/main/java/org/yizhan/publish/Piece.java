package org.yizhan.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.yizhan.article.Image;

/**
 * The text of an article as its story's entry shows it.
 *
 * @param html empty where the source gave plain text
 */
record Piece(List<String> paragraphs, String html, List<Image> images) {

    /** What a paragraph that is whole ends with, a quotation's or bracket's end included. */
    private static final String ENDS = "。！？…!?.”’』」）)》〉】";

    /** Stands for a text that is no longer kept. */
    static final Piece NO_LONGER_KEPT = new Piece(List.of(), "<p>正文已过保存期限，本站不再保存。</p>", List.of());

    Piece {
        paragraphs = List.copyOf(paragraphs);
        images = List.copyOf(images);
    }

    /** The markup, also where the source gave plain text. */
    String markup() {
        return html.isEmpty() ? Prose.html(paragraphs) : html;
    }

    /** This piece and its continuation on another page in one; a sentence that the page's end cut in two is whole again. */
    Piece then(Piece next) {
        boolean cut = isCut() && !next.paragraphs.isEmpty();
        String joined = html.isEmpty() && next.html.isEmpty() ? "" : joined(markup(), next.markup(), cut);
        return new Piece(
                cut ? mended(paragraphs, next.paragraphs) : concat(paragraphs, next.paragraphs),
                joined,
                concat(images, next.images).stream().distinct().toList());
    }

    private boolean isCut() {
        String last = paragraphs.isEmpty() ? "" : paragraphs.getLast().strip();
        return !last.isEmpty() && ENDS.indexOf(last.charAt(last.length() - 1)) < 0;
    }

    private static List<String> mended(List<String> first, List<String> next) {
        List<String> whole = new ArrayList<>(first);
        String beginning = whole.removeLast().stripTrailing();
        String end = next.getFirst().stripLeading();
        whole.add(beginning + between(beginning, end) + end);
        whole.addAll(next.subList(1, next.size()));
        return whole;
    }

    /** Chinese runs on without a space, words of Latin letters do not. */
    private static String between(String beginning, String end) {
        return isLatin(beginning, beginning.length() - 1) && isLatin(end, 0) ? " " : "";
    }

    private static boolean isLatin(String text, int at) {
        return !text.isEmpty() && text.charAt(at) < 0x250 && Character.isLetterOrDigit(text.charAt(at));
    }

    private static <T> List<T> concat(List<T> first, List<T> next) {
        return Stream.concat(first.stream(), next.stream()).toList();
    }

    /** Where the cut does not lie between two {@code <p>}, as in a table, the two stay apart. */
    private static String joined(String first, String next, boolean cut) {
        if (!cut) {
            return first + "\n" + next;
        }
        Element head = body(first);
        Element tail = body(next);
        Element last = head.select("p").stream().filter(Element::hasText).reduce(head, (one, other) -> other);
        Element begin =
                tail.select("p").stream().filter(Element::hasText).findFirst().orElse(tail);
        boolean adjoin = last != head
                && begin != tail
                && head.text().endsWith(last.text())
                && tail.text().startsWith(begin.text());
        if (adjoin) {
            last.appendText(between(last.text(), begin.text()));
            last.appendChildren(begin.childNodes());
            begin.remove();
        }
        return head.html() + "\n" + tail.html();
    }

    private static Element body(String html) {
        var document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        return document.body();
    }
}
