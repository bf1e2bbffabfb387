package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yizhan.article.WebAddress;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Rejection;

/**
 * What the page of a problem says.
 *
 * @param detail of the problem, for people: without paths for programs
 * @param back the page where the form or the link was; empty where that isn't known
 * @param typed long texts of the form, so that they are not lost
 */
public record ProblemPage(
        Screen screen, int status, String detail, boolean isDeed, Optional<String> back, List<String> typed) {

    /** The fields that hold what a person may have written for long. */
    private static final List<String> WRITTEN = List.of("record", "document", "input", "text", "reason");

    private static final int ACROSS = 8_000_000;
    private static final Pattern FOR_PROGRAMS =
            Pattern.compile("; (?:GET |see )?/?[^;]*/(?:api|observe)/.*$", Pattern.DOTALL);

    public ProblemPage {
        typed = List.copyOf(typed);
    }

    static ProblemPage of(Screen screen, Asked asked, Answer answer) {
        return new ProblemPage(
                screen,
                answer.status(),
                detail(answer),
                asked.isForm(),
                back(asked),
                answer.status() == 413 ? List.of() : typed(asked));
    }

    /** Of its pages only the path is taken: whoever else says where it was leads nowhere. */
    private static Optional<String> back(Asked asked) {
        return asked.header("Referer").flatMap(ProblemPage::local).filter(page -> !page.equals(asked.path()));
    }

    private static Optional<String> local(String referer) {
        return WebAddress.of(referer)
                .filter(page -> page.path().equals("/ops") || page.path().startsWith("/ops/"))
                .map(page -> page.path() + page.query());
    }

    private static List<String> typed(Asked asked) {
        if (!asked.isForm() || asked.body().length > ACROSS) {
            return List.of();
        }
        try {
            return WRITTEN.stream()
                    .flatMap(name -> Stream.of(asked.field(name)))
                    .filter(text -> !text.isBlank())
                    .toList();
        } catch (Rejection unreadable) {
            return List.of();
        }
    }

    private static String detail(Answer answer) {
        try {
            JsonNode body = Answer.JSON.readTree(answer.body().getBytes());
            String said = body.path("detail").asText();
            return answer.status() == 404 ? FOR_PROGRAMS.matcher(said).replaceFirst("") : said;
        } catch (IOException impossible) {
            return "";
        }
    }

    /** What the status means, in a sentence. */
    public String said() {
        return switch (status) {
            case 400 -> screen.say("这个请求读不懂。", "This request can't be read.");
            case 401 -> screen.say("请先登录。", "Log in first.");
            case 403 -> screen.say("您不能做这件事。", "You may not do this.");
            case 404 -> screen.say("这里没有这样的页面或对象。", "There is no such page or thing.");
            case 405 -> screen.say("这个地址不能这样用。", "This address can't be used like that.");
            case 409 -> screen.say("现在不能这样做，什么也没有改。", "This can't be done now; nothing was changed.");
            case 410 -> screen.say("这里有过的已经不在了。", "What was here is gone.");
            case 413 -> screen.say("太长了，什么也没有改。", "This is too long; nothing was changed.");
            case 422 -> screen.say("填写的内容不合要求，什么也没有改。", "What was filled in won't do; nothing was changed.");
            case 429 -> screen.say("太频繁了，请稍后再试。", "Too often; try again later.");
            case 503 -> screen.say("此刻做不了，请稍后再试。", "This can't be done at the moment; try again.");
            case 507 -> screen.say("磁盘快满了，没有做成。", "The disk is nearly full; this was not done.");
            default ->
                isDeed
                        ? screen.say("没有做成。", "This did not work.")
                        : screen.say("这一页显示不出来。", "This page can't be shown.");
        };
    }
}
