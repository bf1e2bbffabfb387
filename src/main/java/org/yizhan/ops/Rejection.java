package org.yizhan.ops;

/** Why something that an operator asked for is not done, with the answer that says what to mend. */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Rejection(Answer answer, String detail) {
        super(detail);
        this.answer = answer;
    }

    /** A problem of this status; see {@link Answer#problem}. */
    public static Rejection of(int status, String detail) {
        return new Rejection(Answer.problem(status, detail), detail);
    }

    /** A problem as it is answered. */
    static Rejection of(Answer problem) {
        return new Rejection(problem, "status " + problem.status());
    }

    /** Something that it needs is away: the same request may succeed in a moment. */
    public static Rejection forNow(String detail) {
        return new Rejection(Answer.problem(503, detail).with("Retry-After", "5"), detail);
    }

    public Answer answer() {
        return answer;
    }
}
