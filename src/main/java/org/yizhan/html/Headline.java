package org.yizhan.html;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Where a page shows its article's title: the line that the document's own title begins with or holds. Stateless. */
final class Headline {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 200;
    private static final int TOP = 30;
    private static final int BETWEEN = 6;
    private static final int MOST_LINES = 10;

    private Headline() {}

    /** The line among {@code blocks} that one of {@code named}, the titles in the page's head, begins with or ends in. */
    static Optional<Block> in(Document page, List<Block> blocks, List<String> named) {
        Block best = null;
        int most = 0;
        for (Block block : blocks) {
            int worth = block.text().length() > LONGEST ? 0 : worth(block, named);
            if (worth > most) {
                best = block;
                most = worth;
            }
        }
        return Optional.ofNullable(best)
                .map(line -> whole(line, blocks, named))
                .or(() -> only(page, blocks))
                .or(() -> above(blocks));
    }

    /** A title broken over lines has been seen → all lines of its heading, where the page's head has them so. */
    private static Block whole(Block line, List<Block> blocks, List<String> named) {
        Block all = Block.joined(linesOf(line.parent(), blocks));
        String bare = all.bare();
        boolean isTitle = rank(line.parent()) > 0
                && all.text().length() <= LONGEST
                && named.stream().anyMatch(title -> title.contains(bare));
        return isTitle ? all : line;
    }

    private static List<Block> linesOf(Element heading, List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.parent() == heading)
                .limit(MOST_LINES)
                .toList();
    }

    /** The last heading above the first running text, where no more than the line of time and source is between. */
    private static Optional<Block> above(List<Block> blocks) {
        int text = 0;
        while (text < blocks.size() && !blocks.get(text).isProse()) {
            text++;
        }
        return blocks.subList(Math.max(0, text - BETWEEN), text).reversed().stream()
                .filter(block -> isHeading(block.parent())
                        && !block.isLink()
                        && block.bare().length() > SHORTEST
                        && block.text().length() <= LONGEST)
                .findFirst();
    }

    static boolean isHeading(Element element) {
        return element.normalName().matches("h[1-4]");
    }

    private static int worth(Block block, List<String> named) {
        String bare = block.bare();
        int rank = rank(block.parent());
        if (bare.length() < (rank == TOP ? 2 : SHORTEST)) {
            return 0;
        }
        if (named.stream().anyMatch(title -> title.startsWith(bare))) {
            return 2 * TOP + rank + bare.length();
        }
        if (named.stream().anyMatch(title -> PageTitle.isBehindSite(title, bare))) {
            return TOP + rank + bare.length();
        }
        boolean within = rank > 0 && bare.length() > SHORTEST && named.stream().anyMatch(title -> title.contains(bare));
        return within ? rank + bare.length() : 0;
    }

    /** A heading before a line of a list of links or a breadcrumb. */
    private static int rank(Element element) {
        return switch (element.normalName()) {
            case "h1", "founder-title" -> TOP;
            case "h2" -> 20;
            case "h3", "h4" -> 10;
            default -> element.className().toLowerCase(Locale.ROOT).contains("title") ? 10 : 0;
        };
    }

    /** A page's only first-rank heading; pages for two sizes of screen print it twice. */
    private static Optional<Block> only(Document page, List<Block> blocks) {
        List<Element> headings = page.select("h1");
        long different = headings.stream()
                .map(heading -> Lines.bare(heading.text()))
                .filter(text -> !text.isEmpty())
                .distinct()
                .count();
        return different != 1
                ? Optional.empty()
                : blocks.stream()
                        .filter(block -> headings.contains(block.parent()))
                        .findFirst()
                        .map(block -> Block.joined(linesOf(block.parent(), blocks)));
    }
}
