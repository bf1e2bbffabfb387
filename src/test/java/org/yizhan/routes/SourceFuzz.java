package org.yizhan.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.yizhan.article.Channel;
import org.yizhan.fuzz.Cost;
import org.yizhan.ingest.poll.ChannelFaults;

/** Any text as a source file: declarations that can be used, or the line to mend. */
public final class SourceFuzz {

    private static final Set<String> REQUIRED = Set.of("source", "url");
    private static final SourceFileReader READER =
            new SourceFileReader(templates(), new ChannelFaults("100000"::equals));

    private SourceFuzz() {}

    private static Map<String, Template> templates() {
        var optional = new HashMap<String, String>();
        for (String name :
                ("name channel region link item item-title item-time next pages first every form follow again json "
                                + "page-title page-body page-time page-source page-author page-drop homepage aliases approved sha1")
                        .split(" ")) {
            optional.put(name, "");
        }
        return Map.of(
                "poll-list", new Template("poll-list", REQUIRED, optional),
                "poll-feed", new Template("poll-feed", REQUIRED, optional));
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Cost.bounded(bytes.length, () -> {
            try {
                check(text, READER.read("tou-zhan.camel.yaml", text));
            } catch (BrokenFile refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    private static void check(String text, SourceFile file) throws BrokenFile {
        assertThat(READER.read("tou-zhan.camel.yaml", text)).isEqualTo(file);
        assertThat(file.declarations()).extracting(Declaration::id).doesNotHaveDuplicates();
        for (Declaration declaration : file.declarations()) {
            assertThat(declaration.id()).matches("[a-z0-9]+(?:-[a-z0-9]+)*");
            assertThat(declaration.line()).isBetween(1, (int) text.lines().count() + 1);
            if (declaration instanceof Declaration.Whole whole) {
                SourceFile alone = READER.read("whole.camel.yaml", whole.yaml());
                assertThat(alone.find(whole.id())).as(whole.yaml()).isPresent();
            }
        }
        assertThat(file.channels()).allMatch(channel -> REQUIRED.stream().allMatch(name -> has(channel, name)));
    }

    private static boolean has(Channel channel, String name) {
        return !channel.parameters().getOrDefault(name, "").isBlank();
    }
}
