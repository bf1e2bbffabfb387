package org.yizhan.deduplicate;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Print;

/**
 * The place of a newspaper piece that runs over two pages (下转N版, 上接N版).
 *
 * @param seam hash of paper, day and both pages; both parts have the same
 * @param first whether it is the part that begins
 * @param open whether its text ends in mid-sentence
 */
record Part(long seam, boolean first, boolean open) {

    /** What may end a sentence, closing quotes and brackets included. */
    private static final String ENDS = "。！？…!?”」』）)】";

    /** The place of {@code article}, where it is such a piece. */
    static Optional<Part> of(Article article) {
        return article.print().flatMap(print -> of(article, print));
    }

    private static Optional<Part> of(Article article, Print print) {
        if (print.continuedOn().isPresent()) {
            int on = print.continuedOn().get();
            return Optional.of(new Part(seam(article, print, print.page(), on), true, isOpen(article)));
        }
        return print.continuedFrom()
                .map(from -> new Part(seam(article, print, from, print.page()), false, isOpen(article)));
    }

    private static long seam(Article article, Print print, int from, int on) {
        String place = String.join("\n", article.source(), print.paper(), print.date() + "", from + "→" + on);
        return Hashing.komihash5_0().hashCharsToLong(place);
    }

    private static boolean isOpen(Article article) {
        String text = article.text().strip();
        return !text.isEmpty() && ENDS.indexOf(text.charAt(text.length() - 1)) < 0;
    }

    /** Whether {@code other} is the other side of the same seam. */
    boolean meets(Part other) {
        return seam == other.seam && first != other.first;
    }

    /** As the store keeps it. */
    @Override
    public String toString() {
        return (first ? "first " : "next ") + (open ? "open " : "closed ") + Long.toHexString(seam);
    }

    /** The place that {@link #toString} wrote. */
    static Part parse(String stored) {
        String[] words = stored.split(" ");
        return new Part(Long.parseUnsignedLong(words[2], 16), words[0].equals("first"), words[1].equals("open"));
    }
}
