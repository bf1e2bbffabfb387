package org.yizhan.web;

import java.time.Instant;
import java.util.Optional;
import org.yizhan.http.Language;

/** What a page says that has nothing else to show. */
public record Notice(Frame frame, String heading, String detail) {

    /** The page for an error, in UTF-8. */
    static byte[] of(Language language, int status, String detail) {
        String heading = switch (status) {
            case 400 -> language.say("这个地址读不懂", "This address can't be read");
            case 404 -> language.say("这里什么也没有", "There is nothing here");
            case 410 -> language.say("已撤稿", "Withdrawn");
            case 503 -> language.say("暂时无法读取，请稍后再试", "Not available right now; try again soon");
            default -> language.say("请求没有成功", "The request failed");
        };
        var frame = new Frame(language, heading, "/", Optional.empty(), Instant.EPOCH);
        return PageWriter.html("web/notice.jte", new Notice(frame, heading, frame.brief(detail, 500)));
    }
}
