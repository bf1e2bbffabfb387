package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.yizhan.http.Language;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Entry;
import org.yizhan.ops.LetterQuery;
import org.yizhan.ops.Operator;
import org.yizhan.ops.Paths;

/**
 * The frame of all screens: fills their templates, shows problems as pages to browsers, and has the login page. Safe for
 * concurrent use.
 */
public final class Screens {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Screens.class.getClassLoader(), "org.yizhan.web.pages");

    private final InstantSource clock;

    public Screens(InstantSource clock) {
        this.clock = clock;
    }

    public void mount(Paths paths) {
        Shelf.mount(paths);
        paths.face(this::face);
        paths.openWork(Entry.LOGIN, asked -> login(asked, 200, next(asked))).takes("next");
    }

    /** What stands around a screen of this title that is made now. */
    public Screen of(Asked asked, String chinese, String english) {
        return Screen.of(asked, clock.instant(), chinese, english);
    }

    /** What stands around a part of a screen that is made for nobody in particular. */
    Screen plain(Language language) {
        return new Screen(language, "", "", Optional.empty(), Operator.NOBODY, clock.instant());
    }

    /** The template with this model, as a part of a page. */
    static String fragment(String template, Object model) {
        var html = new StringOutput();
        TEMPLATES.render("ops/" + template + ".jte", model, html);
        return html.toString();
    }

    /** The template with this model, as a page. */
    public static Answer page(String template, Object model) {
        return page(200, template, model);
    }

    static Answer page(int status, String template, Object model) {
        Answer page = Answer.text("text/html; charset=utf-8", fragment(template, model));
        return new Answer(status, page.type(), page.body(), page.headers());
    }

    /** What the page of a problem says. */
    public record Problem(Screen screen, int status, String detail) {

        /** What the status means, in a sentence. */
        public String said() {
            return switch (status) {
                case 400 -> screen.say("这个请求读不懂。", "This request can't be read.");
                case 401 -> screen.say("请先登录。", "Log in first.");
                case 403 -> screen.say("您不能做这件事。", "You may not do this.");
                case 404 -> screen.say("这里没有这样的页面或对象。", "There is no such page or thing.");
                case 405 -> screen.say("这个地址不能这样用。", "This address can't be used like that.");
                case 409 -> screen.say("现在不能这样做，什么也没有改。", "This can't be done now; nothing was changed.");
                case 422 -> screen.say("填写的内容不合要求，什么也没有改。", "What was filled in won't do; nothing was changed.");
                case 429 -> screen.say("太频繁了，请稍后再试。", "Too often; try again later.");
                case 503 -> screen.say("此刻做不了，请稍后再试。", "This can't be done at the moment; try again.");
                default -> screen.say("没有做成。", "This did not work.");
            };
        }
    }

    private Answer face(Asked asked, Answer answer) {
        if (asked.path().equals(Entry.LOGIN) && asked.isForm() && asked.wantsPage()) {
            // where the form can't be read, neither can this
            Answer page = login(asked, answer.status(), answer.status() == 400 ? "" : asked.field("next"));
            return new Answer(answer.status(), page.type(), page.body(), answer.headers());
        }
        if (!asked.wantsPage() || !asked.path().startsWith("/ops")) {
            return answer;
        }
        Screen screen = of(asked, "出错了", "Something is wrong").alone();
        Answer page = page(answer.status(), "problem", new Problem(screen, answer.status(), detail(answer)));
        return new Answer(answer.status(), page.type(), page.body(), answer.headers());
    }

    private static String detail(Answer answer) {
        try {
            JsonNode body = Answer.JSON.readTree(answer.body().getBytes());
            return body.path("detail").asText();
        } catch (IOException impossible) {
            return "";
        }
    }

    /**
     * What the login page says.
     *
     * @param next where to go afterwards
     * @param status of the login that was tried; 200 where none was
     */
    public record Login(Screen screen, String next, int status) {}

    private static String next(Asked asked) {
        return asked.parameter("next").orElse("");
    }

    private Answer login(Asked asked, int status, String next) {
        Screen screen = new Screen(
                asked.language(),
                asked.language().say("登录", "Log in"),
                Entry.LOGIN + (next.isEmpty() ? "" : "?next=" + LetterQuery.encoded(next)),
                Optional.empty(),
                Operator.NOBODY,
                clock.instant());
        return page(status, "login", new Login(screen, next, status));
    }
}
