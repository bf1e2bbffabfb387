package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.yizhan.article.Image;

/**
 * The lines around one text of a digital newspaper's page: title, what stands above and below it. The fields of
 * {@code <!--enpproperty …-->} are believed before the look of the lines. Used by one thread, once.
 */
final class PaperHead {

    private static final Pattern HEAD_CLASS = Pattern.compile(
            "title|font0\\d|intro|kicker|yinti|futi|sub|author|byline|\\bsec\\b|zuozhe|writer|reporter");
    private static final int TOP = 40;
    private static final int LONGEST = 100;
    private static final int MOST_LINES = 6;

    private final Document document;
    private final Element around;
    private final Element body;
    private final String properties;

    PaperHead(Document document, Element around, Element body) {
        this.document = document;
        this.around = around;
        this.body = body;
        this.properties = properties(around.hasParent() ? around : document);
    }

    PaperPiece piece() {
        List<Block> heads = heads();
        int at = titleAt(heads);
        var above = new ArrayList<String>();
        var below = new ArrayList<String>();
        field("introtitle").ifPresent(above::add);
        String title = at < 0 ? field("title").orElseGet(this::documentTitle) : title(heads, at);
        if (at >= 0) {
            Element heading = heads.get(at).parent();
            heads.subList(0, at).forEach(line -> add(above, line, heading, title));
            heads.subList(at + 1, heads.size()).forEach(line -> add(below, line, heading, title));
        }
        field("subtitle").ifPresent(line -> add(below, line, title));
        below.removeAll(above);
        List<Image> pictures = PaperPictures.takenOut(body);
        heads.forEach(line -> line.remove(body));
        Pictures.mend(body);
        return new PaperPiece(above, title, below, body.html(), pictures);
    }

    /** Observed: a title broken over lines, and printed again for a second size of screen → none of them is a line around it. */
    private static void add(List<String> lines, Block line, Element heading, String title) {
        Element parent = line.parent();
        if (parent != heading && !Lines.bare(parent.text()).equals(Lines.bare(title))) {
            add(lines, line.text(), title);
        }
    }

    private static void add(List<String> lines, String text, String title) {
        if (!Lines.bare(text).equals(Lines.bare(title)) && !lines.contains(text)) {
            lines.add(text);
        }
    }

    /** The lines before the first running text that are marked as parts of a headline. */
    private List<Block> heads() {
        var heads = new ArrayList<Block>();
        for (Block line : Block.of(around)) {
            boolean within = line.parent() == body || Density.isIn(line.parent(), body);
            if (within && (line.isProse() || !isHead(line.parent()))) {
                break;
            }
            if (isHead(line.parent()) && !line.isLink() && line.text().length() <= LONGEST) {
                heads.add(line);
            }
        }
        return heads.subList(Math.max(0, heads.size() - MOST_LINES), heads.size());
    }

    private static boolean isHead(Element element) {
        return element.normalName().matches("h[1-6]")
                || HEAD_CLASS
                        .matcher(element.className().toLowerCase(Locale.ROOT))
                        .find();
    }

    /** The last line of the highest rank; -1 where there is none. */
    private int titleAt(List<Block> heads) {
        String said = field("title").map(Lines::bare).orElse("");
        int best = -1;
        int most = 0;
        for (int i = 0; i < heads.size(); i++) {
            int rank = rank(heads.get(i), said);
            if (rank > most
                    || (rank == most
                            && most > 0
                            && heads.get(i).bare().equals(heads.get(best).bare()))) {
                best = i;
                most = rank;
            }
        }
        String title = best < 0 ? "" : heads.get(best).bare();
        for (int i = heads.size() - 1; i > best && best >= 0; i--) {
            if (heads.get(i).bare().equals(title)) {
                return i;
            }
        }
        return best;
    }

    private static int rank(Block line, String said) {
        if (!said.isEmpty() && said.startsWith(Lines.bare(line.text()))) {
            return TOP;
        }
        String look = line.parent().className().toLowerCase(Locale.ROOT);
        boolean isOther = look.matches(".*(?:sub|intro|kicker|yinti|futi|author|byline|sec).*");
        return switch (line.parent().normalName()) {
            case "h1" -> 30;
            case "h2" -> isOther ? 0 : 20;
            case "h3" -> isOther ? 0 : 10;
            case "h4" -> isOther ? 0 : 9;
            default -> isOther ? 0 : look.contains("font01") ? 25 : look.contains("title") ? 15 : 0;
        };
    }

    /** A title broken over lines is one again. */
    private static String title(List<Block> heads, int at) {
        Element heading = heads.get(at).parent();
        return Block.joined(
                        heads.stream().filter(line -> line.parent() == heading).toList())
                .text();
    }

    /** Observed: a text whose title only the page's head says → that, where the page has no other text. */
    private String documentTitle() {
        Element heading = body.selectFirst("h1,h2,h3,h4");
        if (heading != null) {
            return Lines.fold(heading.text());
        }
        return around == document.body() ? PaperTitle.of(document.title()) : "";
    }

    private Optional<String> field(String name) {
        String open = "<" + name + ">";
        int from = properties.indexOf(open);
        int to = from < 0 ? -1 : properties.indexOf("</" + name + ">", from);
        return to < 0
                ? Optional.empty()
                : Optional.of(Lines.fold(Jsoup.parse(properties.substring(from + open.length(), to))
                                .text()))
                        .filter(value -> !value.isEmpty());
    }

    private static String properties(Element root) {
        var found = new ArrayList<String>();
        root.traverse((NodeVisitor) (Node node, int depth) -> {
            if (node instanceof Comment comment && comment.getData().startsWith("enpproperty")) {
                found.add(comment.getData());
            }
        });
        return found.size() == 1 ? found.getFirst() : "";
    }
}
