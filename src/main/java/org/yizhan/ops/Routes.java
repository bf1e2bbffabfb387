package org.yizhan.ops;

import java.util.List;
import java.util.Optional;

/**
 * The routes of this instance, and what can be done to them. What is stopped stays so until it is started or the program
 * starts again; other instances don't hear of it. Safe for concurrent use.
 */
public interface Routes {

    /** Every route: those of the stages in flow order, then the inner ones, then the sources', by id. */
    List<RouteState> list();

    /** The route of this id. */
    Optional<RouteState> find(String id);

    /** Those that an operator keeps from running, by id. */
    List<RouteState> halted();

    /**
     * Does it and returns when it is done: a stop or a suspension first lets the route finish what is under way.
     *
     * @throws NotDone where it didn't come to it; the route is then as it was
     */
    void take(String id, RouteState.Step step, String operator) throws NotDone;

    /** Why a step was not taken. */
    final class NotDone extends Exception {
        private static final long serialVersionUID = 1L;

        public NotDone(String reason) {
            super(reason);
        }

        public NotDone(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
