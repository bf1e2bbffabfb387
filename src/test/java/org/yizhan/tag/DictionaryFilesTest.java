package org.yizhan.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryFilesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path path;

    @Test
    void usesTheBundledFilesForWhatIsNotInTheFolder() {
        try (DictionaryFiles files = watch()) {
            assertThat(files.inForce().edition())
                    .isEqualTo(Dictionaries.bundled().edition());
            assertThat(files.state().files())
                    .extracting(DictionaryState.File::origin)
                    .containsOnly("bundled");
        }
    }

    @Test
    void takesAChangedFileWithoutBeingAsked() {
        var heard = new CopyOnWriteArrayList<Dictionaries>();
        try (DictionaryFiles files = DictionaryFiles.watch(path.toString(), CLOCK, heard::add)) {
            folder().write("topics.local.txt", "[lantern-craft] 花灯技艺\n6: 扎灯\n");

            await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == 2);

            assertThat(heard.getLast().topics().find("lantern-craft")).isPresent();
            assertThat(heard.getLast().topics().find("elderly-care")).isPresent();
            assertThat(files.state().errors()).isEmpty();
        }
    }

    @Test
    void letsAFileTakeThePlaceOfTheBundledOne() {
        folder().write("topics.txt", "[lantern-craft] 花灯技艺\n6: 扎灯\n");
        try (DictionaryFiles files = watch()) {
            assertThat(files.inForce().topics().all()).extracting(Topic::slug).containsExactly("lantern-craft");
            folder().delete("topics.txt");
            files.reload();
            assertThat(files.inForce().edition())
                    .isEqualTo(Dictionaries.bundled().edition());
        }
    }

    @Test
    void readsWhatAnEditorOnWindowsWrites() {
        folder().write("topics.local.txt", "\uFEFF[lantern-craft] 花灯技艺\r\n6: 扎灯\r\n");
        try (DictionaryFiles files = watch()) {
            assertThat(files.state().errors()).isEmpty();
            assertThat(files.inForce().topics().find("lantern-craft")).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topics.txt              | '[elderly-care] 养老服务\\n六: 养老'            | topics.txt line 2: neither a [topic] nor words
            topics.txt              | '[a-topic] 甲 < nobody'                       | topics.txt line 1: there is no topic nobody
            topics.local.txt        | '# mine\\n\\n[quite-new]'                     | topics.local.txt line 3: a new topic needs a label
            organizations.local.tsv | 'Somebody\t某局'                             | organizations.local.tsv line 1: the id is 'Somebody'
            organizations.local.tsv | 'some-body\t某局\t\t999999'                  | organizations.local.tsv line 1: there is no division 999999
            organizations.local.tsv | 'some-body\t某局\t\t\t\thouse'               | organizations.local.tsv line 1: the kind is 'house'
            organizations.local.tsv | 'nobody-known\t\t别名'                       | organizations.local.tsv line 1: there is no body nobody-known
            departments.local.tsv   | 'huadengju\t花灯局\t\teverywhere'            | departments.local.tsv line 1: it is of 'everywhere'
            homepages.local.tsv     | '620702-minzhengju\tnowhere'                 | homepages.local.tsv line 1: a homepage is
            regions.local.tsv       | '62070\t某区'                                | regions.local.tsv line 1: a division is a code
            regions.local.tsv       | '990102\t某区'                               | regions.local.tsv line 1: there is no division 990000
            region-words.local.txt  | '[places]\\n某地'                            | region-words.local.txt: there is no section [places]
            region-words.local.txt  | '[alias]\\n某城=999999'                      | region-words.local.txt line 2: there is no division 999999
            """)
    void refusesABrokenFileWithItsLineAndKeepsTheOthers(String file, String text, String error) {
        try (DictionaryFiles files = watch()) {
            String before = files.inForce().edition();
            folder().write(file, text.replace("\\n", "\n"));

            assertThat(files.reload().errors()).singleElement().asString().startsWith(error);
            assertThat(files.inForce().edition()).isEqualTo(before);

            folder().write("homepages.tsv", "620702-minzhengju\thttps://example.org\n");
            files.reload();
            assertThat(files.inForce().edition()).isNotEqualTo(before);
            assertThat(files.state().errors()).singleElement().asString().startsWith(error);
        }
    }

    @Test
    void keepsWhatWasInForceOfAFileThatBreaks() {
        folder().write("topics.local.txt", "[lantern-craft] 花灯技艺\n6: 扎灯\n");
        try (DictionaryFiles files = watch()) {
            folder().write("topics.local.txt", "[lantern-craft");
            assertThat(files.reload().errors()).hasSize(1);
            assertThat(files.inForce().topics().find("lantern-craft")).isPresent();

            folder().write("topics.local.txt", "[lantern-art] 花灯艺术\n6: 扎灯\n");
            assertThat(files.reload().errors()).isEmpty();
            assertThat(files.inForce().topics().find("lantern-craft")).isEmpty();
        }
    }

    @Test
    void refusesAFileOfAnotherEncoding() throws IOException {
        Files.write(path.resolve("topics.txt"), new byte[] {'[', (byte) 0xD1, (byte) 0xF8, ']'});
        try (DictionaryFiles files = watch()) {
            assertThat(files.state().errors()).containsExactly("topics.txt: it is no UTF-8; save it in that encoding");
        }
    }

    @Test
    void keepsAllWhereTwoFilesDoNotFitTogether() {
        folder().write("regions.tsv", "100000\t中国\t全国\n");
        try (DictionaryFiles files = watch()) {
            assertThat(files.state().errors()).isNotEmpty();
            assertThat(files.inForce().regions().find("620702")).isPresent();
        }
    }

    @Test
    void refusesAFolderThatWasAskedForAndIsNotThere() {
        assertThatThrownBy(() -> DictionaryFiles.read(path.resolve("nowhere").toString(), CLOCK))
                .hasMessageContaining("yizhan.dictionaries");
    }

    @Test
    void readsWhatItExportsAsTheSame() throws IOException {
        List<Path> written = Dictionaries.export(path);

        assertThat(written).hasSize(6);
        try (DictionaryFiles files = watch()) {
            assertThat(files.inForce().edition())
                    .isEqualTo(Dictionaries.bundled().edition());
        }
        assertThatThrownBy(() -> Dictionaries.export(path)).hasMessageContaining("is there already");
    }

    private DictionaryFiles watch() {
        return DictionaryFiles.watch(path.toString(), CLOCK, dictionaries -> {});
    }

    private Folder folder() {
        return new Folder(path);
    }
}
