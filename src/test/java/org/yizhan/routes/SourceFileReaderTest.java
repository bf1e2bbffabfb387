package org.yizhan.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Channel;
import org.yizhan.ingest.poll.ChannelFaults;

class SourceFileReaderTest {

    private static final SourceFileReader READER = new SourceFileReader(
            Map.of(
                    "poll-list",
                    new Template(
                            "poll-list",
                            Set.of("source", "url"),
                            Map.of("name", "", "channel", "", "region", "", "link", "a[href]"))),
            new ChannelFaults(code -> code.equals("100000")));

    private static final String GOOD = """
            # 中国网信网
            - templatedRoute:
                routeTemplateRef: poll-list
                routeId: cac-wxfb
                parameters:
                  - { name: source, value: cac }
                  - { name: name, value: 中国网信网 }
                  - name: url
                    value: "https://www.cac.gov.cn/wxzw/index_{page}.htm"
            """;

    @Test
    void readsAChannelWithTheDefaultsOfItsTemplate() throws BrokenFile {
        Declaration.Templated read =
                READER.read("cac.camel.yaml", GOOD).templated().findFirst().orElseThrow();
        assertThat(read.channel().kind()).isEqualTo(Channel.Kind.POLL_LIST);
        assertThat(read.channel().source()).isEqualTo("cac");
        assertThat(read.channel().parameters())
                .containsEntry("link", "a[href]")
                .containsEntry("url", "https://www.cac.gov.cn/wxzw/index_{page}.htm")
                .containsEntry("channel", "cac-wxfb");
        assertThat(read.line()).isEqualTo(2);
        assertThat(read.lineOf("url")).isEqualTo(8);
        assertThat(read.lineOf("link")).isEqualTo(2);
    }

    @Test
    void readsAWholeRouteAsItStands() throws BrokenFile {
        String whole = """
                - route:
                    id: odd-site
                    from:
                      uri: timer:odd
                      steps:
                        - to: direct:push
                """;
        SourceFile file = READER.read("odd.camel.yaml", GOOD + whole);
        assertThat(file.declarations().get(1)).isEqualTo(new Declaration.Whole("odd-site", whole, 10));
        assertThat(file.channels()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            poll-list     | poll-lisst      | line 3: there is no template poll-lisst; there are poll-list
            cac-wxfb      | CAC WXFB        | line 3: routeId is 'CAC WXFB'; give small letters, digits and single hyphens
            name: url     | name: ulr       | line 8: the template poll-list has no parameter ulr: did you mean url?; it has link, name, region, source, url
            name: name    | name: source    | line 7: the parameter source stands twice
            value: cac    | value: ''       | line 6: the parameter source is missing
            routeId       | route-id        | line 4: templatedRoute has no field route-id
            templatedRoute| templatedRout   | line 2: an element is to be one templatedRoute or one route, not [templatedRout]
            value: cac }  | value: cac      | line 7: no readable YAML: expected ',' or '}', but got {
            """)
    void saysAtWhichLineToMendWhat(String good, String bad, String message) {
        assertThatThrownBy(() -> READER.read("cac.camel.yaml", GOOD.replaceFirst(good, bad)))
                .isInstanceOf(BrokenFile.class)
                .hasMessage(message);
    }

    @Test
    void namesTheLineOfTheParameterThatIsWrong() {
        String bad = GOOD.replace("{ name: name, value: 中国网信网 }", "{ name: link, value: \"a[href\" }");
        assertThatThrownBy(() -> READER.read("cac.camel.yaml", bad))
                .hasMessageStartingWith("line 7: link “a[href” is no CSS selector");
        assertThatThrownBy(() -> READER.read(
                        "cac.camel.yaml", GOOD.replace("name: name, value: 中国网信网", "name: region, value: 1")))
                .hasMessage("line 7: region “1” is no GB/T 2260 code; national bodies have 100000");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> READER.read("cac.camel.yaml", "# nothing yet\n"))
                .hasMessage("the file is empty; it is to hold a list of templatedRoute");
    }

    @Test
    void refusesAnIdThatStandsTwice() {
        assertThatThrownBy(() -> READER.read("cac.camel.yaml", GOOD + GOOD))
                .hasMessage("line 11: the route id cac-wxfb stands twice in this file");
    }
}
