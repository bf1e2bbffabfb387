package org.yizhan.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yizhan.http.Language;

/**
 * What a page says that has nothing else to show.
 *
 * @param box to look for something else
 */
public record Notice(Frame frame, String heading, String detail, SearchBox box) {

    private static final int LONGEST_DETAIL = 500;

    /**
     * The page for an error, in UTF-8.
     *
     * @param here the address that was asked for, without a language
     */
    static byte[] of(Language language, int status, String detail, String here, SearchBox box) {
        String heading = heading(status, language);
        var frame = new Frame(
                language, heading + language.say(" - 驿站", " - Yizhan"), here, "", Optional.empty(), Instant.EPOCH);
        return PageWriter.html("web/notice.jte", new Notice(frame, heading, frame.brief(detail, LONGEST_DETAIL), box));
    }

    /** What the search box keeps unseen. */
    public List<Catalogue.Filter> filters() {
        return box.filters(frame.language());
    }

    private static String heading(int status, Language language) {
        return switch (status) {
            case 400 -> language.say("这个地址读不懂", "This address can't be read");
            case 404 -> language.say("这里什么也没有", "There is nothing here");
            case 405 -> language.say("这个地址不这样用", "This address isn't used so");
            case 410 -> language.say("这里不再有内容", "There is nothing here any longer");
            case 500 -> language.say("我们这边出了错", "Something went wrong here");
            case 503 -> language.say("暂时无法读取，请稍后再试", "Not available right now; try again soon");
            default -> language.say("请求没有成功", "The request failed");
        };
    }
}
