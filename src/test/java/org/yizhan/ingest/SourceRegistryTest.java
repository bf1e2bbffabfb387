package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Approval;
import org.yizhan.article.Source;

class SourceRegistryTest {

    private final SourceRegistry sources = new SourceRegistry(NoDatabase.source());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "福建省民政厅",
                "福建省民政厅官网",
                "福建省民政厅网站",
                "福建省民政厅官方网站",
                "福建省民政厅门户网站",
                "“福建省民政厅”微信公众号",
                "《福建省民政厅》客户端",
                "福建省 民政厅",
            })
    void looksThroughWhatIsPrintedAroundAName(String printed) {
        sources.meet("福建省民政厅");

        assertThat(sources.resolve(printed)).map(Source::id).contains("福建省民政厅");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "官网", "福建省民政", "福建省民政厅党组", "民政厅"})
    void resolvesNoOtherName(String printed) {
        sources.meet("福建省民政厅");

        assertThat(sources.resolve(printed)).isEmpty();
    }

    @Test
    void knowsAPushedSourceAtOnceAndDoesNotApproveIt() {
        sources.meet("央视网·新闻联播");

        assertThat(sources.find("央视网·新闻联播")).hasValueSatisfying(source -> {
            assertThat(source.approval()).isEqualTo(Approval.NEVER);
            assertThat(source.kind()).isEqualTo("push");
        });
        assertThat(sources.all()).hasSize(1);
    }

    @Test
    void forgetsNoneWhileTheDatabaseIsAway() {
        sources.meet("a");

        assertThatThrownBy(sources::refresh).isInstanceOf(IllegalStateException.class);
        assertThat(sources.find("a")).isPresent();
    }
}
