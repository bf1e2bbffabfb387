package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Approval;
import org.yizhan.article.Channel;
import org.yizhan.article.WebAddress;
import org.yizhan.ingest.poll.ChannelFaults;

class SourceCatalogueTest {

    private static final Set<String> REGIONS = regions();
    private static final Map<Path, List<Channel>> FILES = Catalogue.files();

    @Test
    void noChannelHasAFault() {
        var faults = new ChannelFaults(REGIONS::contains);

        assertThat(Catalogue.channels())
                .allSatisfy(channel ->
                        assertThat(faults.of(channel)).as(channel.id()).isEmpty());
    }

    @Test
    void isOneFileASourceNamedLikeIt() {
        assertThat(FILES).hasSizeGreaterThanOrEqualTo(45);
        FILES.forEach((file, channels) -> assertThat(channels)
                .allSatisfy(channel -> assertThat(file).hasFileName(channel.source() + ".camel.yaml")));
    }

    @Test
    void noTwoChannelsShareAnId() {
        assertThat(Catalogue.channels()).map(Channel::id).doesNotHaveDuplicates();
    }

    @Test
    void everyRouteIsNamedAfterItsSource() {
        assertThat(Catalogue.channels())
                .allSatisfy(channel -> assertThat(channel.id()).startsWith(channel.source()));
    }

    @Test
    void onlyTheFirstChannelOfASourceSaysWhoItIs() {
        assertThat(FILES.values()).allSatisfy(channels -> {
            assertThat(channels.getFirst().parameters()).containsKeys("name", "aliases", "region");
            assertThat(channels.subList(1, channels.size()))
                    .allSatisfy(further -> assertThat(further.parameters())
                            .doesNotContainKeys("name", "aliases", "region", "homepage", "approved"));
        });
    }

    @Test
    void everyPolledSourceHasAHomepage() {
        assertThat(FILES.values())
                .filteredOn(channels -> channels.getFirst().kind() != Channel.Kind.PUSH)
                .allSatisfy(channels -> assertThat(WebAddress.isWeb(
                                channels.getFirst().parameter("homepage").orElse("")))
                        .isTrue());
    }

    @Test
    void noNameStandsForTwoSources() {
        var known = new HashMap<String, String>();
        FILES.values().stream()
                .map(List::getFirst)
                .forEach(channel -> names(channel).forEach(name -> {
                    String other = known.put(PrintedName.forms(name).getLast(), channel.source());
                    assertThat(Objects.requireNonNullElse(other, channel.source()))
                            .as(name)
                            .isEqualTo(channel.source());
                }));
    }

    @Test
    void everyFileSaysWhetherItWasCheckedLive() {
        assertThat(FILES.keySet())
                .filteredOn(file -> FILES.get(file).getFirst().kind() != Channel.Kind.PUSH)
                .allSatisfy(file ->
                        assertThat(Files.readString(file)).startsWith("# ").containsIgnoringCase("not checked live"));
    }

    @Test
    void approvalHangsOnTheDay() {
        Approval approval = Approval.parse(
                Catalogue.channel("mca-n165").parameter("approved").orElseThrow());

        assertThat(approval.isApprovedOn(LocalDate.of(2026, 11, 23))).isTrue();
        assertThat(approval.isApprovedOn(LocalDate.of(2015, 1, 1))).isFalse();
        assertThat(Catalogue.channel("ganzhou-mzj").parameter("approved")).isEmpty();
    }

    @Test
    void holdsTheSourcesOfTheSeedAndEveryProvincesCivilAffairs() {
        Set<String> sources = Catalogue.channels().stream().map(Channel::source).collect(Collectors.toSet());
        Set<String> provinces = FILES.values().stream()
                .map(List::getFirst)
                .filter(channel ->
                        channel.source().startsWith("mzt-") || channel.source().startsWith("mzj-"))
                .map(channel -> channel.parameters().get("region"))
                .collect(Collectors.toSet());

        assertThat(sources)
                .contains("cac", "mca", "mzt-fujian", "ganzhou", "ganzhou-mzj", "zhangye", "ganzhouqu-mzj", "nmg-shgz");
        assertThat(provinces).hasSize(31);
    }

    private static Stream<String> names(Channel channel) {
        return Stream.concat(
                channel.parameter("name").stream(),
                channel.parameter("aliases").stream().flatMap(all -> Stream.of(all.split(","))));
    }

    private static Set<String> regions() {
        var stream = Objects.requireNonNull(SourceCatalogueTest.class.getResourceAsStream("/dictionaries/regions.tsv"));
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1)[0])
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
