package org.yizhan.deliver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.FeedsChanged;

/**
 * Tells everybody in this instance who has asked to know what readers can see from now on. One listener's failure is
 * logged and keeps nothing from the others. Safe for concurrent use.
 */
public final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final List<Consumer<FeedsChanged>> listeners = new CopyOnWriteArrayList<>();

    /** From now on {@code listener} is told, on the announcing thread; it must be quick. */
    public void tell(Consumer<FeedsChanged> listener) {
        listeners.add(listener);
    }

    /** Tells all listeners, in the order in which they asked. */
    public void announce(FeedsChanged changed) {
        for (Consumer<FeedsChanged> listener : listeners) {
            try {
                listener.accept(changed);
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("stage", "deliver").setCause(e).log("a listener failed");
            }
        }
    }
}
