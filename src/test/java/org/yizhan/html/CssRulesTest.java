package org.yizhan.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.helper.Regex;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jsoup.select.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;

/** S13: whatever selector meets whatever page, it ends; and it names what selectors name. */
@Row("S13")
class CssRulesTest {

    private static final Duration HOURS_AWAY = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Document WIDE = Jsoup.parse("<ul>" + "<li>".repeat(200_000) + "</ul>");
    private static final Document DEEP = Jsoup.parse(
            "<div>".repeat(100_000) + "<i>x", "", Parser.htmlParser().setMaxDepth(256));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b ~ li", "li:not(b ~ li)", "li:is(b ~ li)", "b ~ li ~ li", "li:only-child", "li:nth-child(7)",
                        "li:nth-last-child(7)",
                "li:nth-of-type(7)", "li:last-of-type", "li:only-of-type", "li:eq(3)", "li:gt(3):lt(2)", "b + li + li",
                        "*:has(b)",
                "li:contains(x)", "*:containsOwn(x)", "b li", "* * * * * * * b", ":root > * > * > b",
            })
    void endsOnAPageThatIsAllSiblings(String css) {
        assertEnds(WIDE, css);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b div div div div div div div div i",
                "div:has(b)",
                "div:not(:has(b)):not(:has(u))",
                "div > div > div > b",
                "div div div:contains(y)",
                "* * * * * * * * * * b",
            })
    void endsOnAPageThatIsAllDepth(String css) {
        assertEnds(DEEP, css);
    }

    private static void assertEnds(Document page, String css) {
        assertTimeoutPreemptively(HOURS_AWAY, () -> {
            try {
                new CssRules(SHORT).select(page, css);
            } catch (CssRules.TooSlow slow) {
                assertThat(slow).hasMessageContaining(css);
            }
        });
    }

    /** Within one element these look at all others as often as there are some: no clock between elements stops that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "div:has(div:has(div:has(div:has(b))))",
                "ul:has(b ~ li)",
                "ul:has(li:nth-child(2))",
                "ul:HAS(b ~ li)",
                "ul:not(:has(:only-child))",
                "ul:has(a, b:not(:has(u)))",
                "body:has(li:eq(7))",
            })
    void whatCannotBeBoundedIsRefused(String css) {
        assertThatThrownBy(() -> new CssRules(SHORT).select(WIDE, css))
                .isInstanceOf(Selector.SelectorParseException.class)
                .hasMessageContaining(css);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p:matches((a+)+$)",
                "p:matchesOwn(^(a|a)*$)",
                "p[title~=(a+)+$]",
                "p:matches((a*)*b)",
                "p:matches((a|aa)+$)",
                "p:matchesWholeText((.*a){20})",
            })
    void aRegularExpressionTakesNoLongerThanItsText(String css) {
        String text = "a".repeat(5_000) + "!";
        Document page = Jsoup.parse("<p title='" + text + "'>" + text + "</p>");

        assertThat(Regex.usingRe2j()).as("jsoup has RE2/J beside it").isTrue();
        assertTimeoutPreemptively(
                HOURS_AWAY,
                () -> assertThat(new CssRules(HOURS_AWAY).select(page, css)).hasSizeLessThanOrEqualTo(1));
    }

    /** Nothing that looks back or around is a regular expression to RE2. */
    @ParameterizedTest
    @ValueSource(strings = {"p:matches((?=(a+))a*b)", "p:matches((a)\\1)", "p[a~=(?<=a)b]"})
    void whatOnlyBacktrackingCanMatchIsRefused(String css) {
        assertThatThrownBy(() -> new CssRules(SHORT).select(Jsoup.parse("<p a=ab>ab</p>"), css))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(CssRules.TooSlow.class);
    }

    @Test
    void namesWhatSelectorsName() {
        Document page = Jsoup.parse("<ul><li class=a>1<li><a href=x>2</a><li>3</ul><p title='a ~ :has(b ~ c)'>4</p>");
        var rules = new CssRules(HOURS_AWAY);

        for (String css : List.of(
                "li",
                "li:has(> a)",
                "li.a ~ li",
                "li:nth-child(3)",
                "ul li:not(:has(a))",
                "p[title*=':has(b ~']",
                "body",
                "li:last-child",
                "b")) {
            assertThat(rules.select(page, css)).as(css).isEqualTo(page.select(css));
            assertThat(rules.first(page, css).orElse(null)).as(css).isSameAs(page.selectFirst(css));
        }
        assertThat(rules.first(page.expectFirst("li"), "li")).isPresent();
    }

    @Test
    void aPageIsReadWithoutWhatTakesTooLong() {
        List<String> warnings = new ArrayList<>();
        var selectors = Selectors.of(
                Map.of("page-title", "b ~ li", "page-body", "ul:has(b ~ li)", "page-time", "p:matches([)"));

        assertTimeoutPreemptively(HOURS_AWAY, () -> {
            for (String field : List.of("title", "body", "time")) {
                assertThat(selectors.select(WIDE, field, warnings)).isEmpty();
            }
        });
        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(0)).startsWith("page-title: ").contains("longer than 2 s");
        assertThat(warnings.get(1)).contains("page-body is no CSS selector");
        assertThat(warnings.get(2)).contains("page-time is no CSS selector");
    }
}
