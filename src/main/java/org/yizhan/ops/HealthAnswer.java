package org.yizhan.ops;

import java.util.List;

/** How the program says that it is well: 200, or 503 where something that it needs is not. */
final class HealthAnswer {

    private HealthAnswer() {}

    static Answer ready(List<Readiness.Found> found) {
        var body = Answer.object().put("status", status(found));
        OpsApi.checks(body, found);
        return Answer.json(code(found), body);
    }

    /** That it lives, and whether it is ready. */
    static Answer whole(List<Readiness.Found> found) {
        var body = Answer.object().put("status", status(found));
        body.putObject("live").put("status", "UP");
        OpsApi.checks(body.putObject("ready").put("status", status(found)), found);
        return Answer.json(code(found), body);
    }

    private static boolean isReady(List<Readiness.Found> found) {
        return found.stream().allMatch(check -> check.health().isUp());
    }

    private static String status(List<Readiness.Found> found) {
        return isReady(found) ? "UP" : "DOWN";
    }

    private static int code(List<Readiness.Found> found) {
        return isReady(found) ? 200 : 503;
    }
}
