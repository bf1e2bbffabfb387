package org.yizhan.publish.provenance;

/**
 * What 互联网新闻信息服务管理规定 (2017), art. 15, asks of a repost.
 *
 * @param approved whether the source that the piece is from was on the list of units whose news may be reposted on the day
 *     of publication, in China's time; of an unseen one that is not known to us nobody can say so
 * @param titleUnchanged whether the title is that of the origin but for its punctuation
 * @param sourceNamed whether it says whom it is from; a piece of one's own needs not
 * @param traceable whether what it prints leads back to where it is from: the original's address, or the name of a source
 *     that another member is of or whose homepage is known; of a piece of one's own, whether it has an address
 */
public record Compliance(boolean approved, boolean titleUnchanged, boolean sourceNamed, boolean traceable) {}
