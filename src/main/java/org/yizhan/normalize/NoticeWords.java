package org.yizhan.normalize;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.article.Notice.Kind;

/** The words by which sources take articles back and correct them; every text is one of {@link TitledLine}. */
final class NoticeWords {

    private static final String ARTICLE = "(?:一文|一稿|两文|等文|等稿|的?(?:报道|新闻|稿件|文章|消息|推文))";
    private static final String TITLES = "《》(?:[、和及与]?《》)*" + ARTICLE + "?";
    private static final String PAPER = "(?:声明|通知|公告|说明|启事|函)";
    private static final String MEND = "(?:更正|勘误|更正[与及暨并]?致歉|致歉)(?:声明|说明|启事|公告|通知)?";

    private static final Pattern WITHDRAWING_TITLE =
            Pattern.compile("关于(?:撤回|撤销|撤下|删除|撤稿)" + TITLES + "的?(?:紧急)?" + PAPER
                    + "|(?:关于)?" + TITLES + "的?(?:紧急)?撤稿" + PAPER + "?"
                    + "|\\[?撤稿" + PAPER + "?[\\]:|\\s]{1,3}" + TITLES);
    private static final Pattern CORRECTING_TITLE = Pattern.compile("(?:关于|对)?" + TITLES
            + "中?(?:有关|相关|部分|个别)?(?:内容|信息|数据|文字|表述)?的?" + MEND
            + "|关于更正" + TITLES + "中?(?:有关|相关|部分|个别)?(?:内容|信息|数据|文字|表述|错误)?的" + PAPER
            + "|" + MEND + "[:|\\s]{1,3}" + TITLES);

    private static final Pattern WITHDRAWING_HEADING =
            Pattern.compile("\\[?(?:关于)?(?:紧急)?撤稿的?" + PAPER + "?\\]?|撤回(?:声明|启事)");
    private static final Pattern CORRECTING_HEADING =
            Pattern.compile("(?:本报|本刊|本网|本站)?(?:更正|勘误)(?:与说明|表|声明|说明|启事|公告|通知)?|更正[与及暨并]?(?:致歉|道歉)(?:声明|启事|说明)?");
    private static final Pattern APOLOGY = Pattern.compile("(?:本报|本刊|本网|本站)?(?:致歉|道歉)(?:声明|启事|信|说明|公告)?");

    private static final Pattern CALLED_ARTICLE =
            Pattern.compile("^[)”]?(?:\\(https?:[^)]*\\))?" + ARTICLE + "(?!集|选)");
    private static final Pattern PUBLISHED =
            Pattern.compile("(?:刊发|刊登|刊载|登载|发表|发布|发出|推送|转载|转发|播发|播出)(?:了|的|过)?(?:一篇|一则)?(?:题为|标题为|名为|的)*[“(]?$");

    /** 本报讯 and 本报记者 begin any report. */
    private static final Pattern OWN =
            Pattern.compile("(?:本报|本网|本站|本刊|本台|本社|我社)(?!讯|消息|记者|通讯员|特约|评论员|编辑部地址|[^,。;《]{2,12}电)"
                    + "|本(?:公众号|微信|网站|平台|客户端|栏目|号)|我(?:报|网|站|刊|台|们)"
                    + "|[本我](?:局|委|厅|部|办|院|校|馆|会|中心|单位|街道|镇|乡|公司|省|市|县|区)(?!记者)"
                    + "(?:人民)?(?:政府)?(?:官方|门户|微信)*(?:网站|官网|网|公众号|微博|平台|客户端)");

    private static final Pattern FOREIGN =
            Pattern.compile("杂志|期刊|媒体|[日晚晨早时周]报|周刊|新闻网|卫视|电视台|出版社|通讯社|新华社|人民网|网友|大学|公司|《》(?!等)|作者");
    private static final Pattern REPORTED = Pattern.compile("要求|宣布|表示|称|通报|据悉|据报道|获悉|记者|日前|近日|此前|发布通知|发出通知|发布声明");

    private static final Pattern ARTICLES =
            Pattern.compile("一文|该文|此文|原文|文中|全文|稿|报道|文章|新闻|推文|转载|(?:本|我)(?:报|网|站|刊|台)(?!讯|记者)|网站|公众号");

    private static final Pattern DOCUMENT =
            Pattern.compile("(?:法|法典|条例|规定|办法|细则|决定|决定书|意见|通知|通知书|公告|公示|通告|批复|函|方案|规划|标准|规范|目录|清单"
                    + "|证|证书|许可|许可书|合同|协议|协议书|解释|名单|指南|制度|章程|预案|纲要|计划|请示|令|建议|议案|提案|通报|纪要"
                    + "|说明书|资格|资质|登记|备案|称号|处罚|裁决书|判决书|文件)(?:[(\\[（〔][^)\\]）〕]*[)\\]）〕])?$");
    private static final Pattern TENDER = Pattern.compile("采购|招标|投标|中标|成交(?:公告|结果|供应商)|磋商|询价|竞争性谈判|项目编号|标段|拍卖|出让公告|比选");

    private static final Pattern TAKEN_BACK = Pattern.compile(
            "撤稿(?=[,。;!、)]|处理|并|$)|(?:已|已经|现|予以|一律|全部|决定|及时|立即|将(?:该|此|上述)[^,。;]{0,6})(?:全网)?(?:将其)?(?:撤回|撤下|撤除|下架|删除)(?=[,。;!、)]|处理|并|$|\n)"
                    + "|(?:现|决定|予以)(?:撤回|撤下|删除)(?:本|我|《》" + ARTICLE + "?(?:[,。;!]|$))");
    private static final Pattern ORDERED =
            Pattern.compile("(?<!提)请[^。;!]{0,24}(?:删除|撤下|撤除|撤稿|停止转载|不再转载|不要转载|勿再转载|停止传播|不要采用)"
                    + "|(?:不再|停止|勿再)转载|特此(?:声明|说明|致歉|通知|更正)");
    private static final Pattern CLAIM = Pattern.compile("未经[^,。;]{0,8}(?:授权|许可|允许|同意)|擅自|侵权|侵犯|盗用|抄袭|假冒|冒用|网传|谣");
    private static final Pattern FAULT = Pattern.compile("有误|应为|应是|应改为|误[为写作将把]|错[为写将把]|笔误|之误|差错|失实|不准确");
    private static final Pattern MENDED =
            Pattern.compile("特此(?:更正|勘误|致歉|说明|声明)|谨此(?:更正|致歉)|谨致歉意|更正如下|更正为|现(?:予以?|作|做)?更正|予以更正");

    private NoticeWords() {}

    /** Whether a closer look is worth its time. Every paragraph of every article is asked: no regular expression. */
    static boolean mayBeIn(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (begins(text, at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word stands there without which there is no notice. */
    private static boolean begins(String text, int at) {
        return switch (text.charAt(at)) {
            case '撤' -> true;
            case '删' -> text.startsWith("除", at + 1);
            case '更' -> text.startsWith("正", at + 1);
            case '勘' -> text.startsWith("误", at + 1);
            case '致', '道' -> text.startsWith("歉", at + 1);
            default -> false;
        };
    }

    /** What a title announces that names the article it is about. */
    static Optional<Kind> kindOfTitle(String title) {
        if (WITHDRAWING_TITLE.matcher(title).matches()) {
            return Optional.of(Kind.WITHDRAWAL);
        }
        return CORRECTING_TITLE.matcher(title).matches() ? Optional.of(Kind.CORRECTION) : Optional.empty();
    }

    /** What a heading without a name announces; of an apology its text tells. */
    static Optional<Kind> kindOfHeading(String heading, String text) {
        String bare = heading.replace(" ", "");
        if (WITHDRAWING_HEADING.matcher(bare).matches()) {
            return Optional.of(Kind.WITHDRAWAL);
        }
        if (CORRECTING_HEADING.matcher(bare).matches()) {
            return Optional.of(Kind.CORRECTION);
        }
        return APOLOGY.matcher(bare).matches() ? apology(text) : Optional.empty();
    }

    private static Optional<Kind> apology(String text) {
        if (TAKEN_BACK.matcher(text).find()) {
            return Optional.of(Kind.WITHDRAWAL);
        }
        return FAULT.matcher(text).find() ? Optional.of(Kind.CORRECTION) : Optional.empty();
    }

    /** What a text announces, whatever it is headed; a claim to one's rights on an article takes back nothing. */
    static Optional<Kind> kindOfText(String text) {
        boolean ordered = ORDERED.matcher(text).find() && !CLAIM.matcher(text).find();
        if (ordered && TAKEN_BACK.matcher(text).find()) {
            return Optional.of(Kind.WITHDRAWAL);
        }
        return FAULT.matcher(text).find() && MENDED.matcher(text).find()
                ? Optional.of(Kind.CORRECTION)
                : Optional.empty();
    }

    /** Whether what follows a title calls it an article: 一文, 的报道. */
    static boolean callsItAnArticle(String after) {
        return CALLED_ARTICLE.matcher(after).find();
    }

    /** Whether what goes before a title says that it was published. */
    static boolean saysPublished(String before) {
        return PUBLISHED.matcher(before).find();
    }

    /** Whether it was this source that published. */
    static boolean isOwn(String before) {
        return OWN.matcher(before).find();
    }

    /** Whether another one is spoken of. */
    static boolean isForeign(String before) {
        return FOREIGN.matcher(before).find() && !isOwn(before);
    }

    /** Whether it is told of, not said. */
    static boolean isReported(String before) {
        return REPORTED.matcher(before).find();
    }

    /** Whether it speaks of articles or of the pages they stand on. */
    static boolean speaksOfArticles(String text) {
        return ARTICLES.matcher(text).find();
    }

    /** Whether a title is that of an official paper, which can be taken back as such. */
    static boolean isDocument(String title) {
        return DOCUMENT.matcher(title).find();
    }

    /** Whether it is about a tender, whose 更正公告 amends its terms. */
    static boolean isTender(String text) {
        return TENDER.matcher(text).find();
    }
}
