package org.yizhan.ingest.poll;

/**
 * What is subscribed to.
 *
 * @param topic the address the feed calls its own ({@code rel=self}), which may differ from the one that is polled
 * @param hub who tells of its changes ({@code rel=hub})
 * @param sha1 whether deliveries signed with SHA-1 are taken too; older hubs know no other method
 */
public record HubTopic(String topic, String hub, boolean sha1) {}
