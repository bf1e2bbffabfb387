package org.yizhan.bench;

import static org.yizhan.bench.Report.row;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;

/** Writes what tables and indexes take, in bytes an article. */
final class RelationRows {
    /** The share of all below which a table or index is left to the sum. */
    private static final double LEAST = 0.005;

    private RelationRows() {}

    /** @param articles how many are in the tables */
    static void write(List<Relation> relations, int articles, PrintWriter out) {
        if (relations.isEmpty() || articles == 0) {
            return;
        }
        double all = per(relations, articles, relation -> true);
        row(out, "  tables", "%,.0f bytes an article, indexes included", all);
        row(
                out,
                "  of these",
                "%,.0f the near-duplicate index (clue), %,.0f fingerprints with their texts",
                per(relations, articles, relation -> relation.table().startsWith("clue")),
                per(relations, articles, relation -> relation.table().startsWith("fingerprint")));
        for (var relation : relations) {
            double bytes = (double) relation.bytes() / articles;
            if (bytes >= LEAST * all) {
                row(out, "", "  %,8.0f  %s%s", bytes, relation.name(), relation.isIndex() ? " (index)" : "");
            }
        }
    }

    private static double per(List<Relation> relations, int articles, Predicate<Relation> which) {
        return relations.stream().filter(which).mapToLong(Relation::bytes).sum() / (double) articles;
    }
}
