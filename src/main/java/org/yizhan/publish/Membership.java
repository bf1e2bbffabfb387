package org.yizhan.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Which articles belonged to the stories that one batch concerns, and which do after it. */
final class Membership {

    private final Map<UUID, ArticleState> before = new HashMap<>();
    private final Map<UUID, ArticleState> after = new LinkedHashMap<>();
    private final Map<UUID, Early> early = new LinkedHashMap<>();
    private final Set<UUID> erased = new LinkedHashSet<>();
    private final Set<UUID> concerned = new HashSet<>();
    private Map<UUID, List<ArticleState>> membersBefore = Map.of();

    /**
     * Takes up what has become of an article of the batch.
     *
     * @param known as it is stored, if it is
     * @param heard what was known of it where it is not
     */
    void tell(UUID id, Optional<ArticleState> known, Early heard, Arrivals.Outcome outcome) {
        known.ifPresent(article -> {
            before.put(id, article);
            concerned.add(article.story());
        });
        outcome.article().ifPresent(article -> {
            after.put(id, article);
            concerned.add(article.story());
        });
        if (outcome.early().equals(heard) || outcome.article().isPresent()) {
            return;
        }
        if (outcome.early().erased()) {
            erased.add(id);
            concerned.add(id);
        } else {
            early.put(id, outcome.early());
        }
    }

    /** The articles of the batch that are here, as they are after it. */
    List<ArticleState> arrived() {
        return List.copyOf(after.values());
    }

    /** Has a notice's word reach an article, of the batch or as it is stored. */
    void announce(ArticleState article, UnaryOperator<Said> word) {
        if (!after.containsKey(article.id())) {
            before.put(article.id(), article);
            concerned.add(article.story());
        }
        after.merge(
                article.id(),
                article.told(word.apply(article.said())),
                (known, told) -> known.told(word.apply(known.said())));
    }

    /** The stories whose members matter: where an article was and where it is. */
    Set<UUID> concerned() {
        return Collections.unmodifiableSet(concerned);
    }

    /**
     * Takes in all members of the stories concerned, as they are now that the stories are locked.
     *
     * @throws Overtaken where an article of the batch is no longer as it was read
     */
    void join(Map<UUID, ArticleState> members) throws Overtaken {
        for (ArticleState read : before.values()) {
            ArticleState member = members.get(read.id());
            Overtaken.unless(member != null && member.seq() == read.seq());
        }
        for (ArticleState member : members.values()) {
            if (before.putIfAbsent(member.id(), member) == null) {
                Overtaken.unless(after.putIfAbsent(member.id(), member) == null
                        && !erased.contains(member.id())
                        && !early.containsKey(member.id()));
            }
        }
        membersBefore = byStory(before.values());
    }

    /** Where each story concerned stands; from now on each article is taken for what that makes it. */
    Map<UUID, Filing> file() {
        Map<UUID, Filing> filings = new HashMap<>();
        byStory(after.values()).forEach((story, members) -> {
            Filing filing = Filing.of(members);
            filings.put(story, filing);
            members.forEach(article -> after.put(
                    article.id(),
                    article.overruled(filing.overrules(article))
                            .told(article.said().telling(filing.notices()))));
        });
        return filings;
    }

    private static Map<UUID, List<ArticleState>> byStory(Collection<ArticleState> articles) {
        Map<UUID, List<ArticleState>> stories = new HashMap<>();
        articles.forEach(article -> stories.computeIfAbsent(article.story(), story -> new ArrayList<>(1))
                .add(article));
        return stories;
    }

    /** The articles that are not as they were. */
    List<ArticleState> changed() {
        return after.values().stream()
                .filter(article -> !article.equals(before.get(article.id())))
                .toList();
    }

    /** The stories that readers may see differently: those an article came to, left or changed in. */
    SortedSet<UUID> touched(Collection<ArticleState> changed) {
        SortedSet<UUID> touched = new TreeSet<>(StoryTable.BY_ID);
        touched.addAll(erased);
        erased.forEach(id -> storyBefore(id).ifPresent(touched::add));
        for (ArticleState article : changed) {
            touched.add(article.story());
            storyBefore(article.id()).ifPresent(touched::add);
        }
        return touched;
    }

    /** Those of the stories touched of which nothing is other than it was but tags of members. */
    Set<UUID> retagged(Collection<ArticleState> changed) {
        Set<UUID> retagged = touched(changed);
        retagged.removeAll(touched(changed.stream()
                .filter(article ->
                        Optional.ofNullable(before.get(article.id())).stream().noneMatch(article::isRetagged))
                .toList()));
        return retagged;
    }

    /** The stories that say something else than before, or no longer all of it: one more copy takes nothing away. */
    Set<UUID> altered(Collection<ArticleState> changed) {
        Set<UUID> altered = bereaved();
        for (ArticleState article : changed) {
            Optional.ofNullable(before.get(article.id()))
                    .filter(former -> article.isRevised()
                            || !former.story().equals(article.story())
                            || former.isWithdrawn() != article.isWithdrawn()
                            || !former.head().tags().equals(article.head().tags()))
                    .ifPresent(former -> altered.addAll(List.of(former.story(), article.story())));
        }
        return altered;
    }

    /** Where an article at hand was. */
    Optional<UUID> storyBefore(UUID article) {
        return Optional.ofNullable(before.get(article)).map(ArticleState::story);
    }

    /** The ids that now stand for another story: those of the articles that moved. */
    List<UUID> moved(Collection<ArticleState> changed) {
        return changed.stream()
                .filter(article -> storyBefore(article.id())
                        .filter(story -> !story.equals(article.story()))
                        .isPresent())
                .map(ArticleState::id)
                .toList();
    }

    /** An article as it is now, where it is among those at hand. */
    Optional<ArticleState> now(UUID article) {
        return Optional.ofNullable(after.get(article));
    }

    /** Where what was in {@code story} went with this batch; empty where all of it was erased. */
    Optional<UUID> leftFor(UUID story) {
        return membersBefore(story).stream()
                .flatMap(article -> Optional.ofNullable(after.get(article.id())).stream())
                .map(ArticleState::story)
                .min(StoryTable.BY_ID);
    }

    /** The stories that an article was erased from, and those that bear the id of one. */
    Set<UUID> bereaved() {
        Set<UUID> stories = new HashSet<>(erased);
        erased.forEach(id -> storyBefore(id).ifPresent(stories::add));
        return stories;
    }

    /** The articles erased by this batch. */
    List<UUID> erased() {
        return List.copyOf(erased);
    }

    /** Those of them that are stored. */
    List<ArticleState> erasedRows() {
        return erased.stream()
                .flatMap(id -> Optional.ofNullable(before.get(id)).stream())
                .toList();
    }

    /** One who is still here of the story of an erased article's name, or else of the story that it was in. */
    Optional<ArticleState> fellow(UUID gone) {
        return oldestOf(gone).or(() -> storyBefore(gone).flatMap(this::oldestOf));
    }

    private Optional<ArticleState> oldestOf(UUID story) {
        return membersBefore(story).stream()
                .filter(member -> after.containsKey(member.id()))
                .min(Filing.OLDEST_FIRST);
    }

    /** What is known now of articles that are not here, where this batch said something new. */
    Map<UUID, Early> early() {
        return Collections.unmodifiableMap(early);
    }

    /** The articles spoken of that are not here, neither before nor after. */
    Set<UUID> absent() {
        Set<UUID> absent = new HashSet<>(early.keySet());
        absent.addAll(erased);
        absent.removeAll(before.keySet());
        return absent;
    }

    /** The members that a story had. */
    List<ArticleState> membersBefore(UUID story) {
        return membersBefore.getOrDefault(story, List.of());
    }
}
