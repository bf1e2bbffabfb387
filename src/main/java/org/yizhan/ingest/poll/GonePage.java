package org.yizhan.ingest.poll;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.yizhan.article.Charsets;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.Fetched;
import org.yizhan.html.ErrorPage;
import org.yizhan.html.Hidden;

/**
 * Knows the pages by which a site says that an article is no longer there although it answers with 200: its front page or
 * error page in the article's place, or a few words. Stateless.
 */
final class GonePage {

    /** A larger page has an article on it, or is none of the sort. */
    private static final int LARGEST = 256 * 1024;

    /** A sentence of so many characters is an article's, unless it speaks of the page. */
    private static final int PROSE = 12;

    /** A page that has more than this to say beside its links is not one. */
    private static final int MOST = 300;

    /** A title so short may stand on any page. */
    private static final int TELLING_TITLE = 6;

    private static final Pattern FRONT = Pattern.compile("/?|/(?:index|default|main|home)\\.(?:s?html?|jsp|aspx?|php)");

    private static final Pattern ERROR_ADDRESS = Pattern.compile(
            "(?:.*/)?(?:error|err|404|notfound|not[-_]found|page[-_]?404|error[-_]?404|404[-_]?error)(?:\\.\\w{2,5})?/?",
            Pattern.CASE_INSENSITIVE);

    private static final String SORRY = "(?:(?:很|非常)?(?:抱歉|遗憾)|对不起|(?:温馨)?提示)[ ,，:：!！]*";

    private static final String WHICH = "(?:(?:您|你)?(?:所|要|想|正在|当前)?(?:访问|请求|查找|查看|浏览|打开)的?|该|此|本|当前)?";

    private static final String THING = "(?:页面|网页|内容|文章|信息|稿件|新闻|文件|链接|资源)";

    /** Observed: policies stay in place as 该文件已失效 → only an address runs out. */
    private static final String GONE =
            "(?:已经?(?:不存在|被?(?:作者|发布者|管理员|编辑)?(?:自行)?(?:删除|移除|下线|撤下|撤稿))|不存在|未找到|找不到|没有找到|无法找到|被删除)";

    private static final String LOST = "(?:找不到|没有找到|无法找到|未找到)";

    private static final String ADVICE = "(?:[ ,，]+[^。]{0,20}(?:返回|首页|跳转|检查|稍后|联系|刷新|输入)[^。]{0,20})?";

    /** The whole of a sentence; one that only holds these words is about something else. */
    private static final Pattern WORD = Pattern.compile(
            "(?:(?:错误 ?)?404[ :：,，-]*)?(?:SORRY)*(?:WHICH(?:THING)(?:可能)?GONE(?:(?:或者?|[,，、/]|且)(?:可能)?(?:THING)?GONE)*"
                            .replace("SORRY", SORRY)
                            .replace("WHICH", WHICH)
                            .replace("THING", THING)
                            .replace("GONE", GONE)
                    + "|" + WHICH + "(?:链接|页面|网页)已(?:失效|过期)"
                    + "|" + LOST + WHICH + THING
                    + "|(?:page )?not found|the page you (?:requested|are looking for) (?:was not found|does not exist))"
                    + ADVICE,
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_THE_PAGE = Pattern.compile("返回|首页|网址|输入|检查|刷新|稍后|管理员|抱歉|对不起|跳转|浏览器|页面");

    private static final Pattern ALERT = Pattern.compile("\\balert\\(\\s*['\"]([^'\"]{2,80})['\"]\\s*\\)");

    private static final Pattern SENTENCES = Pattern.compile("(?<=[。！？!?；;])|[\\n\\r]+");

    private static final Pattern EDGES = Pattern.compile("^[\\p{P}\\p{Z}\\s]+|[\\p{P}\\p{Z}\\s]+$");

    private static final String BLOCKS =
            "p, div, li, td, br, h1, h2, h3, h4, h5, h6, section, article, center, hr, dd, dt";

    private GonePage() {}

    /**
     * In what way {@code document} says so, for the readers; empty where it does not.
     *
     * @param foundAt where the article stood
     * @param title the title its list gave it; a page that shows it still has the article
     */
    static Optional<String> word(Fetched.Document document, String foundAt, String title) {
        if (!document.url().equals(foundAt) && leadsAway(document.url(), foundAt)) {
            return Optional.of("leads to " + document.url());
        }
        if (document.body().length > LARGEST) {
            return Optional.empty();
        }
        return said(Charsets.decode(document.body()).text(), title).map(word -> "HTTP 200: " + word);
    }

    /** Another site's front page is no answer: the site may have moved. */
    private static boolean leadsAway(String url, String foundAt) {
        Optional<WebAddress> before = WebAddress.of(foundAt).filter(address -> !isFront(address));
        return WebAddress.of(url)
                .filter(now ->
                        before.filter(was -> was.host().equals(now.host())).isPresent())
                .filter(now -> isFront(now) || ERROR_ADDRESS.matcher(now.path()).matches())
                .isPresent();
    }

    private static boolean isFront(WebAddress address) {
        return FRONT.matcher(address.path()).matches() && address.query().isEmpty();
    }

    private static Optional<String> said(String markup, String title) {
        Document page = Jsoup.parse(markup);
        List<String> lines = lines(page);
        String all = String.join("", lines);
        boolean shown = title.length() >= TELLING_TITLE && all.contains(title);
        if (shown || all.length() > MOST || lines.stream().anyMatch(GonePage::isProse)) {
            return Optional.empty();
        }
        if (ErrorPage.isOne(page.title(), lines)) {
            return Optional.of(page.title());
        }
        return (lines.isEmpty() ? alerts(markup) : lines)
                .stream().map(GonePage::bare).filter(GonePage::isWord).findFirst();
    }

    /** What the page says beside its links, a sentence each. */
    private static List<String> lines(Document page) {
        Element body = page.body();
        Hidden.remove(body);
        body.select("script, style, noscript, template, a, nav, header, footer, select, button")
                .remove();
        body.select(BLOCKS).forEach(block -> block.before("\n").after("\n"));
        return SENTENCES
                .splitAsStream(body.wholeText())
                .map(String::strip)
                .filter(line -> !bare(line).isEmpty())
                .toList();
    }

    private static List<String> alerts(String markup) {
        return ALERT.matcher(markup).results().map(found -> found.group(1)).toList();
    }

    private static boolean isWord(String line) {
        return WORD.matcher(line).matches();
    }

    private static boolean isProse(String line) {
        return line.length() >= PROSE
                && "。！？!?；;".indexOf(line.charAt(line.length() - 1)) >= 0
                && !isWord(bare(line))
                && !OF_THE_PAGE.matcher(line).find();
    }

    private static String bare(String line) {
        return EDGES.matcher(line).replaceAll("");
    }
}
