package org.yizhan.publish.provenance;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.article.WebAddress;

/**
 * Where a story was first published, as far as its members tell, and what one asks about the others by it.
 *
 * @param member the article where it was first published, among those we have
 * @param unseen the outlet that this article itself credits, where no member is of it: the piece was there before
 * @param address where the original can be read: the article's own, or the one that it prints as the unseen original's
 * @param carries whether some member, standing or not, is of a source
 */
public record Origin(
        Member member, Optional<Outlet> unseen, Optional<String> address, Predicate<String> carries, Sources sources) {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    public static Origin of(Member member, Predicate<String> carries, Sources sources) {
        Optional<Outlet> unseen = unseen(credit(member, sources), carries);
        Optional<String> printed = web(member.attribution().originalUrl());
        return new Origin(
                member,
                unseen,
                unseen.isPresent() ? printed : printed.or(() -> web(Optional.of(member.url()))),
                carries,
                sources);
    }

    private static Optional<Outlet> credit(Member one, Sources sources) {
        return Outlet.credited(one.attribution(), one.source(), sources);
    }

    private static Optional<Outlet> unseen(Optional<Outlet> credit, Predicate<String> carries) {
        return credit.filter(outlet -> outlet.sourceId().filter(carries).isEmpty());
    }

    /** What there is to say of one member beside this origin. */
    public Judged judge(Member one) {
        Optional<Outlet> credit = credit(one, sources);
        Optional<Outlet> itsUnseen = unseen(credit, carries);
        Optional<Outlet> unseenFirst = itsUnseen.or(() -> unseen);
        TitleChange title = one.continuation() ? TitleChange.NONE : member.titleIn(one);
        Optional<String> address = address(one, itsUnseen);
        boolean own = unseenFirst.isEmpty() && one.source().equals(member.source());
        var compliance = new Compliance(
                isApproved(unseenFirst.isPresent() ? unseenFirst.get().sourceId() : Optional.of(member.source()), one),
                title.isSlight(),
                own || credit.isPresent(),
                own ? address.isPresent() : isTraceable(one, credit));
        return new Judged(unseenFirst, address, title, compliance);
    }

    /**
     * One member beside the origin.
     *
     * @param unseen the outlet that it has the piece from in the end, where that is not the origin: the one that it credits
     *     itself, or else the one that the origin does
     * @param address where the original can be read: an address printed with it, else the origin's
     * @param title what became of the origin's title
     */
    public record Judged(Optional<Outlet> unseen, Optional<String> address, TitleChange title, Compliance compliance) {}

    private boolean isApproved(Optional<String> source, Member one) {
        LocalDate day = LocalDate.ofInstant(one.publishedAt(), CHINA);
        return source.flatMap(sources::find)
                .map(Source::approval)
                .filter(approval -> approval.isApprovedOn(day))
                .isPresent();
    }

    /** A name that leads to nobody we know leads nowhere, unless an address is printed with it. */
    private boolean isTraceable(Member one, Optional<Outlet> credit) {
        return web(one.attribution().originalUrl()).isPresent()
                || credit.flatMap(Outlet::sourceId).filter(this::leadsOn).isPresent();
    }

    private boolean leadsOn(String source) {
        return (address.isPresent() && source.equals(member.source()))
                || carries.test(source)
                || sources.find(source)
                        .filter(known -> !known.homepage().isBlank())
                        .isPresent();
    }

    private Optional<String> address(Member one, Optional<Outlet> itsUnseen) {
        return web(one.attribution().originalUrl()).or(() -> itsUnseen.isPresent() ? Optional.empty() : address);
    }

    private static Optional<String> web(Optional<String> address) {
        return address.filter(WebAddress::isWeb);
    }
}
