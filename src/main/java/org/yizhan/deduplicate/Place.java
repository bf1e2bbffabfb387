package org.yizhan.deduplicate;

/**
 * Where an article stands, read under the lock of its cluster.
 *
 * @param node the number of its leader, its own where it has none
 * @param cluster the cluster's name; of an article without pairs its own number
 * @param contentHash of its newest content
 * @param revised whether its pairs are still those of a former text
 * @param departed whether none of these holds for what its text is now
 */
record Place(long no, long node, long cluster, String contentHash, boolean revised, boolean departed) {

    boolean hasLeader() {
        return node != no;
    }
}
