package org.yizhan.ops.backup;

/** How far a group has read a partition: the next record that it takes. */
public record Offset(String group, String topic, int partition, long offset) {}
