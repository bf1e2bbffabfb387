package org.yizhan.ingest.poll;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yizhan.article.Channel;

/** The channels in force in this instance, by id. Safe for concurrent use. */
public final class KnownChannels {

    private volatile Map<String, Channel> byId = Map.of();

    /** Makes {@code channels} all that there are. */
    public void declare(List<Channel> channels) {
        byId = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::id, Function.identity()));
    }

    public Collection<Channel> all() {
        return byId.values();
    }

    public Optional<Channel> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
