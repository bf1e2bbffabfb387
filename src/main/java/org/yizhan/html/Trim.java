package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Takes off an article's body what pages print around the text inside it: its title, the line of time and source, font
 * sizes and sharing in front; credits, licences and links to other articles behind. Lines that name people or a source
 * are handed on.
 */
final class Trim {

    /** How many lines at each end are looked at. */
    private static final int ENDS = 14;

    private static final int SHORT = 40;

    /** A group of which more stands in links leads to other articles. */
    private static final double LINKED = 0.6;

    private static final Pattern INFO = Pattern.compile(
            "^[\\s\\[【(（|]*(?:来\\s*源|信息来源|文章来源|稿件来源|稿源|作\\s*者|发布时间|发布日期|发布机构|发文日期|发布人|发布者|日\\s*期|时\\s*间|更新时间|发表于|编辑|责任编辑|浏览次数|浏览|点击数|点击|阅读次数|阅读量|阅读|访问量|字号|字体|字体大小|保护视力色|打印本页|打印|分享到|分享|收藏|关注|分类|标签|栏目|索引号|原标题|人气|评论)\\s*[:：丨|(（\\d].*"
                    + "|^\\D{0,12}(?:19|20)\\d{2}\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}\\D?(?:\\s*\\d{1,2}\\s*[:时]\\s*\\d{1,2}.{0,50})?$");
    private static final Pattern CONTROL = Pattern.compile(
            "^[\\s\\[【(（|]*(?:[大中小默认超特]{1,2}[\\s|/·]*){2,6}[\\s\\]】)）|]*$|^(?:打印|打印本页|关闭|关闭窗口|分享到?|收藏|复制链接|字号|字体|字体大小|放大|缩小|听全文|语音播报|纠错|我要纠错|返回|返回顶部|微信|微博|QQ空间|举报|点赞|赞|评论|关注|转发|展开全文|阅读全文|全文|播放|暂停|目录|正文|\\+关注|首页|展开|收起|广告|Play Video|视频加载中|点击查看|查看更多|返回首页)(?:[\\s|/：:\\]】)）]+(?:打印|关闭|分享到?|收藏|字号|放大|缩小|微信|微博|大|中|小)*)*$",
            Pattern.CASE_INSENSITIVE);
    /** Buttons for printing and closing in a row, in whatever brackets. */
    private static final Pattern BUTTONS = Pattern.compile(
            "(?:[\\s【\\[\\]】()（）|/·、]*(?:我要)?(?:打印(?:本[页文稿])?|关闭(?:本页|窗口|页面)?|收藏(?:本[页文])?|(?:返回)?顶部|返回(?:列表|首页)?|分享|纠错))+[\\s【\\[\\]】()（）|/·、]*");

    private static final Pattern COUNTER = Pattern.compile(
            "(?:您|你)是(?:本[站页文])?第?.{0,12}(?:位|个|名)(?:访问者|访客|浏览者|读者|来访者)[。！!]?|附\\s*件\\s*[:：]\\s*(?:无|暂无|没有)[。.]?");
    private static final Pattern ONWARD = Pattern.compile(
            "返回.{1,8}|(?:点击)?(?:查看|阅读|浏览)(?:更多|全文|原文|详情)|展开(?:全文)?|(?:点击|立即|扫码)?下载.{0,10}|打开.{0,8}(?:APP|客户端).{0,6}");
    private static final Pattern CRUMB = Pattern.compile(
            "^(?:您?(?:当前|现在|所在|的)*(?:的)?位置|当前位置|你现在的位置|首页)\\s*[:：>›»/|].*|^.{0,30}[>›»].{0,40}[>›»]?\\s*(?:正文|内容|详情)?$");
    private static final Pattern CREDIT = Pattern.compile(
            "^[\\s\\[【(（]*(?:责任编辑|责\\s*编|编\\s*辑|责编编辑|编审|本文编辑|网络编辑|值班编辑|美编|校\\s*对|审\\s*核|审\\s*签|签\\s*发|[初复终一二三]\\s*审|监\\s*制|总\\s*监\\s*制|审\\s*读|排\\s*版|撰\\s*稿|供\\s*稿|来\\s*源|稿\\s*源|文章来源|信息来源|作\\s*者|录入)\\s*[:：丨|/].{0,80}$");
    private static final Pattern SITE = Pattern.compile(
            "^.{0,8}(?:版权声明|免责声明|版权所有|特别声明|郑重声明|温馨提示[:：]本|声明[:：]|转载请|未经.{0,12}(?:授权|许可)|本文.{0,20}(?:不代表|仅代表)|凡本网|凡注明|如有侵权|如需转载|如涉及|如发现|以上内容.{0,12}(?:仅|不代表)|扫一扫|扫码|扫描二维码|微信扫|长按|关注.{0,12}公众号|打开.{0,8}(?:APP|客户端)|下载.{0,8}(?:APP|客户端)|手机看|返回搜狐|特别声明|网友评论|我要评论|我来说两句|已有.{0,6}评论|关键[词字]\\s*[:：]|标签\\s*[:：]|相关专题|专题\\s*[:：]|阅读\\s*\\d|纠错|联系我们|举报电话|声明[:：]|Copyright|©).{0,160}$"
                    + "|^.{0,60}(?:未经.{0,8}授权.{0,12}(?:转载|使用)|违者必究|版权归.{0,20}所有|不得转载).{0,80}$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHERS = Pattern.compile(
            "^[\\s■◆▲●>|【\\[]*(?:作者(?:其他|更多|最新)文章|相关(?:阅读|新闻|链接|文章|稿件|报道|推荐|信息|内容|文档|资讯|政策|解读|专题|搜索|资料)|推荐(?:阅读|文章|新闻|内容)?|延伸阅读|扩展阅读|拓展阅读|更多(?:阅读|新闻|精彩|推荐|内容|文章|资讯).{0,6}|为您推荐|为你推荐|猜你喜欢|猜您喜欢|大家都在看|大家还看|今日热点|今日推荐|热门(?:推荐|文章|新闻|评论|阅读|排行|专题|资讯)|热点(?:推荐|新闻|图片|专题)|精彩(?:推荐|图片|评论)|最新(?:评论|文章|新闻|推荐)|图片推荐|往期(?:推荐|回顾|精彩)|阅读(?:排行|推荐)|点击排行.{0,4}|新闻排行.{0,4}|上一[篇条页]|下一[篇条页]|阅读下一篇|前一篇|后一篇|返回列表|网友评论|评论(?:区|列表)?|发表评论|全部评论|文章评论|参考来源|友情链接|分享(?:到|至).{0,10}|分享让更多人看到|来自于?.{0,3}推荐)\\s*(?:[:：】\\]（(>|].*)?$");

    private final Element root;
    private final List<String> credits = new ArrayList<>();

    private Trim(Element root) {
        this.root = root;
    }

    /** Trims {@code root}, the body of the article named {@code title}; returns the lines that name people. */
    static List<String> body(Element root, String title) {
        var trim = new Trim(root);
        trim.controls();
        trim.lists();
        trim.head(Lines.bare(title));
        trim.others();
        trim.tail();
        return List.copyOf(trim.credits);
    }

    /** Takes out links that only lead on: 查看更多, 返回…. */
    private void controls() {
        Removal.of(root.select("a").stream()
                .filter(link -> link.text().length() <= SHORT / 2
                        && ONWARD.matcher(Lines.bare(link.text())).matches())
                .toList());
    }

    /** Takes out groups of links, such as other articles; a link or two in the text stay, and so do attachments. */
    private void lists() {
        var sizes = new Sizes(root);
        double most = sizes.of(root).text() / 2;
        var gone = new ArrayList<Element>();
        for (Element group : root.select("ul,ol,dl,div,section,table,p,h2,h3,h4")) {
            Sizes.Size size = sizes.of(group);
            int few = group.normalName().equals("p") || group.normalName().startsWith("h") ? 3 : 2;
            if (group != root
                    && size.links() >= few
                    && size.files() == 0
                    && size.linked() > LINKED * size.text()
                    && size.text() > size.links()
                    && size.text() < most) {
                gone.add(group);
            }
        }
        Removal.of(gone);
    }

    private void head(String title) {
        List<Block> blocks = Block.of(root);
        boolean begun = false;
        for (Block block : blocks.subList(0, Math.min(ENDS, blocks.size()))) {
            if (isNamed(block, title) || isControl(block)) {
                block.remove(root);
            } else if (!begun
                    && block.size() < 3 * SHORT
                    && INFO.matcher(block.text()).matches()) {
                credit(block.text());
                block.remove(root);
            } else {
                begun |= block.isProse();
            }
        }
    }

    private void credit(String line) {
        List<String> people = InfoLines.people(line);
        credits.addAll(people.isEmpty() ? List.of(line) : people);
    }

    private static boolean isNamed(Block block, String title) {
        String bare = Lines.bare(block.text());
        return bare.equals(title)
                || (title.contains(bare) && Headline.isHeading(block.parent()))
                || (bare.length() >= 6 && block.parent().normalName().equals("h1"));
    }

    private static boolean isControl(Block block) {
        return block.text().length() <= 2 * SHORT
                && (CONTROL.matcher(block.text()).matches()
                        || BUTTONS.matcher(block.text()).matches()
                        || COUNTER.matcher(block.text()).matches()
                        || (CRUMB.matcher(block.text()).matches() && !block.isProse()));
    }

    /** Cuts where other articles begin, unless the longer part of the text would go. */
    private void others() {
        List<Block> blocks = Block.of(root);
        double all = blocks.stream().mapToDouble(Block::size).sum();
        double before = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.text().length() <= SHORT
                    && before > 0
                    && OTHERS.matcher(block.text()).matches()) {
                List<Block> rest = blocks.subList(i, blocks.size());
                double prose = rest.stream()
                        .filter(Block::isProse)
                        .mapToDouble(Block::size)
                        .sum();
                if (prose < 0.3 * all) {
                    rest.reversed().forEach(gone -> gone.remove(root));
                    return;
                }
                block.remove(root);
            }
            before += block.size();
        }
    }

    private void tail() {
        List<Block> blocks = Block.of(root);
        for (Block block :
                blocks.subList(Math.max(0, blocks.size() - ENDS), blocks.size()).reversed()) {
            if (block.size() < 2 * SHORT && CREDIT.matcher(block.text()).matches()) {
                credit(block.text());
                block.remove(root);
            } else if (isControl(block) || SITE.matcher(block.text()).matches()) {
                block.remove(root);
            }
        }
    }
}
