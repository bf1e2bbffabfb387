package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.fetch.Origin;
import org.yizhan.fetch.Origin.Page;
import picocli.CommandLine;

/** The command as an operator types it, against a site on loopback and without a running program. */
class CheckCommandTest {

    private static final String ALLOW = "yizhan.fetch.allow";
    private static final String FEED = """
            <rss version="2.0"><channel><title>试站</title><item><guid isPermaLink="false">1</guid><title>救助站冬季开放</title>
            <pubDate>2026-11-20 09:00</pubDate><description>救助站冬季每天开放二十四小时。（转自中国网信网）</description></item>
            </channel></rss>""";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Origin origin;

    @BeforeEach
    void serve() throws Exception {
        origin = new Origin();
        origin.serve("/feed.xml", Page.of("application/rss+xml", FEED));
        System.setProperty(ALLOW, "127.0.0.1:*");
    }

    @AfterEach
    void stop() {
        System.clearProperty(ALLOW);
        origin.close();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        var command = new CommandLine(new CheckCommand());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        command.setExecutionExceptionHandler((failure, where, result) -> {
            err.append(failure.getMessage());
            return 1;
        });
        return command.execute(arguments);
    }

    @Test
    void showsWhatAnAddressWouldBringAndHowToDeclareIt() {
        assertThat(run("--alone", origin.url("/feed.xml"))).isZero();
        assertThat(out.toString())
                .contains("救助站冬季开放", "from: repost 中国网信网", "= 2026-11-20T01:00:00Z", "routeTemplateRef: poll-feed");
    }

    @Test
    void readsASourceFileAndItsFixtureAgain() throws Exception {
        Path file = folder.resolve("shi.camel.yaml");
        Files.writeString(file, """
                - templatedRoute:
                    routeTemplateRef: poll-feed
                    routeId: shi-news
                    parameters:
                      - { name: source, value: shi }
                      - { name: url, value: "%s" }
                """.formatted(origin.url("/feed.xml")));
        Path fixture = folder.resolve("shi.json");
        assertThat(run("--alone", file.toString(), "--save", fixture.toString()))
                .isZero();
        origin.serve("/feed.xml", Page.status(404));

        assertThat(run("--replay", fixture.toString())).isZero();
        assertThat(out.toString()).contains("reads as it did");

        Files.writeString(fixture, Files.readString(fixture).replace("\"title\" : \"救助站冬季开放\"", "\"title\" : \"另一个\""));
        assertThat(run("--replay", fixture.toString())).isOne();
        assertThat(out.toString()).contains("title: “另一个” is now “救助站冬季开放”");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(run("--alone", origin.url("/nothing.xml"))).isOne();
        assertThat(err.toString()).contains("can't be had: http-404");
        Path file = folder.resolve("broken.camel.yaml");
        Files.writeString(file, "- templatedRoute:\n    routeTemplateRef: poll-fed\n    routeId: a\n");
        assertThat(run("--alone", file.toString())).isOne();
        assertThat(err.toString()).contains("line 2: there is no template poll-fed");
        assertThat(run()).isOne();
        assertThat(err.toString()).contains("name a source file or an address");
    }
}
