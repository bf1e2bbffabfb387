package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> stopped = new ArrayList<>();
    private final Closing closing = new Closing();

    @Test
    void stopsInTheOppositeOrderWhateverFails() {
        closing.add(() -> stopped.add("first"));
        closing.add(() -> {
            throw new IOException("stuck");
        });
        closing.add(() -> stopped.add("last"));

        closing.close();

        assertThat(stopped).containsExactly("last", "first");
        assertThat(closing.isOpen()).isFalse();
    }

    @Test
    void stopsEverythingOnceHoweverOftenItIsClosed() {
        closing.add(() -> stopped.add("part"));

        closing.close();
        closing.close();

        assertThat(stopped).containsExactly("part");
    }

    @Test
    void stopsAtOnceWhatIsAddedTooLate() {
        closing.close();

        assertThatThrownBy(() -> closing.add(() -> stopped.add("late"))).hasMessageContaining("stopped while starting");
        assertThat(stopped).containsExactly("late");
    }
}
