package org.yizhan.ingest;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.search.Folding;

/** A name of an outlet as it is printed, and the shorter names that may be meant by it. Stateless. */
final class PrintedName {

    /** Quotes of every kind, and blanks. */
    private static final Pattern TRIMMINGS = Pattern.compile("[\\s\u00a0“”„\"'‘’`《》〈〉«»<>「」『』〝〞〟]+");

    private static final Pattern DASHES = Pattern.compile("[\\-‐‑–—―─－]+");

    /** 公众号“X”: what is said before a name about where it publishes. */
    private static final Pattern BEFORE =
            Pattern.compile("^(?:(?:官方)?(?:微信公众号|公众号|微信公众平台|微信号)|(?:官方)?(?:微信|微博)(?=:)):?");

    private static final String WHERE = "官方网站|门户网站|官方微信公众号|官方公众号|微信公众平台|微信公众号|公众号|订阅号|服务号|微信号|视频号|头条号|抖音号|"
            + "百家号|官方微信|官方微博|微信|微博|官网|网站|官方客户端|新闻客户端|客户端|手机版|网页版|电子报|数字报|app";
    private static final Pattern BEHIND =
            Pattern.compile("(?:" + WHERE + "|\\((?:" + WHERE + "|id:[^()]*)\\)|\\(id:[^()]*\\))$");

    /** X发布 is what public bodies call their accounts. */
    private static final Pattern ACCOUNT = Pattern.compile("发布$");

    private static final int SHORTEST = 2;

    private PrintedName() {}

    /** The name without quotes and blanks, in half-width, Simplified characters and lower case; two that are equal are one name. */
    static String closed(String name) {
        String plain = Folding.simplified(Normalizer.normalize(name, Normalizer.Form.NFKC));
        String bare = TRIMMINGS.matcher(plain).replaceAll("");
        return DASHES.matcher(bare).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** The closed name, then what is left of it when 网站, 微信公众号 and the like are taken off one by one. */
    static List<String> forms(String name) {
        Set<String> forms = new LinkedHashSet<>();
        peel(closed(name), forms);
        return List.copyOf(forms);
    }

    /** Those, and last the name of the body behind an account: 国家发改委发布 is 国家发改委. */
    static List<String> meant(String printed) {
        Set<String> forms = new LinkedHashSet<>();
        peel(closed(printed), forms);
        for (String form : List.copyOf(forms)) {
            Matcher account = ACCOUNT.matcher(form);
            if (account.find()) {
                peel(form.substring(0, account.start()), forms);
            }
        }
        return List.copyOf(forms);
    }

    private static void peel(String name, Set<String> forms) {
        String rest = name;
        while (rest.length() >= SHORTEST && forms.add(rest)) {
            Matcher before = BEFORE.matcher(rest);
            Matcher behind = BEHIND.matcher(rest);
            if (before.find()) {
                rest = rest.substring(before.end());
            } else if (behind.find()) {
                rest = rest.substring(0, behind.start());
            }
        }
    }

    /**
     * The names in one of a channel and a paper, the paper first, for it printed the piece: 人民网－人民日报 is 人民日报,
     * read at 人民网. Empty for any other name.
     */
    static List<String> parts(String printed) {
        String closed = closed(printed);
        int dash = closed.indexOf('-');
        if (dash < SHORTEST || dash != closed.lastIndexOf('-') || closed.length() - dash <= SHORTEST) {
            return List.of();
        }
        return List.of(closed.substring(dash + 1), closed.substring(0, dash));
    }
}
