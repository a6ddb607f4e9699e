"""Item rules of the assessment standard, section 3, as small checks of their own: texts in, findings out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pmo_course_lib.assessment.item import Item

FUNCTION_WORDS = frozenset(re.findall(r"\w+", """
    the and for with from that this these those which what who whom whose when where why how its their his her our your
    are was were has have had does did will would can could should may might must not but into onto over under than then
    more most many all every each some any few much less least there here they them she him you about after before between
    during through while because until only also other another such same own very just being been"""))
ABSOLUTE = re.compile(r"\b(always|never|all|none|nobody|everyone|everybody|every|only|must|cannot|completely|entirely|"
                      r"impossible|guarantee[ds]?)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"\b(not|except|(?<!at )least|never|incorrect|false|untrue|wrong)\b|n['’]t\b", re.IGNORECASE)
ALL_NONE = re.compile(r"(all|none|both|neither|any)( of)?( the)? (above|these)|(both )?[a-e] and [a-e]( only)?|"
                      r"neither [a-e] nor [a-e]",
                      re.IGNORECASE)
HINGE = re.compile(r"\b(previous|preceding|next) question\b|\bquestion \d+\b|\bas above\b", re.IGNORECASE)
MONTHS = frozenset(re.findall(r"\w+", """
    january february march april may june july august september october november december"""))
NUMBER = re.compile(r"[€$£]?\s*([-−]?\d[\d.,]*)\s*(%|[^\W\d]+( [^\W\d]+)?)?\.?")
LOOKUP_WORDS = 8


def words(text: str) -> list[str]:
    """Lower-case runs of letters and digits."""
    return re.findall(r"[^\W_]+", text.lower())


def stem_of(word: str) -> str:
    """A light suffix stripper; at least four letters remain."""
    for suffix in ("ations", "ation", "ments", "ment", "ions", "ion", "ings", "ing", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[:-len(suffix)]
    return word


def content(text: str, topic: frozenset[str] = frozenset()) -> set[str]:
    """Words that carry meaning, reduced to their stems, without topic words."""
    return {stem_of(word) for word in words(text) if len(word) > 2 and word not in FUNCTION_WORDS} - topic


def topic_words(items: Sequence[Item]) -> frozenset[str]:
    """Words in at least a fifth of the stems, and the course's own subject."""
    counts = Counter(word for item in items for word in content(item.stem))
    return frozenset({"pmo", "service", "servic"} | {word for word, count in counts.items() if count >= 0.2 * len(items)})


def plain(text: str) -> str:
    """Words in one line, for finding one text in another."""
    return f" {' '.join(words(text))} "


def findings(item: Item, book: str) -> Iterator[str]:
    """What is wrong with one item; ``book`` is the plain text of the allowed material."""
    texts = {option.id: option.text.strip() for option in item.options}
    key, distractors = texts[item.key], [text for name, text in texts.items() if name != item.key]
    yield from _options(list(texts.values()), item.shuffle)
    yield from _cues(item, key, distractors)
    lead_in = re.split(r"(?<=[.!?:])\s+", item.stem.strip())[-1]
    found = NEGATIVE.search(lead_in)
    if found and found.group() != found.group().upper() and f"**{found.group()}" not in lead_in:
        yield f"negative-stem: {found.group()!r} is not emphasised in {lead_in!r}"
    if hinge := HINGE.search(" ".join([item.stem, *texts.values()])):
        yield f"hinge: {hinge.group()!r}"
    yield from _load(item, texts)
    read = words(key)
    for start in range(len(read) - LOOKUP_WORDS + 1):
        if f" {' '.join(read[start:start + LOOKUP_WORDS])} " in book:
            yield f"lookup-item: the book has {' '.join(read[start:start + LOOKUP_WORDS])!r} of the key"
            break


def _options(texts: list[str], shuffle: str) -> Iterator[str]:
    same = Counter(text.casefold().removesuffix(".").strip() for text in texts)
    yield from (f"duplicate-options: {text!r}" for text, count in same.items() if count > 1)
    yield from (f"all-none: {text!r}" for text in texts if ALL_NONE.fullmatch(text.removesuffix(".")))
    numbers = [float(found.group(1).rstrip(".,").replace(",", "").replace("−", "-")) for text in texts
               if (found := NUMBER.fullmatch(text))]
    dates = any(MONTHS & set(words(text)) for text in texts)
    if len(numbers) == len(texts) and not dates:
        if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
            yield f"numeric-order: {texts}"
        if shuffle != "fixed":
            yield f"numeric-order: numbers are not shuffled, so shuffle must be fixed: {texts}"


def _cues(item: Item, key: str, distractors: list[str]) -> Iterator[str]:
    absolute = [text for text in distractors if ABSOLUTE.search(text)]
    if ABSOLUTE.search(key) and not absolute:
        yield f"absolute-cue: the key alone has an absolute word: {key!r}"
    if not ABSOLUTE.search(key) and len(absolute) >= 2:
        yield f"absolute-cue: {len(absolute)} distractors have absolute words and the key has none: {absolute}"
    longest = max(map(len, distractors))
    if len(key) >= 1.5 * longest and len(key) >= longest + 15:
        yield f"length-cue: the key has {len(key)} characters, the longest distractor {longest}"
    if len(content(key)) >= 2 and plain(key) in plain(item.stem):
        yield f"verbatim-key: {key!r} stands in the stem"


def _load(item: Item, texts: Mapping[str, str]) -> Iterator[str]:
    if (count := len(item.stem.split())) > 60:
        yield f"reading-load: the stem has {count} words; at most 60"
    for name, text in texts.items():
        if (count := len(text.split())) > 25:
            yield f"reading-load: option {name} has {count} words; at most 25"


def near_duplicates(items: Sequence[Item]) -> Iterator[tuple[str, str, float]]:
    """Pairs of items whose stems share at least 0.6 of their content words (Jaccard)."""
    topic = topic_words(items)
    bags = {item.id: content(item.stem, topic) for item in items}
    for one, other in itertools.combinations(bags, 2):
        union = bags[one] | bags[other]
        if union and (share := len(bags[one] & bags[other]) / len(union)) >= 0.6:
            yield one, other, share
