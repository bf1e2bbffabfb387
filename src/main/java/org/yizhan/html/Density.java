package org.yizhan.html;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/**
 * Finds the element that holds an article by the look of its lines: running text speaks for it, links and the site's
 * own words against it. A line counts in full for the element it stands in and less for each one around it, so that the
 * element wins whose own children are the article's paragraphs; from there it goes on to the elements around as long as
 * they add running text and little else.
 */
final class Density {

    private static final double DECAY = 0.7;

    /** What a surrounding element must add, against what is there already. */
    private static final double WORTHWHILE = 0.08;

    private static final double MOST = 4;

    /** A text of more has its pictures inside. */
    private static final double LONG = 200;

    /** How much text must stand around the title for the article to be sought there first. */
    private static final double SCOPE = 20;

    private static final Pattern SITE = Pattern.compile(
            "ICP备|ICP证|公网安备|网安备|许可证|Copyright|©|版权所有|All Rights|主办单位|承办单位|网站标识码|举报电话|举报邮箱|违法和不良信息|技术支持|联系我们|未经授权|免责声明|建议使用.{0,20}浏览器",
            Pattern.CASE_INSENSITIVE);

    /** What an element holds: running text, other short lines, links and site's words; and what it is worth by nearness. */
    private record Score(double prose, double rest, double bad, double near) {
        static final Score NONE = new Score(0, 0, 0, 0);

        double worth() {
            return near - bad / 2;
        }

        Score fading() {
            return new Score(prose, rest, bad, near * DECAY);
        }

        Score plus(Score other) {
            return new Score(prose + other.prose, rest + other.rest, bad + other.bad, near + other.near);
        }

        Score minus(Score other) {
            return new Score(prose - other.prose, rest - other.rest, bad - other.bad, near - other.near);
        }
    }

    /** In the order of the page, inner elements first: of equals the first is taken. */
    private final Map<Element, Score> scores = new LinkedHashMap<>();

    private final Element page;

    private Density(Element page, List<Block> blocks, Optional<Element> title) {
        this.page = page;
        Set<Element> inTitle = elements(title);
        boolean before = isAhead(inTitle, blocks);
        for (Block block : blocks) {
            boolean isTitle = inTitle.contains(block.parent());
            before &= !isTitle;
            if (!isTitle) {
                scores.merge(block.parent(), score(block, before), Score::plus);
            }
        }
        page.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {}

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && element != page && scores.containsKey(element)) {
                    handUp(element);
                }
            }
        });
    }

    private static Set<Element> elements(Optional<Element> title) {
        Set<Element> elements = Collections.newSetFromMap(new IdentityHashMap<>());
        title.ifPresent(element -> elements.addAll(element.getAllElements()));
        return elements;
    }

    /** A wrapper around nothing else costs no distance. */
    private void handUp(Element element) {
        Element parent = element.parent();
        if (parent != null) {
            Score score = scores.getOrDefault(element, Score.NONE);
            scores.merge(parent, parent.childrenSize() == 1 ? score : score.fading(), Score::plus);
        }
    }

    /** Whether most of the text follows the title; else what looks like it is a link to the page itself. */
    private static boolean isAhead(Set<Element> title, List<Block> blocks) {
        double before = 0;
        double all = 0;
        boolean met = false;
        for (Block block : blocks) {
            met |= title.contains(block.parent());
            all += block.isLink() ? 0 : block.size();
            before += block.isLink() || met ? 0 : block.size();
        }
        return met && before < all / 2;
    }

    /** The element of {@code page} that holds the article; {@code title} is where its title stands. */
    static Optional<Element> find(Element page, List<Block> blocks, Optional<Element> title) {
        var density = new Density(page, blocks, title);
        Optional<Element> best = density.best(page);
        Optional<Element> near = title.flatMap(density::scope).flatMap(density::best);
        return near.filter(element -> !density.isOutdone(element, best))
                .or(() -> best)
                .map(density::widened)
                .map(density::illustrated);
    }

    static boolean isIn(Element element, Element container) {
        for (Element at = element; at != null; at = at.parent()) {
            if (at == container) {
                return true;
            }
        }
        return false;
    }

    private static Score score(Block block, boolean before) {
        double plain = block.size() - block.linked();
        double bad = bad(block);
        boolean counts = bad == 0 && !before;
        double prose = counts && block.isProse() ? plain : 0;
        double rest = counts && !block.isProse() ? plain / 3 : 0;
        return new Score(prose, rest, bad, prose + rest);
    }

    /** Whether it is the site's own words: its licence number, its host, its rights. */
    static boolean isOfSite(Block block) {
        return block.size() < 200 && SITE.matcher(block.text()).find();
    }

    private static double bad(Block block) {
        if (isOfSite(block)) {
            return Math.max(30, block.size());
        }
        return block.isLink() && !Attachments.isLinked(block) ? Math.max(6, block.linked()) : 0;
    }

    /** The innermost element around the title that holds text behind it; right on the page, the next one beside it. */
    private Optional<Element> scope(Element title) {
        for (Element at = title; at != null && at != page; at = at.parent()) {
            if (isText(at)) {
                return Optional.of(at);
            }
            if (at.parent() == page) {
                return at.nextElementSiblings().stream()
                        .filter(this::isText)
                        .findFirst()
                        .filter(next -> !next.normalName().equals("p"));
            }
        }
        return Optional.empty();
    }

    private boolean isText(Element element) {
        Score score = scores.getOrDefault(element, Score.NONE);
        return score.prose() > SCOPE && score.prose() > score.bad();
    }

    private Optional<Element> best(Element within) {
        return scores.entrySet().stream()
                .filter(entry -> entry.getValue().worth() > 0 && (within == page || isIn(entry.getKey(), within)))
                .max(Comparator.comparingDouble(entry -> entry.getValue().worth()))
                .map(Map.Entry::getKey);
    }

    /** Whether the best of the page is so much more, and so purely text, that what is near the title is only a summary. */
    private boolean isOutdone(Element near, Optional<Element> best) {
        Score mine = scores.getOrDefault(near, Score.NONE);
        Score other =
                best.map(element -> scores.getOrDefault(element, Score.NONE)).orElse(Score.NONE);
        return other.prose() > 3 * mine.prose() && other.bad() + other.rest() < other.prose() / 6;
    }

    private Element widened(Element start) {
        Element best = start;
        Score held = scores.getOrDefault(start, Score.NONE);
        for (Element at = start.parent(); at != null && scores.containsKey(at); at = at.parent()) {
            Score more = scores.getOrDefault(at, Score.NONE).minus(held);
            if (more.prose() > WORTHWHILE * held.prose()
                    && more.prose() < MOST * held.prose()
                    && more.bad() + more.rest() < more.prose() / 3) {
                best = at;
                held = scores.getOrDefault(at, Score.NONE);
            }
            if (at == page || more.bad() > held.prose()) {
                break;
            }
        }
        return best;
    }

    /** A short text alone in its element has been seen, its pictures and documents beside it → the element around them. */
    private Element illustrated(Element found) {
        Element around = found.parent();
        if (around == null || around == page || around.normalName().equals("body")) {
            return found;
        }
        Score held = scores.getOrDefault(found, Score.NONE);
        Score more = scores.getOrDefault(around, Score.NONE).minus(held);
        boolean holds = held.prose() < LONG && shows(around) > shows(found);
        return holds && more.bad() == 0 && more.prose() == 0 && more.rest() < SCOPE ? around : found;
    }

    private static int shows(Element element) {
        return element.select("img").size()
                + (int) element.select("a[href]").stream()
                        .filter(Attachments::isOne)
                        .count();
    }
}
