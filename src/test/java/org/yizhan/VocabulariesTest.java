package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Approval;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.publish.FeedName;
import org.yizhan.tag.DictionaryFiles;
import org.yizhan.tag.SeenName;

class VocabulariesTest {

    private final List<Source> known = new CopyOnWriteArrayList<>();
    private final Vocabularies vocabularies = Vocabularies.with(new Sources() {
        @Override
        public Optional<Source> find(String id) {
            return known.stream().filter(source -> source.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Source> resolve(String printedName) {
            return Optional.empty();
        }

        @Override
        public List<Source> all() {
            return List.copyOf(known);
        }
    });

    @Test
    void takesInASourceThatCameWhileItRan() {
        assertThat(title("河西晨报")).isEmpty();

        known.add(new Source("hexi", "河西晨报", List.of(), "620700", "", "list", Approval.NEVER));
        vocabularies.refresh(List.of());

        assertThat(title("河西晨报")).contains("河西晨报");
    }

    @Test
    void changesNothingWhereOnlyASourceWithoutANameCame() {
        var before = vocabularies.tagger();
        known.add(Source.unknown("pushed-42"));

        vocabularies.refresh(List.of());

        assertThat(vocabularies.tagger()).isSameAs(before);
    }

    @Test
    void keepsSeenNamesWhenTheDictionariesChange(@TempDir Path folder) throws IOException {
        vocabularies.refresh(List.of(new SeenName("雾城观察", 1, List.of("a"))));
        var before = vocabularies.tagger();

        Files.writeString(folder.resolve("topics.local.txt"), "[lantern-craft] 花灯技艺\n6: 扎灯\n");
        vocabularies.use(
                DictionaryFiles.read(folder.toString(), Clock.systemUTC()).inForce());

        assertThat(vocabularies.tagger()).isNotSameAs(before);
        assertThat(vocabularies.topics().find("lantern-craft")).isPresent();
        assertThat(title("雾城观察")).contains("雾城观察");
    }

    private Optional<String> title(String organization) {
        return vocabularies.title(FeedName.organization(organization));
    }
}
