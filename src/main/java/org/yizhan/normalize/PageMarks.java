package org.yizhan.normalize;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.ChineseDigits;
import org.yizhan.normalize.Notes.Note;

/** The fixed forms of a printed page: continuation marks, end notes, by-lines, captions and furniture. Stateless. */
final class PageMarks {

    private static final String PAGE = "\\s*第?\\s*[A-Z]?\\s*0?(\\d{1,3}|[一二三四五六七八九十]{1,3})\\s*版(?:[^()]{0,30})?\\s*";
    private static final Pattern FROM = Pattern.compile("^[(\\[]?\\s*(?:上接|紧接|接)" + PAGE + "[)\\]]?");
    private static final Pattern ON = Pattern.compile("[(\\[]?\\s*(?:下转|转)" + PAGE + "[)\\]]?$");
    private static final Pattern FURNITURE = Pattern.compile(
            "^[■□◆●◎▲\\s]*(?:本版|本期|今日)?(?:责任编辑|责\\s*编|编辑|主编|执行主编|美\\s*编|美术编辑|版式|版面|校\\s*对|值班|组版|电话|热线|新闻热线|投稿|邮箱|"
                    + "E-?mail|地址|本报地址|社址|邮编|邮政编码|网址|传真|广告|发行|订阅|印刷|定价|国内统一|国内刊号|邮发代号|零售|本报电话|编辑部)(?:[\\s:/|].*|设计.*|[\\u4e00-\\u9fff]{0,6}:.*)$",
            Pattern.CASE_INSENSITIVE);
    /** Lines that name their posts or numbers without a colon; short, and no sentence. */
    private static final Pattern IMPRINT = Pattern.compile(
            "^[■□◆●◎▲\\s]*(?:国内统一(?:连续出版物|刊)号|国内刊号|邮发代号|电子(?:信箱|邮箱|邮件)\\s*[:A-Za-z0-9]|本报(?:信箱|邮箱)\\s*[:A-Za-z0-9]"
                    + "|(?:本版|本期|今日)?(?:值班(?:编委|总编|主任|编辑|总编辑|副总编辑?)|责任编辑|(?<=本版|本期)编辑|(?<=本版|本期)主编)\\s*[:/|\\s]).{0,80}$",
            Pattern.CASE_INSENSITIVE);

    /** （作者单位：…）, （作者系…） behind the last paragraph. */
    private static final Pattern AUTHOR_NOTE = Pattern.compile(
            "^[(\\[]\\s*(?:本文|文章|第一|通讯)?(?:作者|笔者)\\s*(?:单位|简介|系|为|是|分别|均|现任|工作|就职|来自|地址|:).{1,100}[)\\]]\\s*$");

    private static final Pattern DATE = Pattern.compile(
            "\\d{4}\\s*[年./-]\\s*\\d{1,2}\\s*[月./-]\\s*\\d{1,2}(?:\\s*日)?|星期[一二三四五六日天]|(?:第\\s*)?[A-Z]?\\d{1,3}\\s*版|农历\\S{2,10}");
    private static final Pattern PAPER = Pattern.compile("[\\u4e00-\\u9fff]{1,8}(?:报|刊|版)");
    private static final Pattern CAPTION = Pattern.compile(
            "^(?:图为|图\\s*[\\d①-⑩一二三四五]|图:|上图|下图|左图|右图|[▲△↑←→▼↓]|资料图|图片说明|本版图片|图片由).*|.*(?:\\s摄|/摄|供图|资料图片|制图|摄影报道)\\s*\\)?。?$|[^,，。]*(?:现场|合影|剪影)$");
    private static final Pattern PEOPLE = Pattern.compile(
            "^.{0,14}?(?:人员|志愿者|代表|居民|学生|老人|孩子|党员|干部|群众|医生|护士|教师|老师|村民|工人|战士|官兵|民警|社工|市民|游客|员工|嘉宾|选手|学员|同学|小朋友|青年|农民|专家|队员)们?"
                    + "(?:正在|清理|打扫|采摘|制作|学习|阅读|种植|表演|讲解|检查|巡|包|正|在|为|向|给|实地|参观|参加|展示|演示|慰问|走访|陪|帮|与|和|体验|领取|排队|合影|进行|开展).*$");
    private static final Pattern LIST = Pattern.compile(
            "^(?:\\(?[一二三四五六七八九十]{1,3}[)、.]|\\(\\d{1,2}\\)|\\d{1,2}[.、)]|[①-⑳]|第[一二三四五六七八九十百]{1,4}[条章节款]|[问答]\\s*:|[一二三四五六七八九十]是|[QA]\\s*\\d?:).*",
            Pattern.DOTALL);
    private static final String TORN = "的和与及或在把被将从向以对为于是但而且并就、";
    private static final String SENTENCE = "。；;！!？?…";

    private PageMarks() {}

    /** Whether {@code line} stands for itself whatever is around it, page furniture not counted. */
    static boolean isMark(String line) {
        return line.length() <= Notes.LONGEST
                && (isFrom(line) || isOn(line) || note(line).isPresent() || isByline(line));
    }

    /** 上接N版 at the start. */
    static Optional<Matcher> from(String text) {
        Matcher from = FROM.matcher(Texts.fold(head(text)));
        return from.find() ? Optional.of(from) : Optional.empty();
    }

    /** 下转N版 at the end; offsets are within the last characters. */
    static Optional<Matcher> on(String text) {
        Matcher on = ON.matcher(Texts.fold(text.substring(tailStart(text))));
        return on.find() ? Optional.of(on) : Optional.empty();
    }

    /** Where 下转N版 at the end of {@code text} begins; its length where there is none. */
    static int onStart(String text) {
        return on(text).map(mark -> tailStart(text) + mark.start()).orElse(text.length());
    }

    private static int tailStart(String text) {
        return Math.max(0, text.length() - 60);
    }

    static boolean isFrom(String line) {
        return from(line).filter(found -> found.end() == line.length()).isPresent();
    }

    static boolean isOn(String line) {
        return line.length() <= 60
                && on(line).filter(found -> found.start() == 0).isPresent();
    }

    /** An end note that fills the line. */
    static Optional<Note> note(String line) {
        return line.length() > 60 ? Optional.empty() : Notes.line(line).filter(note -> !note.isOpen() && note.isFirm());
    }

    static boolean isByline(String line) {
        return line.length() <= 60 && !isFurniture(line) && Leads.byline(line).isPresent();
    }

    /** Page header, page footer, addresses and telephone numbers, and where an author works. */
    static boolean isFurniture(String line) {
        if (line.length() > 120 || line.indexOf('。') >= 0) {
            return false;
        }
        String plain = Texts.fold(line);
        if (FURNITURE.matcher(plain).matches()
                || IMPRINT.matcher(plain).matches()
                || AUTHOR_NOTE.matcher(plain).matches()) {
            return true;
        }
        return DATE.matcher(plain).find()
                ? isPageHeader(plain)
                : plain.chars().allMatch(c -> c < 128 && !Character.isLetter(c));
    }

    /**
     * Whether nothing but date, page and a paper's name stands in {@code line}. A date in the middle of words
     * (会议于2021年3月5日召) is running text.
     */
    private static boolean isPageHeader(String line) {
        Matcher date = DATE.matcher(line);
        int from = 0;
        int words = 0;
        while (date.find()) {
            boolean apart = isEdge(line, date.start() - 1) && isEdge(line, date.end());
            if (!apart && date.start() > from) {
                return false;
            }
            words += words(line, from, date.start());
            from = date.end();
        }
        String rest = Texts.strip(line.substring(from));
        boolean glued = from < line.length()
                && !isEdge(line, from)
                && !PAPER.matcher(rest).matches();
        return !glued && words + words(line, from, line.length()) <= 8;
    }

    private static boolean isEdge(String line, int at) {
        return at < 0 || at >= line.length() || " |/·-".indexOf(line.charAt(at)) >= 0;
    }

    private static int words(String line, int from, int to) {
        return (int)
                line.substring(from, to).chars().filter(Character::isLetter).count();
    }

    static boolean isCaption(String line) {
        return line.length() <= 120 && CAPTION.matcher(Texts.fold(line)).matches();
    }

    /** Whether {@code line} tells what people in a picture do. */
    static boolean isScene(String line) {
        return line.length() <= 40 && PEOPLE.matcher(line).matches();
    }

    /** Whether {@code text} starts an item of a list, an article of a law, a question or an answer. */
    static boolean isItem(String text) {
        return LIST.matcher(Texts.fold(head(text))).matches();
    }

    /** Whether {@code text} stops in the middle of a sentence, as a paragraph does that a column break cuts. */
    static boolean isOpen(String text) {
        int at = text.length() - 1;
        boolean quoted = false;
        while (at > 0 && "”’\"')）】》」』".indexOf(text.charAt(at)) >= 0) {
            at--;
            quoted = true;
        }
        char last = text.charAt(at);
        if (last == '.' && at > 0) {
            return Character.isDigit(text.charAt(at - 1)) && !quoted;
        }
        return SENTENCE.indexOf(last) < 0 && ((last != ':' && last != '：') || quoted);
    }

    /** Whether {@code line} holds or ends with a sign of running text. */
    static boolean isProse(String line) {
        char last = line.charAt(line.length() - 1);
        if ("。；;：:，,".indexOf(last) >= 0 || line.indexOf('。') >= 0) {
            return true;
        }
        for (int i = 1; i + 1 < line.length(); i++) {
            char c = line.charAt(i);
            boolean number = Character.isDigit(line.charAt(i - 1)) && Character.isDigit(line.charAt(i + 1));
            if ((c == '，' || c == ',' || c == '；' || c == ';') && !number) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code line} can't be whole: a quotation or bracket stays open, or it ends with a word that needs another. */
    static boolean isTorn(String line) {
        return TORN.indexOf(line.charAt(line.length() - 1)) >= 0
                || isUnbalanced(line, '“', '”')
                || isUnbalanced(line, '《', '》')
                || isUnbalanced(line, '(', ')')
                || isUnbalanced(line, '（', '）')
                || (line.length() >= 16 && line.indexOf('、') > 0 && line.indexOf(' ') < 0 && line.indexOf('　') < 0);
    }

    private static boolean isUnbalanced(String line, char open, char close) {
        return line.chars().filter(c -> c == open).count()
                != line.chars().filter(c -> c == close).count();
    }

    private static String head(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60);
    }

    static int number(Matcher mark) {
        return ChineseDigits.number(Notes.group(mark, 1));
    }
}
