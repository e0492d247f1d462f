"""The reference as Markdown: a first look, then each class, each property, each list of values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ngograph.vocab import CONCEPT, NGO, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.reference.terms import Concept, Labels, Ontology, Property, Scheme, Term

_LANGUAGES = ("en", "bs", "ru")
_SCHEME = re.compile(r"the concept scheme ([a-z]+(?:-[a-z]+)*)")

_EXAMPLE = f"""@base <{ROOT}> .
@prefix ngo: <{NGO}> .

<id/participation/nscep-british-red-cross> a ngo:Participation ;
    ngo:participant <id/organisation/fdrs-dgb001> ;              # the British Red Cross …
    ngo:activity <id/activity/nscep> ;                           # … takes part in the project NSCEP …
    ngo:role <concept/role/partner> ;                            # … as a partner:
    ngo:modality <concept/modality/asserted> ;                   # the source states it as a fact,
    ngo:evidence <id/evidence/nscep-staff-exchanges-105-204> .   # in characters 105 to 204 of its text."""


def page(ontology: Ontology) -> str:
    """Return the whole reference."""
    ours = [scheme for scheme in ontology.schemes if not scheme.source]
    outside = [scheme for scheme in ontology.schemes if scheme.source]
    parts = [
        _opening(ontology, outside),
        "## Relationships",
        "Each is a node. This is what one looks like in the data:",
        f"```turtle\n{_EXAMPLE}\n```",
        "And these are the kinds of them:",
        _relationships(ontology),
        "## The tree of classes",
        _tree(ontology, "", 0),
        *(f"Nothing is two of these at once: {_listed(group, ontology)}." for group in ontology.apart),
        "## Classes",
        *(_class(ontology.classes[name], ontology) for name in ontology.descending()),
        "## Properties",
        *(_property(each, ontology) for each in ontology.properties.values()),
        "## Concept schemes",
        f"The values to choose from. The IRI of a concept is `{CONCEPT}`, its scheme, `/` and its key.",
        *(_scheme(scheme) for scheme in ours),
        "## Other vocabularies",
        _alignments(ontology),
        "## Outside code lists",
        "Nodes of our own that stand for codes of others, so that our concepts can be matched to them.",
        *(_scheme(scheme) for scheme in outside),
    ]
    return "\n\n".join(parts) + "\n"


def _opening(ontology: Ontology, outside: list[Scheme]) -> str:
    namespace = f"{ontology.iri}#"
    concepts = sum(len(scheme.concepts) for scheme in ontology.schemes)
    return f"""<!-- Made by `ngograph reference`; mend the files in ontology/ and make it again. -->

# {ontology.titles["en"]}, version {ontology.version}

{_names({each: text for each, text in ontology.titles.items() if each != "en"})}

{ontology.description}

Namespace `{namespace}`, prefix `{ontology.prefix}:`. Licence <{ontology.licence}>.
{len(ontology.classes)} classes, {len(ontology.properties)} properties, {concepts} concepts in \
{len(ontology.schemes)} schemes, {len(outside)} of which render code lists of others.

{_paragraphs(ontology.notes)}

[Relationships](#relationships) · [Tree of classes](#the-tree-of-classes) · \
[Classes](#classes) · [Properties](#properties) · [Concept schemes](#concept-schemes) · \
[Other vocabularies](#other-vocabularies) · [Outside code lists](#outside-code-lists)"""


def _relationships(ontology: Ontology) -> str:
    kinds = [name for name in ontology.classes if "ngo:Relationship" in ontology.line(name)[1:]]
    rows = [[_link(name, ontology), _own(name, ontology, party=True), _own(name, ontology)] for name in kinds]
    common = _listed((each.name for each in ontology.properties_of("ngo:Relationship")), ontology)
    anywhere = _listed((each.name for each in ontology.properties.values() if not each.domain), ontology)
    table = _table(["relationship", "is between or about", "and says"], rows)
    return f"{table}\n\nOn every relationship: {common}.\n\nOn anything: {anywhere}."


def _own(name: str, ontology: Ontology, *, party: bool = False) -> str:
    """Return what stands on a class itself or, between it and Relationship, on a class above it."""
    above = ontology.line(name)
    found = [each for up in above if up != "ngo:Relationship" for each in ontology.properties_of(up)]
    return _listed((each.name for each in found if _is_party(each) == party), ontology)


def _is_party(each: Property) -> bool:
    return any(parent in ("ngo:involves", "ngo:party") for parent in each.parents)


def _tree(ontology: Ontology, parent: str, level: int) -> str:
    lines = []
    for name in ontology.children.get(parent, ()):
        lines.append(f"{'  ' * level}- {_link(name, ontology)} – {ontology.classes[name].definition}")
        lines += [_tree(ontology, name, level + 1)] if name in ontology.children else []
    return "\n".join(lines)


def _class(term: Term, ontology: Ontology) -> str:
    above = [name for name in ontology.line(term.name)[1:] if ontology.properties_of(name)]
    rows = [
        [_link(each.name, ontology), _alternatives(each.range, ontology) or "anything", each.definition]
        for each in ontology.properties_of(term.name)
    ]
    facts = [
        ("A kind of", _listed(term.parents, ontology)),
        ("Kinds of it", _listed(ontology.children.get(term.name, ()), ontology)),
        ("Reached by", _listed(_reaching(term.name, ontology), ontology)),
        ("With all properties of", _listed(above, ontology)),
    ]
    table = [_table(["property", "leads to", "meaning"], rows)] if rows else []
    return "\n\n".join([_head(term, "class"), *_facts(facts, term), *table])


def _reaching(name: str, ontology: Ontology) -> list[str]:
    return [each.name for each in ontology.properties.values() if name in each.range]


def _property(each: Property, ontology: Ontology) -> str:
    below = [other.name for other in ontology.properties.values() if each.name in other.parents]
    facts = [
        ("From", _alternatives(each.domain, ontology) or "anything"),
        ("To", _alternatives(each.range, ontology) or "anything"),
        ("Implies", _listed(each.parents, ontology)),
        ("Implied by", _listed(below, ontology)),
        ("Always", ", ".join(each.traits)),
    ]
    return "\n\n".join([_head(each, "property"), *_facts(facts, each)])


def _head(term: Term, kind: str) -> str:
    anchor = f'<a id="{_anchor(term.name, kind)}"></a>'
    notes = [_SCHEME.sub(r"the concept scheme [\1](#scheme-\1)", note) for note in term.notes]
    return "\n\n".join([f"### {anchor}`{term.name}`", _names(term.labels), term.definition, *notes])


def _facts(facts: list[tuple[str, str]], term: Term) -> list[str]:
    examples = "; ".join(f"“{text.removesuffix('.')}”" for text in term.examples)
    ties = "; ".join(f"{tie.how} `{tie.theirs}`" for tie in term.ties)
    told = [(name, value) for name, value in [*facts, ("Example", examples), ("Elsewhere", ties)] if value]
    return ["\n".join(f"- {name}: {value}" for name, value in told)] if told else []


def _scheme(scheme: Scheme) -> str:
    heads = ["key", *_LANGUAGES, "meaning"]
    tied = any(concept.ties for concept in scheme.concepts)
    rows = [[*_concept(concept), *([_matches(concept)] if tied else [])] for concept in scheme.concepts]
    source = f" Source: {scheme.source}." if scheme.source else ""
    return "\n\n".join(
        [
            f'### <a id="scheme-{scheme.key}"></a>`{scheme.key}`',
            _names(scheme.titles),
            f"{scheme.description}{source}",
            _table([*heads, *(["matches"] if tied else [])], rows),
        ]
    )


def _concept(concept: Concept) -> list[str]:
    others = f" Also: {', '.join(concept.others)}." if concept.others else ""
    key = f"{'&emsp;' * concept.level}`{concept.key}`"
    meaning = " ".join([concept.definition, *concept.notes]) + others
    return [key, *(concept.labels.get(each, "") for each in _LANGUAGES), meaning]


def _matches(concept: Concept) -> str:
    return "; ".join(f"{tie.how} `{tie.theirs}`" for tie in concept.ties)


def _alignments(ontology: Ontology) -> str:
    terms = [*ontology.classes.values(), *ontology.properties.values()]
    ties = [tie for term in terms for tie in term.ties if ":" in tie.theirs]
    by_prefix: dict[str, list[list[str]]] = {}
    for tie in sorted(ties, key=lambda each: (each.theirs.casefold(), each.ours)):
        row = [_link(tie.ours, ontology), tie.how, f"`{tie.theirs}`"]
        by_prefix.setdefault(tie.theirs.partition(":")[0], []).append(row)
    parts = [
        f"### `{prefix}:`\n\n{_table(['ours', '', 'theirs'], rows)}"
        for prefix, rows in sorted(by_prefix.items())
    ]
    return "\n\n".join(parts)


def _names(labels: Labels) -> str:
    return " · ".join(f"*{labels[language]}*" for language in _LANGUAGES if language in labels)


def _listed(names: Iterable[str], ontology: Ontology) -> str:
    return ", ".join(_link(name, ontology) for name in names)


def _alternatives(names: Iterable[str], ontology: Ontology) -> str:
    return " or ".join(_link(name, ontology) for name in names)


def _link(name: str, ontology: Ontology) -> str:
    if name in ontology.classes:
        return f"[{name.partition(':')[2]}](#{_anchor(name, 'class')})"
    if name in ontology.properties:
        return f"[{name.partition(':')[2]}](#{_anchor(name, 'property')})"
    return f"`{name}`"


def _anchor(name: str, kind: str) -> str:
    return f"{kind}-{name.partition(':')[2].lower()}"


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(texts)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
