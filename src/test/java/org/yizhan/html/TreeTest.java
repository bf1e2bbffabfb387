package org.yizhan.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class TreeTest {

    private final List<String> warnings = new ArrayList<>();

    @Test
    void keepsWhatAFormattingElementSaysWhereItIsOpenedAgain() {
        Document tree = Tree.of("<p><a href='/x' title='甲'>乙<p>丙", "https://a.example/", warnings);
        assertThat(tree.select("p > a[href=/x][title=甲]")).hasSize(2);
    }

    @Test
    void copiesSayNoMoreThanTheMarkup() {
        String title = "甲".repeat(4_000);
        String markup = "<p><b><a href='/x' title='" + title + "'>乙" + "<p>丙".repeat(2_000);
        Document tree = Tree.of(markup, "https://a.example/", warnings);
        assertThat(tree.select("p > b > a")).hasSize(2_001);
        assertThat(tree.selectFirst("a").attr("title")).isEqualTo(title);
        assertThat(tree.html().length()).isLessThan(3 * markup.length() + 100_000);
    }

    @Test
    void everyOwnAttributeStandsHoweverManyThereAre() {
        String markup = "<p>甲 <a href='/xinwen/2026/11/27/1.htm' title='乙' target='_blank'>丙</a>".repeat(5_000);
        assertThat(Tree.of(markup, "https://a.example/", warnings).select("a[href][title][target]"))
                .hasSize(5_000);
    }

    @Test
    void hasNoBaseWhereThatWouldBeRepeatedTooOften() {
        String base = "https://a.example/" + "x/".repeat(1_500);
        String links = "<a href=y>甲</a> ".repeat(5_000);
        assertThat(Tree.of(links, base, warnings).baseUri()).isEmpty();
        assertThat(Tree.of("<base href=" + base + ">" + links, "https://b.example/", warnings)
                        .baseUri())
                .isEmpty();
        assertThat(Tree.of(links, "https://a.example/1.htm", warnings).baseUri())
                .isEqualTo("https://a.example/1.htm");
        assertThat(Tree.of("<a href=y>甲</a>", base, warnings).baseUri()).isEqualTo(base);
    }

    @Test
    void endsWhereTheMarkupMakesTooManyElements() {
        Document tree = Tree.of(
                "<p><b><i><u><s><em><tt><big><code><font><small><strong>甲" + "<p>乙".repeat(20_000),
                "https://a.example/",
                warnings);
        assertThat(tree.getAllElements().size()).isBetween(Tree.MOST_ELEMENTS / 2, Tree.MOST_ELEMENTS + 1_000);
        assertThat(warnings).singleElement().asString().contains("more than 150000 elements");
    }

    @Test
    void readsATableOfFiveThousandRowsToItsEnd() {
        String row = "<tr>" + "<td>甲</td>".repeat(4) + "</tr>";
        Document tree = Tree.of("<table>" + row.repeat(5_000) + "</table>", "", warnings);
        assertThat(tree.select("td")).hasSize(20_000);
        assertThat(warnings).isEmpty();
    }
}
