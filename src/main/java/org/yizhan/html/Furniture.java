package org.yizhan.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/**
 * Takes out of a page what is no part of any article: scripts, navigation, sharing, comments, recommendations, what is
 * hidden. An element that holds most of the page's text is kept, whatever its name says.
 */
final class Furniture {

    private static final String NEVER_TEXT =
            "script,style,noscript,template,iframe,object,embed,applet,svg,math,select,textarea,button,input,canvas,link,meta,dialog,menu";
    private static final Set<String> TAGS = Set.of("nav", "footer", "aside", "header", "form");
    private static final Set<String> NAMES = Set.of(
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "topbar",
            "toolbar",
            "topnav",
            "header",
            "head",
            "footer",
            "foot",
            "bottom",
            "copyright",
            "breadcrumb",
            "breadcrumbs",
            "crumb",
            "crumbs",
            "sidebar",
            "aside",
            "comment",
            "comments",
            "pinglun",
            "reply",
            "replies",
            "discuss",
            "recommend",
            "recommends",
            "recommendation",
            "tuijian",
            "related",
            "relate",
            "relevant",
            "relation",
            "xiangguan",
            "xgxw",
            "guess",
            "hot",
            "hots",
            "hotnews",
            "rank",
            "ranking",
            "paihang",
            "share",
            "sharing",
            "bshare",
            "jiathis",
            "bdsharebuttonbox",
            "social",
            "weixin",
            "wechat",
            "weibo",
            "qrcode",
            "qr",
            "ewm",
            "erweima",
            "saoyisao",
            "ad",
            "ads",
            "adv",
            "advert",
            "advertisement",
            "adsense",
            "guanggao",
            "gg",
            "banner",
            "popup",
            "modal",
            "login",
            "register",
            "search",
            "pager",
            "pagination",
            "paging",
            "pagenav",
            "prevnext",
            "prenext",
            "tags",
            "keywords",
            "toc",
            "catalog",
            "disclaimer",
            "mianze",
            "editsection",
            "feedback",
            "jiucuo",
            "subscribe",
            "praise",
            "reward",
            "dashang",
            "appdown",
            "friendlink",
            "links",
            "sitemap",
            "reference",
            "references",
            "reflist",
            "navbox",
            "noprint",
            "metadata");

    private static final Set<String> FOREIGN = Set.of(
            "recommend",
            "recommends",
            "recommendation",
            "related",
            "comment",
            "comments",
            "footer",
            "navbar",
            "sidebar");

    /** Elements so named are kept where they hold more of the page's plain text than this. */
    private static final double MOST = 0.35;

    /** The same for names that nobody gives to a body, where the title is known to stand elsewhere. */
    private static final double MOST_FOREIGN = 0.8;

    /** Running text that is the article itself, however much is hidden. */
    private static final double SHOWN = 25;

    private static final int MOST_WORDS = 3;

    /** Between names, and between the parts of one: {@code detail__recommend--wrapper}. */
    private static final Pattern NAME_ENDS = Pattern.compile(" +|__+|--+");

    private Furniture() {}

    /** Takes it out of {@code page}, but for the elements around {@code title}. */
    static void remove(Element page, Optional<Element> title) {
        Removal.of(page.select(NEVER_TEXT));
        Removal.of(unshown(page, title));
        var sizes = new Sizes(page);
        double all = sizes.of(page).plain();
        var unwanted = new ArrayList<Element>();
        page.filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (!(node instanceof Element element) || isRoot(element, page)) {
                    return FilterResult.CONTINUE;
                }
                double share = all == 0 ? 0 : sizes.of(element).plain() / all;
                boolean named = share < MOST && isNamedSo(element);
                boolean foreign = title.isPresent() && share < MOST_FOREIGN && isNamed(element, FOREIGN);
                if ((named || foreign) && !Containers.isKnown(element) && !isAround(element, title)) {
                    unwanted.add(element);
                    return FilterResult.SKIP_ENTIRELY;
                }
                return FilterResult.CONTINUE;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                return FilterResult.CONTINUE;
            }
        });
        Removal.of(unwanted);
    }

    private static boolean isRoot(Element element, Element page) {
        return element == page || element.normalName().equals("body");
    }

    /** What is hidden or set aside; nothing where the page has no running text besides, for then a script shows it. */
    private static List<Element> unshown(Element page, Optional<Element> title) {
        var unshown = new ArrayList<Element>();
        Set<Element> within = Collections.newSetFromMap(new IdentityHashMap<>());
        page.filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof Element element
                        && !isRoot(element, page)
                        && (Hidden.isOne(element)
                                || (element.normalName().equals("aside") && !isAround(element, title)))) {
                    unshown.add(element);
                    within.addAll(element.getAllElements());
                    return FilterResult.SKIP_ENTIRELY;
                }
                return FilterResult.CONTINUE;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                return FilterResult.CONTINUE;
            }
        });
        double shown = unshown.isEmpty()
                ? 0
                : Block.of(page).stream()
                        .filter(block ->
                                block.isProse() && !within.contains(block.parent()) && !Density.isOfSite(block))
                        .mapToDouble(Block::size)
                        .sum();
        double most = unshown.stream()
                .mapToDouble(element -> Block.size(element.text()))
                .sum();
        return shown >= Math.min(SHOWN, most) ? unshown : List.of();
    }

    private static boolean isAround(Element element, Optional<Element> title) {
        return title.isPresent() ? Density.isIn(title.get(), element) : element.selectFirst("h1") != null;
    }

    private static boolean isNamedSo(Element element) {
        String tag = element.normalName();
        if (TAGS.contains(tag)) {
            return true;
        }
        if (tag.equals("p") || tag.equals("article") || tag.equals("main") || tag.equals("h1") || tag.equals("img")) {
            return false;
        }
        return isNamed(element, NAMES);
    }

    private static boolean isNamed(Element element, Set<String> names) {
        return isFurniture(element.className(), names) || isFurniture(element.id(), names);
    }

    /** Whether one of {@code given}, or a part of one, begins or ends with such a word; long made-up names say nothing. */
    private static boolean isFurniture(String given, Set<String> names) {
        for (String name : NAME_ENDS.split(given, -1)) {
            List<String> words = words(name);
            if (!words.isEmpty()
                    && words.size() <= MOST_WORDS
                    && (names.contains(words.getFirst()) || names.contains(words.getLast()))) {
                return true;
            }
        }
        return false;
    }

    /** The words in a class name: {@code hotNews-list_2} is hot, news, list. */
    static List<String> words(String name) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : ' ';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean hump = c >= 'A' && c <= 'Z' && i > 0 && name.charAt(i - 1) >= 'a' && name.charAt(i - 1) <= 'z';
            if ((!letter || hump) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (letter) {
                word.append(Character.toLowerCase(c));
            }
        }
        return words;
    }
}
