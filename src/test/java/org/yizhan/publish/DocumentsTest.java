package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Evidence;
import org.yizhan.article.Tag;

class DocumentsTest {

    private static final Tag OLD = new Tag(Tag.Scheme.REGION, "620702", "甘州区", "甘州区");

    @Test
    void readsTagsThatWereStoredWithoutPlaces() {
        String stored = new String(Documents.bytes(head(OLD)), StandardCharsets.UTF_8);
        String older = stored.replace(",\"where\":[]", "");

        assertThat(older).isNotEqualTo(stored);
        assertThat(Documents.head(older.getBytes(StandardCharsets.UTF_8)).tags())
                .containsExactly(OLD);
    }

    @Test
    void keepsThePlacesOfATag() {
        Tag tag = Tag.of(
                Tag.Scheme.TOPIC, "elderly-care", "养老服务", List.of(new Evidence("养老", Evidence.Part.TITLE, 0, 18)));

        assertThat(Documents.head(Documents.bytes(head(tag))).tags()).containsExactly(tag);
    }

    private static Head head(Tag tag) {
        var tagged = Draft.of("cac", "1").tagged();
        return ArticleState.first(tagged, Newsdesk.envelope(tagged), Early.NOTHING)
                .head()
                .tagged(List.of(tag));
    }
}
