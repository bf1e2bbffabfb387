package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerTest {

    private static Marker marker(String text) {
        return Marker.of(((QuestionReader.Read.Understood) QuestionReader.read(text)).question());
    }

    private static String shown(List<Run> runs) {
        return runs.stream()
                .map(run -> run.marked() ? "[" + run.text() + "]" : run.text())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "养老|养老院里谈养老|[养老]院里谈[养老]",
                "养老院|養老院開門|[養老院]開門",
                "g20|迎接Ｇ２０的人|迎接[Ｇ２０]的人",
                "通知|关于印发的通 知|关于印发的[通 知]",
                "养|养老，休养|[养]老，休[养]",
                "11月|11月23日|[11月]23日",
                "1月|11月23日|11月23日",
                "养老 -食堂|养老食堂|[养老]食堂",
                "养老 老院|养老院|[养老院]",
                "养老 OR 食堂|食堂与养老|[食堂]与[养老]",
                "`\"开门，食堂\"`|开门，食堂|[开门，食堂]",
                "`\"开门，食堂\"`|开门食堂|开门食堂",
                "new|New York|[New] York",
                "`\"new york\"`|In New York.|In [New York].",
                "𠀀丁|见𠀀丁者|见[𠀀丁]者",
                "，。|养老，。|养老，。",
                "<b>|a <b>b</b>|a <[b]>[b]</[b]>",
                "`\"C++\"`|会C++的人，C 语言|会[C++]的人，[C] 语言",
                "c++ c|学Ｃ＋＋与C|学[Ｃ＋＋]与[C]",
                "`\"《办法》\"`|印发《办法》，办法如下|印发[《办法》]，[办法]如下",
                "3.5%|增长3.5%，又3.5个|增长[3.5%]，又[3.5]个",
                "`\"养++\"`|养++|[养++]",
                "`\"Ｃ＋＋\"`|C++|[C++]",
                "`\"薴麻。\"`|薴麻。|[薴麻。]"
            })
    void marksWhatIsFoundInItsOwnLetters(String words, String text, String marked) {
        assertThat(shown(marker(words).all(text))).isEqualTo(marked);
    }

    @Test
    void thePassageIsWhereMostOfTheWordsStand() {
        String filler = "今天天气很好。".repeat(40);
        String text = filler + "食堂开门。" + filler + "新的养老院里有食堂，老人说好。" + filler;
        assertThat(shown(marker("养老 食堂").passage(text)))
                .startsWith("…新的[养老]院里有[食堂]，老人说好。今天天气很好。")
                .endsWith("…");
        assertThat(marker("河长").passage(text)).isEmpty();
        assertThat(shown(marker("养老").passage("讲养老\n第二段"))).isEqualTo("讲[养老] 第二段");
    }

    @Test
    void theRunsOfAPassageAreTheTextAndNoCharacterIsCutInTwo() {
        var random = new Random(5);
        String characters = "甲乙丙，。\n 𠀀a1";
        for (int round = 0; round < 2_000; round++) {
            String text = text(random, characters, 400);
            String word = text(random, "甲乙丙𠀀a1", 1 + random.nextInt(3));
            Marker marker = marker(word);
            assertThat(plain(marker.all(text))).isEqualTo(text);
            String passage = plain(marker.passage(text)).replace("…", "");
            assertThat(text.replace('\n', ' ')).contains(passage);
            assertThat(passage.codePoints().allMatch(c -> c > 0xFFFF || !Character.isSurrogate((char) c)))
                    .isTrue();
        }
    }

    private static String plain(List<Run> runs) {
        return runs.stream().map(Run::text).collect(Collectors.joining());
    }

    private static String text(Random random, String characters, int length) {
        int[] all = characters.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(all[random.nextInt(all.length)]);
        }
        return text.toString();
    }
}
