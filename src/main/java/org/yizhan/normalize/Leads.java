package org.yizhan.normalize;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.AttributionKind;

/**
 * Reads how a text begins: an agency's dateline (新华社北京9月13日电), the carrier's own (本报讯), a by-line
 * (■ 本报记者 X), or hearsay (据X消息). Stateless.
 */
final class Leads {

    /** What a beginning says; {@code name} is empty for 本报讯 without a reporter. */
    record Lead(AttributionKind kind, Optional<String> name, List<String> authors) {}

    private static final int WINDOW = 500;
    private static final String DATE = "(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日";
    /** What every agency's dateline has; looked for first, since most texts have none. */
    private static final Pattern WIRED = Pattern.compile("日\\s*(?:电|讯|消息)");

    private static final Pattern AGENCY = Pattern.compile("(?<!据)(新华社|新华网|中新社|中新网|中国新闻社|人民网|央广网|央视网|光明网|国际在线|中国网(?!络))"
            + "([\\u4e00-\\u9fff]{1,12})?\\s*" + DATE + "\\s*(?:电|讯|消息)(?:\\s*\\(([^)]{2,60})\\))?");
    private static final Pattern OUTLET =
            Pattern.compile("^([\\u4e00-\\u9fff]{1,12}(?:社|网|台|报|广播|新闻))(?:[\\u4e00-\\u9fff]{2,10}?)??\\s*(?:" + DATE
                    + "\\s*(?:电|讯|消息)|讯|(?:快讯|消息|电)(?=\\s*[(:]))\\s*(?:\\(([^)]{2,60})\\))?");
    private static final Pattern OWN = Pattern.compile("^本(?:报|台|网|站|社|刊)(?:[\\u4e00-\\u9fff]{2,10}?)?\\s*(?:" + DATE
            + ")?\\s*(?:讯|电|消息)(?=[\\s(:,，])\\s*(?:\\(([^)]{2,60})\\))?");
    private static final Pattern BYLINE = Pattern.compile("^([■□◎◆●▲△★☆◇○▪◉•※\\s]*)"
            + "((?:(?<=[■□◎◆●▲△★☆◇○▪◉•※]\\s?)[\\u4e00-\\u9fff]{2,10}(?:报|刊|社|网|台))?" + People.ROLE + ".*)$");
    private static final Pattern OWN_ROLE = Pattern.compile("^本(?:报|刊|台|网|社|站)|^总台|评论员");
    private static final Pattern MARKED = Pattern.compile("^[■□◎◆●▲△★☆◇○◉※]\\s*(.{2,24})$");
    private static final Pattern HEARSAY = Pattern.compile(
            "^据([^,，。:;]{2,28}?)(?:官方微博|微博|官方)?(?:的?(?:消息|报道|通报|最新消息|介绍|统计|预报|测定|发布|披露|透露)|电)(?:称|,|，|显示)");
    private static final Pattern NOBODY =
            Pattern.compile("了解|介绍|悉|外媒|媒体|业内|知情|相关|有关|记者|初步|报道|不完全|透露|消息|人士|秘书长|负责人|专家|[他她]|该|其|多家|网友|目击|当地");
    private static final Pattern BODY =
            Pattern.compile(".*(?:社|网|报|台|局|部|厅|委|办|会|院|所|中心|新闻|公司|政府|法院|大学|组织|[\\w]|》|网站|客户端|民政|时报|财经)$");

    private Leads() {}

    static boolean isNobody(String name) {
        return NOBODY.matcher(name).find();
    }

    /** Whether {@code name} ends as the names of offices and outlets do. */
    static boolean isBody(String name) {
        return BODY.matcher(name).matches();
    }

    /** Reads a whole line that may be a by-line; speakers (本台记者 X：) and picture credits (… 摄) are none. */
    static Optional<Lead> byline(String line) {
        if (line.length() > 60) {
            return Optional.empty();
        }
        String plain = Texts.strip(Texts.fold(line));
        if (plain.startsWith("(") && plain.endsWith(")")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        if (plain.contains("摄") || plain.contains("图片") || plain.contains("编辑") || plain.endsWith(":")) {
            return Optional.empty();
        }
        Matcher byline = BYLINE.matcher(plain);
        if (byline.matches()) {
            return named(Notes.group(byline, 1).strip(), Notes.group(byline, 2));
        }
        Matcher marked = MARKED.matcher(plain);
        if (marked.matches()) {
            String[] tokens = Notes.group(marked, 1).strip().split("\\s+", -1);
            List<String> names = People.names(Notes.group(marked, 1));
            boolean all = !names.isEmpty() && names.size() >= (tokens.length + 1) / 2 && tokens[0].length() <= 4;
            return all ? Optional.of(reporter(names, names)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Lead> named(String mark, String text) {
        if (text.indexOf('。') >= 0 || text.indexOf(',') >= 0) {
            return Optional.empty();
        }
        People.Cast cast = People.cast(text);
        if (cast.all().isEmpty()) {
            return text.endsWith("评论员") ? Optional.of(reporter(List.of(text), List.of(text))) : Optional.empty();
        }
        boolean own = !mark.isEmpty() || OWN_ROLE.matcher(text).find();
        int colon = text.indexOf(':');
        boolean speaks = colon > 0 && !text.substring(0, colon).matches(".*(?:记者|通讯员)\\s*");
        return speaks || (!own && text.length() > 30)
                ? Optional.empty()
                : Optional.of(reporter(cast.leading(), cast.all()));
    }

    private static Lead reporter(List<String> names, List<String> authors) {
        Optional<String> name = names.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", names));
        return new Lead(AttributionKind.REPORTER, name, authors);
    }

    /** Reads the first lines of a text; each at most its first characters. */
    static Optional<Lead> dateline(String line) {
        String plain = Texts.strip(Texts.fold(line.length() > WINDOW ? line.substring(0, WINDOW) : line));
        if (plain.indexOf('电') < 0 && plain.indexOf('讯') < 0 && !plain.contains("消息")) {
            return Optional.empty();
        }
        Matcher own = OWN.matcher(plain);
        if (own.find()) {
            People.Cast cast = People.cast(Notes.group(own, 1));
            return Optional.of(reporter(cast.leading(), cast.all()));
        }
        Matcher agency = AGENCY.matcher(plain);
        if (WIRED.matcher(plain).find() && agency.find()) {
            return Optional.of(agency(Notes.group(agency, 1), Notes.group(agency, 3)));
        }
        Matcher outlet = OUTLET.matcher(plain);
        return outlet.find()
                        && !Notes.group(outlet, 1).startsWith("据")
                        && !Notes.group(outlet, 1).startsWith("本")
                ? Optional.of(agency(Notes.group(outlet, 1), Notes.group(outlet, 2)))
                : Optional.empty();
    }

    private static Lead agency(String name, String brackets) {
        return new Lead(
                AttributionKind.AGENCY, Optional.of(name), People.cast(brackets).all());
    }

    /** Reads the lead sentence of a text. */
    static Optional<Lead> hearsay(String line) {
        String plain = Texts.strip(Texts.fold(line.length() > 80 ? line.substring(0, 80) : line));
        Matcher heard = HEARSAY.matcher(plain);
        if (!heard.find()) {
            return Optional.empty();
        }
        String name = Notes.group(heard, 1);
        if (isNobody(name)
                || (!isBody(name) && !plain.substring(heard.end(1)).startsWith("消息") && !name.startsWith("新华社"))) {
            return Optional.empty();
        }
        String who = name.startsWith("新华社") ? "新华社" : name;
        return OutletName.read(who).map(read -> new Lead(AttributionKind.HEARSAY, Optional.of(read), List.of()));
    }
}
