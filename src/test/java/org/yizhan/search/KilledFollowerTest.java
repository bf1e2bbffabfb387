package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills programs that write an index, again and again, and looks at what they leave. */
class KilledFollowerTest {

    private static final int STORIES = 40_000;

    /** Writes the index until it is killed; commits as often as it can. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            Shelf shelf = shelf();
            var index = StoryIndex.open(Path.of(arguments[0]), shelf.store());
            System.out.println("from " + index.written());
            for (long seq = index.written(); seq < STORIES; seq = index.written()) {
                Changes.Changed changed = shelf.after(seq, 200);
                index.write(changed.stories(), shelf.stories(changed.stories()), changed.seq());
                index.refresh();
                index.commit();
                System.out.println("kept " + changed.seq());
            }
            System.out.println("done");
        }
    }

    private static Shelf shelf() {
        var shelf = new Shelf();
        IntStream.rangeClosed(1, STORIES).forEach(number -> shelf.put(Shelf.story(number, "第" + number + "号通知", "养老")));
        return shelf;
    }

    @TempDir
    Path folder;

    @Test
    void losesNothingThatWasKeptAndGoesOn() throws Exception {
        long kept = 0;
        for (int round = 0; round < 4; round++) {
            kept = killed(8 + 5 * round, kept);
        }
        assertThat(kept).isPositive().isLessThan(STORIES);
        Shelf shelf = shelf();
        try (var follower = Follower.of(folder, shelf)) {
            assertThat(found(follower, (int) kept)).hasSize(1);
            while (follower.follow()) {
                // until nothing is left
            }
            for (int number : List.of(1, 200, (int) kept, (int) kept + 1, STORIES)) {
                assertThat(found(follower, number)).as("%s", number).hasSize(1);
            }
        }
        try (var index = StoryIndex.open(folder, shelf.store())) {
            assertThat(index.stories()).isEqualTo(STORIES);
        }
    }

    /** Starts a writer, kills it after some commits while it goes on, and returns what it said last was kept. */
    private long killed(int commits, long before) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long kept = before;
        try (var said = writer.inputReader()) {
            assertThat(said.readLine()).isEqualTo("from " + before);
            String line = "";
            for (int i = 0; i < commits && line != null; i++) {
                line = said.readLine();
                kept = number(line, kept);
            }
            writer.destroyForcibly().waitFor();
        }
        try (var index = StoryIndex.open(folder, shelf().store())) {
            assertThat(index.written()).isGreaterThanOrEqualTo(kept);
            assertThat(index.stories()).isEqualTo((int) index.written());
            return index.written();
        }
    }

    private static long number(String line, long otherwise) {
        return line != null && line.startsWith("kept ") ? Long.parseLong(line.substring(5)) : otherwise;
    }

    private static List<Wanted.Hit> found(Follower follower, int number) {
        return follower.find(new Wanted(
                        new Question.Words("第" + number + "号", false),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Wanted.Order.NEWEST,
                        Optional.empty(),
                        50))
                .hits();
    }
}
