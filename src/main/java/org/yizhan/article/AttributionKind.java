package org.yizhan.article;

/** What an article says about where it comes from, strongest claim first. */
public enum AttributionKind {
    /** 转自 X, 摘自 X: published elsewhere before. */
    REPOST,
    /** 来源：X. */
    SOURCE,
    /** 新华社…电: an agency's dateline. */
    AGENCY,
    /** ■ 本报记者 X: the carrier's own staff. */
    REPORTER,
    /** 据X消息: the lead rests on a named outlet. */
    HEARSAY,
    /** Nothing is said. */
    NONE
}
