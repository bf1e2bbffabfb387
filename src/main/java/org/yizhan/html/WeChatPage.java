package org.yizhan.html;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What only the pages of WeChat accounts have; empty for all others. Stateless. */
final class WeChatPage {

    private static final Pattern TIME = Pattern.compile(
            "\\b(?:var\\s+ct|oriCreateTime|ori_create_time|create_time|publish_time)\\s*[=:]\\s*[\"']?(\\d{10})\\b");

    private WeChatPage() {}

    static boolean isOne(Document page) {
        return page.selectFirst("#js_content,#js_share_source,#js_share_notice,#activity-name") != null
                && page.selectFirst("#js_name,#activity-name,#js_share_source") != null;
    }

    static Optional<String> title(Document page) {
        return text(page, "#activity-name");
    }

    /** The account's name. */
    static Optional<String> account(Document page) {
        return text(page, "#js_name,.account_nickname_inner");
    }

    static Optional<String> author(Document page) {
        return text(page, "#js_author_name");
    }

    /** The account it is a repost of: 以下文章来源于 X. */
    static Optional<String> original(Document page) {
        return text(page, ".original_primary_nickname");
    }

    /** Seconds since 1970, from a script. */
    static Optional<String> time(Document page) {
        for (Element script : page.select("script:not([src])")) {
            Matcher time = TIME.matcher(script.data());
            if (time.find()) {
                return Optional.ofNullable(time.group(1));
            }
        }
        return Optional.empty();
    }

    /** The original's address, of a post that only shares it. */
    static Optional<String> sharedUrl(Document page) {
        Element share = page.selectFirst("#js_share_source[data-url]");
        return share == null ? Optional.empty() : Addresses.of(share, "data-url");
    }

    private static Optional<String> text(Document page, String selector) {
        Element found = page.selectFirst(selector);
        return found == null
                ? Optional.empty()
                : Optional.of(Lines.fold(found.text())).filter(text -> !text.isEmpty());
    }
}
