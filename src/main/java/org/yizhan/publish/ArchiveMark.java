package org.yizhan.publish;

/**
 * In which state a page of an archive is: another mark for everything that a batch or a cut changes on it, be it a story
 * that comes, goes or moves, anything about a member of one, or a neighbour. The names of sources are not in it, nor
 * whether texts are still kept.
 *
 * @param seq the change sequence number read before
 */
public record ArchiveMark(long seq, String mark) {}
