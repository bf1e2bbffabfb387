package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Mending;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.fetch.Fault;
import org.yizhan.ingest.poll.Complaint;
import org.yizhan.ingest.poll.HubSubscription;

/** What operators read in Chinese, against what the program says in English. */
class ChineseTest {

    private static final Path MAIN = Path.of("src/main/java");

    /** How code says that a record can't be handled: the class, and the pieces of its reason. */
    private static final Pattern UNREADABLE =
            Pattern.compile("new Unreadable\\(\\s*\"([a-z-]+)\"((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*);");

    /** How it says what is odd about a document. */
    private static final Pattern WARNING =
            Pattern.compile("(?:warnings\\.add|links\\.warn|doubts\\.add)\\(((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*);");

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static List<MatchResult> refusals() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> UNREADABLE.matcher(read(file)).results())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String dictionary() throws IOException {
        try (var file = Objects.requireNonNull(Chinese.class.getResourceAsStream(Chinese.FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void nothingIsSaidInTwoWays() throws IOException {
        assertThat(dictionary().lines().filter(line -> line.contains(" => ")))
                .extracting(line -> line.substring(0, line.indexOf(" => ")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyClassOfDeadLettersHasAChineseWord() throws IOException {
        List<MatchResult> refusals = refusals();
        assertThat(refusals).hasSizeGreaterThan(40);
        assertThat(refusals)
                .allSatisfy(refusal -> assertThat(Chinese.word("fault", refusal.group(1)))
                        .as(refusal.group(1))
                        .isPresent());
        assertThat(Chinese.word("fault", "stage-failure")).isPresent();
    }

    /** Each piece of a reason that code writes stands in the dictionary, so a reason that is new is missed here. */
    @Test
    void everyReasonOfADeadLetterHasAChineseSentence() throws IOException {
        String known = dictionary();
        assertThat(refusals().stream()
                        .flatMap(refusal -> pieces(refusal.group(2)))
                        .filter(piece -> !known.contains(piece)))
                .isEmpty();
    }

    /** What a text in code is made of, those parts that tell something. */
    private static Stream<String> pieces(String code) {
        return TEXT.matcher(code.replaceAll("\"\\s*\\+\\s*\"", ""))
                .results()
                .map(piece -> piece.group(1).strip())
                .filter(piece -> piece.length() > 5);
    }

    @Test
    void everyReasonOfAFileThatIsNotTakenHasAChineseSentence() throws IOException {
        String known = dictionary();
        String code = read(MAIN.resolve("org/yizhan/ingest/DropFile.java"));
        List<String> pieces = Pattern.compile("new Refused\\([0-9]+, ([^;]*|[^;]*\"[^\"]*\"[^;]*)\\);")
                .matcher(code)
                .results()
                .flatMap(refusal -> pieces(refusal.group(1)))
                .toList();
        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(pieces).allMatch(known::contains);
    }

    /** What readers of documents warn of, in an article, a list, a feed or a dry run. */
    @Test
    void everyWarningHasAChineseSentence() throws IOException {
        String known = dictionary() + read(MAIN.resolve("org/yizhan/ops/console/CheckWording.java"));
        List<MatchResult> warnings;
        try (Stream<Path> files = Files.walk(MAIN)) {
            warnings = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> WARNING.matcher(read(file)).results())
                    .toList();
        }
        assertThat(warnings).hasSizeGreaterThan(30);
        assertThat(warnings.stream()
                        .flatMap(warning -> pieces(warning.group(1)))
                        .filter(piece -> !known.contains(piece)))
                .isEmpty();
    }

    @Test
    void everyClassOfFailedPollsHasAChineseWord() {
        assertThat(Stream.concat(
                        Arrays.stream(Fault.values()).map(Fault::word),
                        Arrays.stream(Complaint.values()).map(Complaint::word)))
                .allSatisfy(
                        word -> assertThat(Chinese.word("fault", word)).as(word).isPresent());
    }

    @Test
    void everyWordOfAListHasAChineseOne() {
        assertThat(Stream.of(
                                words("attribution", AttributionKind.values()),
                                words("relation", Relation.values()),
                                words("scheme", Tag.Scheme.values()),
                                words("mending", Mending.Action.values()),
                                words("hub", HubSubscription.State.values()),
                                Stream.of("stage.ingest", "stage.deliver"),
                                Metrics.STAGES.stream().map(stage -> "stage." + stage))
                        .flatMap(words -> words))
                .allSatisfy(word -> assertThat(Chinese.word(word.split("\\.", 2)[0], word.split("\\.", 2)[1]))
                        .as(word)
                        .isPresent());
    }

    private static Stream<String> words(String group, Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value ->
                        group + "." + value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no partitions yet for tag, publish | tag, publish 还没有分到分区",
                "checksum is 12, the envelope says 34 | 校验和是 12，信封上写的是 34",
                "3 other numbers and 2 other words in 80 shared characters: 七 | 相同的 80 字里有 3 处数字、2 处词不同：七",
                "the page “公告” has no body that shows: name it by page-body | 页面“公告”没有看得见的正文：请用 page-body 指出来",
                "item 3: title is missing or blank | 第 3 项：缺标题，或标题是空的",
                "the document is empty; both have one address | 内容是空的；网址相同",
                "10.0.0.1 leads to an address that is inside, local or reserved (10.0.0.1); yizhan.fetch.allow opens inside sites | 10.0.0.1 指向内部、本机或保留的地址（10.0.0.1）；yizhan.fetch.allow 可以放行内部站点",
                "Connect to http://a.cn:81 [a.cn/1.2.3.4] failed: Connection refused | 连不上 http://a.cn:81 [a.cn/1.2.3.4]：对方拒绝连接",
                "no address: a.cn: Name or service not known | 没有地址：a.cn：找不到这个域名",
                "line 6: the template poll-list has no parameter urll: did you mean url?; it has url, link | 第 6 行：模板 poll-list 没有参数 urll，是不是 url？它有 url, link",
                "line 6: the template poll-list has no parameter itm; it has item, link | 第 6 行：模板 poll-list 没有参数 itm；它有 item, link",
                "line 6: no readable YAML: expected the node content, but found '-' | 第 6 行：YAML 读不懂：这里应有内容，却是 '-'",
                "not an envelope: Unexpected character ('x' (code 120)): was expecting a colon | 不是信封：意外的字符（'x' (code 120)）",
                "not replayed, the disk is nearly full; make room, then try again | 没有重放，磁盘快满了；请先腾出空间再试",
                "the disk is full: 12 MB are free on the disk of /d/backups, 1,050 MB are wanted for a backup; make room, or move old backups away | 磁盘满了：/d/backups 所在的磁盘只剩 12 MB，备份需要 1,050 MB；请腾出空间，或移走旧的备份",
                "contact changed; its text is kept with the source only | 改了联系人，内容只存在来源那里",
                "5 sources | 5 个来源",
                "the body is no JSON: $1 \\E ( | 正文不是 JSON：$1 \\E ("
            })
    void keepsTheParts(String english, String chinese) {
        assertThat(Chinese.sentence(english)).hasValue(chinese);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something nobody has said yet", "标题太长"})
    void whatIsNotKnownHasNone(String text) {
        assertThat(Chinese.sentence(text)).isEmpty();
    }

    @Test
    void noChineseSentenceAsksForAPartThatIsNotThere() throws IOException {
        assertThat(dictionary().lines().filter(line -> line.contains("{") && !line.startsWith("#")))
                .allSatisfy(line -> {
                    String[] sides = line.split(" => ", 2);
                    assertThat(places(sides[1])).as(line).isLessThanOrEqualTo(places(sides[0]));
                });
    }

    private static long places(String text) {
        return Pattern.compile("\\{[1-9]?}").matcher(text).results().count();
    }
}
