package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.search.QuestionReader.Limit;
import org.yizhan.search.QuestionReader.Read;

class QuestionReaderTest {

    private static Question read(String text) {
        return ((Read.Understood) QuestionReader.read(text)).question();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "养老|养老",
                "` 养老　 托育 `|养老 托育",
                "养老AND托育|养老AND托育",
                "养老 AND 托育|养老 托育",
                "养老，托育。|养老 托育",
                "养老、托育；食堂|养老 托育 食堂",
                "“养老 服务”|`\"养老 服务\"`",
                "＂养老＂|`\"养老\"`",
                "养老 OR 托育|养老 OR 托育",
                "养老　ＯＲ　托育|养老 OR 托育",
                "养老 or 托育|养老 or 托育",
                "街道 养老 OR 托育 OR 食堂|街道 养老 OR 托育 OR 食堂",
                "街道 (养老 食堂) OR 托育|街道 (养老 食堂) OR 托育",
                "（街道 养老）－食堂|街道 养老 -食堂",
                "养老 -托育|养老 -托育",
                "养老 NOT 托育|养老 -托育",
                "养老 –“日间 照料”|`养老 -\"日间 照料\"`",
                "-(养老 托育)|-(养老 托育)",
                "养老 --托育|养老 托育",
                "covid-19 3.5%|covid-19 3.5%",
                "2026-11-23|2026-11-23",
                "养老 / 托育 & !|养老 托育",
                "养老 - 托育|养老 托育",
                "养老/托育.食堂：街道—社区–村→组・社|养老 托育 食堂 街道 社区 村 组 社",
                "养老[托育]{食堂}‘街道’•社区#村#@组~社|养老 托育 食堂 街道 社区 村 组 社",
                "C++ C++语言 3.5% 3.5%的 R&D A3-B7 it’s 12:30|C++ C++语言 3.5% 3.5%的 R&D A3-B7 it’s 12:30",
                "养老-托育 日间--照料 甲级-|养老-托育 日间--照料 甲级",
                "WTO/养老 养老/WTO (5G)|WTO 养老 养老 WTO 5G"
            })
    void understandsWhatPeopleWrite(String text, String meant) {
        assertThat(read(text)).hasToString(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "养老 OR|养老",
                "OR 养老|养老",
                "养老 OR OR 托育|养老 OR 托育",
                "((养老|养老",
                "养老))) 托育|养老 托育",
                ")(|)(",
                "() 养老|养老",
                "`\"养老 服务`|`\"养老 服务\"`",
                "`\"\" 养老`|养老",
                "养老 -|养老",
                "-|-",
                "`\"`|`\"`",
                "%_\\|%_\\"
            })
    void seesThroughWhatIsBroken(String text, String meant) {
        assertThat(read(text)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "养老 (托育 OR \"日间 照料\") -食堂",
                "((甲乙 丙丁) OR 戊己) -(庚辛 壬癸) \"子丑-寅卯\"",
                "-甲乙",
                "甲乙 (-丙丁 OR 戊己)",
                "甲乙 OR (丙丁 OR 戊己) OR -庚辛"
            })
    void readsItsOwnSpellingAsTheSame(String text) {
        Question once = read(text);
        assertThat(read(once.toString())).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "托育 养老 托育|养老  托育",
                "養老 托育|托育　养老",
                "-食堂 養老|养老 -食堂",
                "托育 OR 養老 街道|街道 养老 OR 托育 OR 养老",
                "`“養老   服務”`|`\"养老 服务\"`",
                "(乙 甲) OR (甲 乙) 丙|丙 甲 乙",
                "ABC|ａｂｃ",
                "C++ 3.5％|3.5% ｃ＋＋",
                "`“养老，托育。”`|`\"养老……·托育\"`",
                "`“Ａ：3.5”`|`\"a/3-5\"`",
                "`“，”`|`\"!\"`",
                "`“養老”`|养老",
                "`“養 老”`|养老",
                "`养老 “托育”`|托育 “养老”",
                "`“日”`|日",
                "`“OR”`|or",
                "`“C++”`|`\"c\"`",
                "`“A3-B7”`|a3-b7",
                "`-“養老”`|-养老",
                "`“养老” OR 养老`|养老",
                "，。|？！"
            })
    void equalQuestionsShareOneSpellingWhichIsReadAsTheSame(String one, String other) {
        Question canonical = read(one).canonical();
        assertThat(canonical).isEqualTo(read(other).canonical());
        assertThat(read(canonical.toString()).canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`“养老，托育”`|养老托育",
                "`“new york”`|new york",
                "`“A 股”`|A股",
                "`养老 “，”`|养老",
                "`“养老 OR 托育”`|养老 OR 托育",
                "`“(养老)-托育”`|(养老) -托育"
            })
    void unequalQuestionsKeepSpellingsOfTheirOwn(String one, String other) {
        assertThat(read(one).canonical()).isNotEqualTo(read(other).canonical());
    }

    @Test
    void nothingIsAskedForByBlanks() {
        assertThat(read(" 　\t")).isEqualTo(new Question.Anything());
        assertThat(read("")).isEqualTo(new Question.Anything());
    }

    @Test
    void signsAloneAreLookedForAndNeverFound() {
        assertThat(read("，。！")).isEqualTo(new Question.Words("，。！", false));
    }

    @Test
    void refusesWhatIsTooMuchAndSaysWhy() {
        assertThat(QuestionReader.read("字".repeat(10_000)))
                .isEqualTo(new Read.Refused(QuestionReader.Limit.CHARACTERS));
        assertThat(QuestionReader.read("字 ".repeat(33))).isInstanceOf(Read.Refused.class);
        assertThat(QuestionReader.read("(".repeat(9) + "养老")).isInstanceOf(Read.Refused.class);
        assertThat(QuestionReader.read("(".repeat(8) + "养老")).isInstanceOf(Read.Understood.class);
        assertThat(QuestionReader.read("𠀀".repeat(200))).isInstanceOf(Read.Understood.class);
    }

    @Test
    void spellingsOfWhatWasTakenAreTaken() {
        var random = new Random(7);
        String signs = "养老托育甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳a1b2 |||\"()-，";
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(150 + random.nextInt(51), 0, signs.length())
                    .mapToObj(i -> signs.substring(i, i + 1))
                    .collect(Collectors.joining());
            if (QuestionReader.read(text) instanceof Read.Understood understood) {
                Question canonical = understood.question().canonical();
                assertThat(QuestionReader.read(understood.question().toString()))
                        .as(text)
                        .isEqualTo(understood);
                assertThat(read(canonical.toString()).canonical()).as(text).isEqualTo(canonical);
            } else {
                assertThat(QuestionReader.read(text)).as(text).isNotEqualTo(new Read.Refused(Limit.CHARACTERS));
            }
        }
    }

    @Test
    void theOneSpellingHasTheSameTerms() {
        var random = new Random(5);
        String signs = "养老養着乾A1ａＺ％-－.．/…\u00a0 ㄱㅏｶﾞH\u0331ⅣİⅡ⾞①🈁𝒜\u0301\u200b";
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(1 + random.nextInt(8), 0, signs.length())
                    .mapToObj(i -> signs.substring(i, i + 1))
                    .collect(Collectors.joining());
            for (String asked : List.of(text, '"' + text + '"')) {
                if (read(asked) instanceof Question.Words words && words.canonical() instanceof Question.Words one) {
                    assertThat(Terms.of(one.text())).as(asked).isEqualTo(Terms.of(words.text()));
                    assertThat(read(one.toString()).canonical()).as(asked).isEqualTo(one);
                }
            }
        }
    }

    @Test
    void whatPartsWordsDoesNotCount() {
        assertThat(QuestionReader.read("养老" + " ".repeat(500) + "“" + " ".repeat(500) + "托育”"))
                .isInstanceOf(Read.Understood.class);
        assertThat(QuestionReader.read("“" + " ".repeat(500) + "”")).isInstanceOf(Read.Refused.class);
        assertThat(QuestionReader.read("，".repeat(201))).isInstanceOf(Read.Refused.class);
        assertThat(QuestionReader.read("养".repeat(199) + "|老")).isEqualTo(new Read.Refused(Limit.CHARACTERS));
    }

    @Test
    void namesTheWordsThatAnAnswerHas() {
        assertThat(read("养老 (托育 OR \"日间 照料\") -食堂").wanted())
                .extracting(Question.Words::text)
                .isEqualTo(List.of("养老", "托育", "日间 照料"));
    }

    @Test
    void takesWhateverComes() {
        var random = new Random(11);
        String signs = "养老a1 　\t\n\"“”()（）|｜-－ORNOTAND%_\\\uD840\uDC00\uD840\u0000\uFFFD*?~^:[]{}/+!&";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            if (QuestionReader.read(text.toString()) instanceof Read.Understood understood) {
                String spelling = understood.question().toString();
                assertThat(QuestionReader.read(spelling)).as(text.toString()).isInstanceOf(Read.Understood.class);
                new Asking("words").of(understood.question());
                Question canonical = understood.question().canonical();
                assertThat(read(canonical.toString()).canonical())
                        .as(text.toString())
                        .isEqualTo(canonical);
            }
        }
    }
}
