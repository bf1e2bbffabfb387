package org.yizhan.normalize;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.AttributionKind;

/**
 * Reads notes of origin: label lines (来源：X) and repost lines (转自X), bracketed or not. What only looks like one
 * (转载请注明来源, 数据来源：X, 来源于互联网) is no note. Stateless.
 */
final class Notes {

    /**
     * A note of origin.
     *
     * @param name empty where it names nobody: a bare address, or the value stands on the next line
     * @param url an address printed in it
     * @param isOpen whether the value has to stand on the next line
     * @param isFirm whether it is a note wherever it stands; others are only at the ends of a text
     */
    record Note(AttributionKind kind, Optional<String> name, Optional<String> url, boolean isOpen, boolean isFirm) {}

    /** The longest line that can be a note. */
    static final int LONGEST = 160;

    private static final String WHAT = "(?:本文|文章|原文|原始|内容|信息|新闻|稿件|消息|资讯|作品|图文|全文|转载|以上(?:内容|信息|文章)?)?\\s*";
    private static final String ACCOUNT = "(?:微信公众号|公众号|单位|媒体|网站|媒介)?\\s*";
    private static final Pattern DATED = Pattern.compile(
            "^(?:(?:发布|发稿)?(?:时间|日期)\\s*:?\\s*)?[\\d]{1,4}[-年./]\\d{1,2}[-月./]\\d{1,2}日?(?:\\s*\\d{1,2}:\\d{2}(?::\\d{2})?)?[\\s|]*(?=来|稿|信|文)");
    /** 声明：本文转自X，如有侵权请联系: a note of this text in front of a licence; without 本文 it speaks of any text. */
    private static final Pattern DECLARED =
            Pattern.compile("^(?:(?:特别|免责|版权|郑重)?(?:声明|说明)|注|附注)\\s*:\\s*(?=(?:本文|原文|以上))");

    private static final Pattern SOURCE = Pattern.compile("^" + WHAT + "(?:来\\s*源(?:(?:于|自)?" + ACCOUNT
            + "[:|]|(?:于|自)|\\s{1,4}(?=[\\u4e00-\\u9fff]{2,12}$))" + "|稿\\s*源\\s*:|来自\\s*:|出\\s*处\\s*:|综合自)\\s*(.*)$");
    private static final Pattern CARD = Pattern.compile("^以下文章来源于\\s*:?\\s*(.*)$");
    private static final Pattern REPOST = Pattern.compile("^" + WHAT
            + "(?:系|均)?(转载自|转载于|转自|转载|摘自|摘编自|选自|编译自|翻译自|译自|原载于?|原刊于?|首发于|首发|刊载于)\\s*" + ACCOUNT + "([:|]?)\\s*(.*)$");
    private static final Pattern SUPPLIED = Pattern.compile("^(?:供\\s*稿(?:单位)?\\s*:\\s*(.+)|(.{2,25})供稿)$");
    private static final Pattern ACCORDING =
            Pattern.compile("^据\\s*:?\\s*(?:\\d{1,2}月\\d{1,2}日)?([^,，。;；:]{2,24}?)(?:综合)?(?:报道|消息|电|讯)?$");
    private static final Pattern MERGED = Pattern.compile("^综合\\s*:?\\s*([^,，。;；]{2,40}?)(?:报道|消息|电|讯)?$");

    private Notes() {}

    /** Reads one whole line. */
    static Optional<Note> line(String line) {
        if (line.length() > LONGEST || line.length() < 3) {
            return Optional.empty();
        }
        String plain = Texts.strip(Texts.fold(line));
        return isBracketed(plain) ? bracketed(Texts.strip(plain.substring(1, plain.length() - 1))) : open(plain, false);
    }

    /** Reads what stands in brackets at the end of a text, the brackets left out; folded. */
    static Optional<Note> bracketed(String inner) {
        Matcher according = ACCORDING.matcher(inner);
        if (according.matches() && !Leads.isNobody(group(according, 1))) {
            return named(AttributionKind.REPOST, group(according, 1));
        }
        Matcher merged = MERGED.matcher(inner);
        return merged.matches() ? named(AttributionKind.SOURCE, group(merged, 1)) : open(inner, true);
    }

    private static Optional<Note> open(String plain, boolean firm) {
        Matcher dated = DATED.matcher(plain);
        String undated = dated.find() ? plain.substring(dated.end()) : plain;
        String line = DECLARED.matcher(undated).replaceFirst("");
        Matcher card = CARD.matcher(line);
        if (card.matches()) {
            return value(AttributionKind.REPOST, group(card, 1), true);
        }
        Matcher repost = REPOST.matcher(line);
        if (repost.matches() && !isTwice(line)) {
            String verb = group(repost, 1);
            boolean colon = !group(repost, 2).isEmpty();
            if (colon || (!verb.equals("转载") && !verb.equals("首发"))) {
                boolean sure = firm || colon || verb.startsWith("转");
                return value(AttributionKind.REPOST, group(repost, 3), sure);
            }
        }
        Matcher supplied = SUPPLIED.matcher(line);
        if (supplied.matches()) {
            String who = group(supplied, 1) + group(supplied, 2);
            return People.isName(who) && !Leads.isBody(who) ? Optional.empty() : named(AttributionKind.REPOST, who);
        }
        Matcher source = SOURCE.matcher(line);
        return source.matches() && !isTwice(line)
                ? value(AttributionKind.SOURCE, group(source, 1), true)
                : Optional.empty();
    }

    /** A picture's credit is printed twice by some pages: {@code 来源：X 来源：X}. */
    private static boolean isTwice(String line) {
        int first = line.indexOf("来源:");
        return first >= 0 && line.indexOf("来源:", first + 3) > 0;
    }

    private static Optional<Note> named(AttributionKind kind, String text) {
        return OutletName.read(text).map(name -> new Note(kind, Optional.of(name), Optional.empty(), false, true));
    }

    private static Optional<Note> value(AttributionKind kind, String text, boolean firm) {
        if (text.isBlank()) {
            return Optional.of(new Note(kind, Optional.empty(), Optional.empty(), true, firm));
        }
        Optional<String> url = OutletName.url(text);
        Optional<String> name = text.startsWith("http") ? Optional.empty() : OutletName.read(text);
        return name.isEmpty() && url.isEmpty() ? Optional.empty() : Optional.of(new Note(kind, name, url, false, firm));
    }

    private static boolean isBracketed(String plain) {
        char first = plain.charAt(0);
        char last = plain.charAt(plain.length() - 1);
        return (first == '(' && last == ')' && plain.indexOf('(', 1) < 0)
                || (first == '(' && last == ')' && plain.indexOf(')') == plain.length() - 1)
                || (first == '[' && last == ']');
    }

    static String group(Matcher matcher, int group) {
        return Objects.requireNonNullElse(matcher.group(group), "");
    }
}
