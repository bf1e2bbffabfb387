package org.yizhan.ops.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
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
        Answer page = page(answer.status(), "problem", ProblemPage.of(screen, asked, answer));
        return new Answer(answer.status(), page.type(), page.body(), answer.headers());
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
