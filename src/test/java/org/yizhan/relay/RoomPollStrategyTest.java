package org.yizhan.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomPollStrategyTest {

    @TempDir
    Path folder;

    @Test
    void leavesAFolderAloneUntilThereIsRoom() throws Exception {
        var room = new AtomicBoolean(false);
        Path file = Files.writeString(folder.resolve("a.txt"), "稿件");
        try (var camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("while-room", new RoomPollStrategy(room::get));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + folder + "?delay=20&initialDelay=0&move=done&pollStrategy=#while-room")
                            .process(exchange -> {});
                }
            });
            var done = new NotifyBuilder(camel).whenDone(1).create();
            camel.start();
            assertThat(done.matches(300, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(file).exists();

            room.set(true);

            assertThat(done.matches(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
