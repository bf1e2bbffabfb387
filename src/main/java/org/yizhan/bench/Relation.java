package org.yizhan.bench;

/**
 * A table or an index, its partitions taken together.
 *
 * @param table the table that an index is of; a table's own name
 * @param bytes on disk, a table's TOAST included
 */
record Relation(String name, String table, boolean isIndex, long bytes) {}
