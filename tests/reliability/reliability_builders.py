"""A small world for tests: who says which side of which matter, and the tables that follow."""

from dataclasses import dataclass, field

from provenance import tables

DAY = "2024-03-0{}"


@dataclass
class World:
    """Claims by outlet and source; two sides of one cluster contradict each other."""

    claims: list = field(default_factory=list)
    lineage: list = field(default_factory=list)

    def says(self, outlet, cluster, side="yes", *, source=None, origin=None, day=1, copy_of=None, **columns):
        """Add a claim of an outlet, in an article of its own; return self."""
        number = len(self.claims)
        article = f"{outlet}/{cluster}/{number}"
        text = f"The matter {cluster} is {side}."
        self.claims.append(
            {
                "claim_id": f"c{number:04d}",
                "article_id": article,
                "input_id": article,
                "outlet": outlet,
                "published_at": DAY.format(day),
                "start": 0,
                "end": len(text),
                "exact_text": text,
                "claim": text,
                "attribution_id": f"at{number}" if source else None,
                "source_id": source,
                "source": source,
                "source_kind": "named_person" if source else "outlet",
                "anonymous": False if source else None,
                "stance": "stated",
                "modality": "asserted",
                "story_id": "story",
                "cluster_id": cluster,
                "origin_id": origin or outlet,
                **columns,
            }
        )
        self.lineage.append(
            {"article_id": article, "origin_id": origin or outlet, "label": outlet, "duplicate_of": copy_of}
        )
        return self

    def copy(self, number, outlet):
        """Republish the article of a claim word for word, some days later."""
        row = self.claims[number]
        given = {"source": row["source_id"], "origin": row["origin_id"], "day": 9, "copy_of": row["article_id"]}
        self.says(outlet, row["cluster_id"], row["exact_text"].split()[-1][:-1], anonymous=row["anonymous"], **given)
        return self

    def frame(self):
        """Return CLAIMS."""
        return tables.CLAIMS.frame(self.claims)

    def lines(self):
        """Return LINEAGE."""
        return tables.LINEAGE.frame(self.lineage)

    def articles(self):
        """Return ARTICLES."""
        rows = [{name: row[name] for name in ("article_id", "input_id", "outlet")} for row in self.claims]
        return tables.ARTICLES.frame(rows)

    def attributions(self):
        """Return ATTRIBUTIONS."""
        names = ("attribution_id", "article_id", "input_id", "source_id", "source", "source_kind", "anonymous")
        return tables.ATTRIBUTIONS.frame(
            {name: row[name] for name in names} | {"source_text": row["source"]}
            for row in self.claims
            if row["attribution_id"]
        )

    def clashes(self):
        """Return CONTRADICTIONS: every two sides of one cluster, copies represented by the earliest."""
        heads = {}
        for row in self.claims:
            heads.setdefault((row["cluster_id"], row["origin_id"], row["source_id"], row["exact_text"]), row)
        rows = sorted(heads.values(), key=lambda row: row["claim_id"])
        return tables.CONTRADICTIONS.frame(
            {
                "pair_id": tables.digest(a["claim_id"], b["claim_id"]),
                "verdict": "contradiction",
                "type": "negation",
                "a_claim_id": a["claim_id"],
                "b_claim_id": b["claim_id"],
                "cluster_id": a["cluster_id"],
                "same_origin": a["origin_id"] == b["origin_id"],
            }
            for place, a in enumerate(rows)
            for b in rows[place + 1 :]
            if a["cluster_id"] == b["cluster_id"] and a["exact_text"] != b["exact_text"]
        )
