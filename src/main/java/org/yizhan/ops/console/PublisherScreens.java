package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.PushLog;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Publishers;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Role;
import org.yizhan.ops.SignatureCheck;

/** The screens of those who push: their keys, what came of their requests, and what is wrong with a signature. */
public final class PublisherScreens {

    private static final String PATH = "/ops/publishers";
    private static final String ANY = "push:any";
    private static final int LONGEST_SOURCE = 200;

    private final Screens screens;
    private final Publishers publishers;
    private final String site;

    /** @param site where articles are pushed to, without a slash at its end */
    public PublisherScreens(Screens screens, Publishers publishers, String site) {
        this.screens = screens;
        this.publishers = publishers;
        this.site = site;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, asked -> all(asked, Optional.empty()));
        paths.work(Role.ADMIN, HttpMethod.POST, PATH, this::make);
        paths.work(HttpMethod.GET, PATH + "/check", asked -> checked(asked, "", "", List.of()));
        paths.work(HttpMethod.POST, PATH + "/check", this::check);
        paths.work(HttpMethod.GET, PATH + "/:id", asked -> Screens.page("publisher", one(asked, Optional.empty())));
        paths.work(
                Role.ADMIN,
                HttpMethod.GET,
                PATH + "/:id/end",
                asked -> Screens.page("publisherend", one(asked, Optional.empty())));
        paths.work(Role.ADMIN, HttpMethod.POST, PATH + "/:id/rotate", this::rotate);
        paths.work(Role.ADMIN, HttpMethod.POST, PATH + "/:id/revoke", this::revoke);
    }

    /**
     * All keys.
     *
     * @param strangers requests without a key of ours
     * @param made a new one, the only time it can be seen
     */
    public record All(Screen screen, List<Publishers.Publisher> rows, long strangers, Optional<ApiKeys.Made> made) {
        public All {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One key.
     *
     * @param made the one that takes its place, the only time it can be seen
     * @param curl a command that pushes an article with it
     */
    public record One(
            Screen screen,
            Publishers.Publisher publisher,
            List<PushLog.Request> requests,
            Optional<ApiKeys.Made> made,
            String curl) {
        public One {
            requests = List.copyOf(requests);
        }
    }

    /** What was shown, and found; the secret is not shown again. */
    public record Checked(Screen screen, String headers, String body, List<SignatureCheck.Finding> findings) {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    private Answer all(Asked asked, Optional<ApiKeys.Made> made) throws SQLException {
        Screen screen = screens.of(asked, "推送方", "Publishers");
        return Screens.page(
                "publishers",
                new All(made.isPresent() ? screen.alone() : screen, publishers.all(), publishers.strangers(), made));
    }

    private One one(Asked asked, Optional<ApiKeys.Made> made) throws SQLException {
        Publishers.Publisher found = publishers.find(asked.id());
        Screen screen = screens.of(asked, "密钥 " + asked.id(), "Key " + asked.id());
        return new One(
                made.isPresent()
                        ? screen.alone()
                        : screen.twin("/api/v1" + PATH + "/" + found.key().id()),
                found,
                publishers.requests(found.key().id()),
                made,
                curl(found.key().source().orElse("my-source")));
    }

    private String curl(String source) {
        String quoted = source.replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}._ -]", "?");
        return """
                curl -sS %s/api/v1/articles \\
                  -H "Authorization: Bearer $YIZHAN_KEY" \\
                  -H "Content-Type: application/json" \\
                  -d '{"source":"%s","id":"1","url":"https://www.example.cn/1.html","title":"标题","text":"正文","publishedAt":"2026-11-23T10:00:00+08:00"}'
                """.formatted(site, quoted);
    }

    private Answer make(Asked asked) throws SQLException {
        String source = Normalizer.normalize(asked.field("source").strip(), Normalizer.Form.NFC);
        if (source.isEmpty()
                || source.length() > LONGEST_SOURCE
                || source.codePoints().anyMatch(Character::isISOControl)) {
            throw Rejection.of(422, "source must be 1 to %d characters, or %s".formatted(LONGEST_SOURCE, ANY));
        }
        return all(
                asked,
                Optional.of(publishers.make(
                        source.equals(ANY) ? Optional.empty() : Optional.of(source), asked.operator())));
    }

    private Answer rotate(Asked asked) throws SQLException {
        ApiKeys.Made made = publishers.rotate(asked.id(), asked.field("overlap"), asked.operator());
        return Screens.page("publisher", one(asked, Optional.of(made)));
    }

    private Answer revoke(Asked asked) throws SQLException {
        publishers.revoke(asked.id(), asked.operator());
        return Answer.seeOther(PATH);
    }

    private Answer check(Asked asked) throws SQLException {
        String headers = asked.field("headers");
        String body = asked.field("body");
        var shown = new SignatureCheck.Shown(headers, body, asked.field("secret"));
        return checked(asked, headers, body, publishers.check(shown, asked.operator()));
    }

    private Answer checked(Asked asked, String headers, String body, List<SignatureCheck.Finding> findings) {
        Screen screen = screens.of(asked, "核对签名", "Check a signature").alone();
        String masked = headers.replaceAll("(?i)(bearer\\s+\\S{8})\\S+", "$1…");
        return Screens.page("signature", new Checked(screen, masked, body, findings));
    }
}
