"""Every picture: what it says, that it is safe, that nothing in it meets or leaves the frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest
from examples import ATTAINMENT, CAUSES, FLYWHEEL, MATRIX, MATURITY, POWER, ROADMAP, TURNAROUND, flow
from gallery import SAMPLES, Sample, page
from networks import SMALL_NETWORK, large_network

from pmo_course_lib.ui import pictures as p
from pmo_course_lib.ui.pictures import style
from pmo_course_lib.ui.pictures.boxes import Box
from pmo_course_lib.ui.pictures.topology_layout import plan
from pmo_course_lib.ui.pictures.words import clean, measure, number, spoken

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = tuple(sample for sample in SAMPLES if sample.name != "matrix")
every = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
drawn = pytest.mark.parametrize("sample", DRAWN, ids=lambda sample: sample.name)
NASTY = {
    "markup": "<script>alert(1)</script>",
    "quotes": "\"'&amp;]]>--",
    "control": "\x00\x07\x1b\u202e\ud800\ufffe\n\t",
    "long word": "x" * 120,
    "long": " very long name of a service" * 8,
    "emoji": "👩‍👩‍👧 🚦é",
    "right to left": " دعم المشاريع",
    "wide": "项目管理办公室",
}


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """A copy in which each text is changed in the same way, so that ids and what refers to them stay equal."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(one, change) for one in value)
    if attrs.has(type(value)):
        return attrs.evolve(value, **{f.name: changed(getattr(value, f.name), change) for f in attrs.fields(type(value))})
    return value


def values(value: Any, name: str = "") -> Iterator[Any]:
    """Every text, number and date that a person would read; ids and what refers to them are left out."""
    if isinstance(value, tuple):
        for one in value:
            yield from values(one, name)
    elif attrs.has(type(value)):
        for f in attrs.fields(type(value)):
            yield from values(getattr(value, f.name), f.name)
    elif (
        value is not None
        and not isinstance(value, bool)
        and name
        not in (
            "id",
            "after",
            "at",
            "provider",
            "consumer",
            "service",
            "source",
            "target" if isinstance(value, str) else "",
            "kind",
            "corner",
            "scale",
        )
    ):
        yield value


def boxes(svg: str) -> list[tuple[str, Box]]:
    """Each line of text with the room it takes by the table of widths."""
    found = []
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        kind = style.Type(int(text.attrib["font-size"]), text.get("font-weight") == "700")
        said = text.text or ""
        wide = measure(said, kind)
        x = float(text.attrib["x"]) - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0)
        found.append((said, Box(x, float(text.attrib["y"]) - kind.size * 0.8, wide, kind.size)))
    return found


def meetings(svg: str) -> list[tuple[str, str]]:
    return [(one, other) for (one, a), (other, b) in combinations(boxes(svg), 2) if a.meets(b, -1)]


def outside(svg: str) -> list[str]:
    _, _, width, height = map(float, ET.fromstring(svg).attrib["viewBox"].split())
    frame = Box(-0.5, -0.5, width + 1, height + 1)
    return [said for said, box in boxes(svg) if not box.inside(frame)]


@drawn
def test_it_is_a_named_image(sample: Sample) -> None:
    """Is each picture well-formed, with role, title and description that its ids find?"""
    root = ET.fromstring(sample.picture)
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    assert ids[root.attrib["aria-labelledby"]].text == sample.given.title
    assert ids[root.attrib["aria-describedby"]].text == " ".join(sample.given.as_text())
    assert root.attrib["viewBox"].startswith(f"0 0 {style.WIDTH} ")


@every
def test_its_text_says_everything(sample: Sample) -> None:
    """Does the text equivalent hold every name, number and date that went in?"""
    said = " ".join(sample.given.as_text())
    wanted = [clean(v) if isinstance(v, str) else spoken(v) if isinstance(v, date) else number(v) for v in values(sample.given)]
    assert len(wanted) > 5
    assert [value for value in wanted if value not in said] == []


@drawn
def test_nothing_meets_or_leaves(sample: Sample) -> None:
    """Do no two texts touch, and is every text inside the frame?"""
    assert meetings(sample.picture) == []
    assert outside(sample.picture) == []


@drawn
def test_type_is_large_enough(sample: Sample) -> None:
    """Is the smallest text 12 px where the picture is 700 px wide?"""
    assert min(int(size) for size in re.findall(r'font-size="(\d+)"', sample.picture)) >= 12


@every
def test_same_input_same_bytes(sample: Sample) -> None:
    """Is a picture the same each time, also from an equal copy of its input?"""
    assert sample.draw(changed(sample.given, lambda text: text)) == sample.picture


@every
@pytest.mark.parametrize("bad", NASTY.values(), ids=NASTY)
def test_text_from_people_is_inert(sample: Sample, bad: str) -> None:
    """Does text from people stay text, in its place, whatever is in it?"""
    picture = sample.draw(changed(sample.given, lambda text: text + bad))
    elements = {element.tag.removeprefix(SVG) for element in ET.fromstring(picture).iter()}
    assert elements <= {
        "svg",
        "title",
        "desc",
        "defs",
        "pattern",
        "rect",
        "circle",
        "polygon",
        "polyline",
        "path",
        "g",
        "text",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert not re.search(r"<script|[\x00-\x09\x0b-\x1f\u202e\ud800\ufffe]", picture)
    picture.encode()
    if sample.name != "matrix":
        assert outside(picture) == []
        assert meetings(picture) == []


@every
def test_names_may_be_empty(sample: Sample) -> None:
    """Is a half-filled input a picture too, that says what has no name?"""
    blank = changed(sample.given, lambda _: "")
    assert "(no name)" in sample.draw(blank)
    assert "(no name)" in " ".join(blank.as_text())


NOTHING = (
    Sample("flow", p.lifecycle_flow, p.Flow("T", ())),
    Sample("ring", p.value_ring, p.Ring("T", ())),
    Sample("network", p.topology_graph, p.Network("T")),
    Sample("matrix", p.services_matrix, p.Matrix("T", (), ())),
    Sample("profile", p.maturity_profile, p.Profile("T", (), (), 1)),
    Sample("grid", p.power_interest_grid, p.PowerInterest("T", ())),
    Sample("attainment", p.attainment_chart, p.Attainment("T", (), 95, 90)),
    Sample("slam", p.slam_chart, p.Slam("T", (), ())),
    Sample("turnaround", p.turnaround_distribution, p.Turnaround("T", (), 16, 90, 0)),
    Sample("roadmap", p.roadmap_chart, p.Roadmap("T", ())),
    Sample("causes", p.causal_diagram, p.Causes("T", (), ())),
    Sample("balance", p.balance_bars, p.Balance("T", ())),
)


@pytest.mark.parametrize("sample", NOTHING, ids=lambda sample: sample.name)
def test_nothing_to_show(sample: Sample) -> None:
    """Does an input without content give a picture with its title, not an error?"""
    assert "T" in ET.fromstring(sample.picture).itertext()
    assert sample.given.as_text()[0].startswith("T")


def test_findings_are_counted_where_they_were_looked_for() -> None:
    """Does a map say how many errors a check found, be it none, and nothing of them where nothing was checked?"""
    clean = attrs.evolve(SMALL_NETWORK, findings=())
    for network, said in ((clean, ", 0 errors, 0 warnings."), (attrs.evolve(clean, checked=False), " consumers.")):
        assert network.as_text()[1].endswith(said)
        assert ("errors" in p.topology_graph(network)) is network.checked


def test_ids_do_not_clash() -> None:
    """Are all ids on a page with every picture different, and each reference to one found?"""
    html = page()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 2 * len(DRAWN)
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_the_caller_can_name_the_ids() -> None:
    """Can the same picture stand on a page twice, and is a prefix made safe?"""
    once, twice = (p.balance_bars(SAMPLES[-1].given, prefix) for prefix in ("a", 'b "<'))
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (once, twice)]
    assert ids[0].isdisjoint(ids[1])
    assert all(re.fullmatch(r"[\w-]+", one) for one in ids[0] | ids[1])


def test_a_figure_holds_picture_and_words() -> None:
    """Does a figure escape its name and its sentences, and keep them in order?"""
    html = p.figure("<svg/>", 'A "name" <b>', ("First & last.", "<i>Second.</i>"))
    root = ET.fromstring(html)
    assert next(root.iter("div")).attrib["aria-label"] == 'A "name" <b>'
    assert [item.text for item in root.iter("li")] == ["First & last.", "<i>Second.</i>"]


def test_no_scripts_fonts_or_addresses() -> None:
    """Does no picture load or run anything?"""
    together = "".join(sample.picture for sample in SAMPLES).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"script|@import|@font-face|https?:|\bhref|\bon\w+=|<style|<image|<foreignObject", together)


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("pairs", "least"), [(style.TEXT_PAIRS, 4.5), (style.SHAPE_PAIRS, 3)])
def test_contrast(pairs: tuple[tuple[str, str], ...], least: float) -> None:
    """Has text 4.5 to 1 and a shape that carries meaning 3 to 1 against its ground?"""
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < least} == {}


def test_colours_come_from_the_palette() -> None:
    """Does no picture use a colour that the contrast test does not know?"""
    known = {colour for pair in (*style.TEXT_PAIRS, *style.SHAPE_PAIRS) for colour in pair} | {style.HAIR}
    used = {colour for sample in DRAWN for colour in re.findall(r'="(#[0-9a-f]{6})"', sample.picture)}
    assert used <= known
    assert {fill for sample in DRAWN for fill in re.findall(r'<text[^>]* fill="([^"]+)"', sample.picture)} <= {
        style.INK,
        style.SOFT,
        style.PAPER,
    }


def test_a_place_is_shown() -> None:
    """Does the lifecycle show one service's state and gates, and nothing of the kind without a service?"""
    placed = p.lifecycle_flow(flow(p.Place("Audit help", "live", ("G1", "G2", "G3", "G4"))))
    plain = p.lifecycle_flow(flow(None))
    assert "Audit help: live" in placed and "gate passed by" in placed
    assert "gate passed by" not in plain
    assert placed.count(f'fill="{style.ACCENT}"') > 5 > plain.count(f'fill="{style.ACCENT}"')


def test_stages_of_the_flywheel_are_joined() -> None:
    """Is a stage of two steps drawn once?"""
    words = [said for said, _ in boxes(p.value_ring(FLYWHEEL))]
    assert [words.count(stage) for stage in ("exploration", "design", "deployment", "enhancement", "realisation")] == [1] * 5


@pytest.mark.parametrize("count", [1, 2, 5, 8, 10, 16])
def test_labels_stay_off_the_ring(count: int) -> None:
    """Does no label of any length lie on the ring, however many steps there are?"""
    ring = p.Ring("T", tuple(p.RingStep("A long name of a step " * 2, "and a detail that goes on " * 3) for _ in range(count)))
    root = ET.fromstring(p.value_ring(ring))
    core = next(root.iter(f"{SVG}circle"))
    centre = float(core.attrib["cx"]), float(core.attrib["cy"])
    labels = [box for said, box in boxes(p.value_ring(ring)) if box.y > 40 and len(said) > 3 and said != "Customers"]
    near = [(max(b.x - centre[0], centre[0] - b.right, 0), max(b.y - centre[1], centre[1] - b.bottom, 0)) for b in labels]
    assert min(x * x + y * y for x, y in near) > 185**2


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12, 18, 24, 30])
def test_factors_stay_apart(count: int) -> None:
    """Do the boxes of factors not touch, however many there are and however long their names?"""
    names = tuple(f"factor {n} with a name that is long enough for three lines" for n in range(count))
    root = ET.fromstring(p.causal_diagram(p.Causes("T", names, tuple(p.Effect(a, b) for a, b in pairwise(names)))))
    found = [
        Box(*(float(r.attrib[key]) for key in ("x", "y", "width", "height"))) for r in root.iter(f"{SVG}rect") if "rx" in r.attrib
    ]
    assert len(found) == count
    assert [(a, b) for a, b in combinations(found, 2) if a.meets(b)] == []
    assert min(box.x for box in found) >= 0 and max(box.right for box in found) <= style.WIDTH


def test_the_gap_to_a_level_is_said() -> None:
    """Does the profile say how much is missing to which level, and that nothing is where all is reached?"""
    said = " ".join(MATURITY.as_text())
    assert "Adjustment: 2.5 of 4; level 4 asks for 3, 0.5 short." in said
    assert "Improvement: not scored." in said
    words = [said for said, _ in boxes(p.maturity_profile(MATURITY))]
    assert "0.5 short of L4" in words and words.count("all reached") == 1


def test_parties_on_one_point_stand_apart() -> None:
    """Are five parties with the same power and interest five points that do not touch, and all in the picture?"""
    grid = p.PowerInterest("T", tuple(p.Party(f"Party {n}", 3, 3) for n in range(5)))
    root = ET.fromstring(p.power_interest_grid(grid))
    dots = [(float(c.attrib["cx"]), float(c.attrib["cy"])) for c in root.iter(f"{SVG}circle")]
    assert len(dots) == 5
    assert min((a - c) ** 2 + (b - d) ** 2 for (a, b), (c, d) in combinations(dots, 2)) > 20**2
    assert {f"Party {n}" for n in range(5)} <= {said for said, _ in boxes(p.power_interest_grid(grid))}


def test_a_crowd_gets_a_key() -> None:
    """Does a label without room go to the key rather than over another?"""
    crowd = attrs.evolve(
        POWER, parties=tuple(p.Party(f"Party with a long name {n}", 2 + n % 7 / 4, 2 + n % 5 / 3) for n in range(60))
    )
    picture = p.power_interest_grid(crowd)
    assert meetings(picture) == []
    assert all(f"name {n}" in " ".join(said for said, _ in boxes(picture)) for n in range(60))


def test_status_is_a_word_and_a_number() -> None:
    """Are status and value of a month in words, and is 89.96 per cent never shown as the 90 it missed?"""
    missed = p.Month("Apr", 89.96, p.Status.MISSED)
    words = [said for said, _ in boxes(p.attainment_chart(attrs.evolve(ATTAINMENT, months=(missed,))))]
    assert "Missed" in words and "89.9" in words
    assert "Missed: 1" in words and "Met: 0" in words


def test_a_month_without_data_breaks_the_line() -> None:
    """Does the line join only months that follow each other?"""
    root = ET.fromstring(p.attainment_chart(ATTAINMENT))
    joins = [
        line for line in root.iter(f"{SVG}polyline") if line.get("stroke") == style.EDGE and line.get("stroke-width") == "1.5"
    ]
    assert len(joins) == 9


def test_exactly_on_target_is_within() -> None:
    """Does the course's example give 8 of 10 within 16 hours, the one of 16 hours among them?"""
    said = TURNAROUND.as_text()
    assert said[1] == "8 of 10 requests within the target of 16 hours."
    assert said[2] == "90th percentile: 16.5 hours, over the target."


def test_dependencies_and_today() -> None:
    """Does the roadmap draw an arrow for each dependency it knows, and today only when it is in the time shown?"""
    arrows = ET.fromstring(p.roadmap_chart(ROADMAP)).findall(f".//{SVG}polyline[@stroke-width='1.2']")
    assert len(arrows) == 6 + 1  # and the one in the key
    later = attrs.evolve(ROADMAP, today=date(2031, 1, 1))
    assert p.roadmap_chart(ROADMAP).count('stroke-dasharray="2 3"') == 2
    assert p.roadmap_chart(later).count('stroke-dasharray="2 3"') == 1


def test_every_effect_has_its_sign() -> None:
    """Are there as many signed arrows as effects, and every loop named?"""
    picture = p.causal_diagram(CAUSES)
    heads = len(ET.fromstring(picture).findall(f".//{SVG}path"))
    assert heads == len(CAUSES.effects) == 16
    assert [said for said, _ in boxes(picture) if re.fullmatch(r"R\d", said)] == ["R1", "R2", "R3", "R4"]


def test_matrix_headers_have_scopes() -> None:
    """Has each cell of the matrix its row and column header, and is a row of the wrong length refused?"""
    table = ET.fromstring(p.services_matrix(MATRIX))
    assert [th.get("scope") for th in table.iter("th")] == ["col"] * 4 + ["row"] * 3
    with pytest.raises(ValueError, match="'Audit' has 1 cells; allowed: 3"):
        p.services_matrix(attrs.evolve(MATRIX, rows=(p.Row("Audit", ("provides",)),)))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e12])
def test_numbers_without_a_place_are_refused(value: float) -> None:
    """Is a number that no scale holds an error that names it?"""
    with pytest.raises(ValueError, match=re.escape(repr(value))):
        p.balance_bars(p.Balance("T", (p.Term("Short", value, 40),)))


@pytest.mark.parametrize("score", [-3, 99])
def test_values_off_the_scale_stay_in_the_picture(score: float) -> None:
    """Is a value beyond the scale drawn at its end, while the text says the true number?"""
    profile = p.Profile("T", (p.Dimension("Services", score),), ("a", "b"), 1)
    widths = [float(r.attrib["width"]) for r in ET.fromstring(p.maturity_profile(profile)).iter(f"{SVG}rect")]
    assert max(widths) == style.WIDTH
    assert f"Services: {score} of 4" in " ".join(profile.as_text())


def test_large_topology_within_limits() -> None:
    """Are twelve PMOs, forty services and eight consumers all in the picture, in boxes that do not touch?"""
    root = ET.fromstring(p.topology_graph(large_network()))
    cards = [
        Box(*(float(r.attrib[key]) for key in ("x", "y", "width", "height")))
        for r in root.iter(f"{SVG}rect")
        if float(r.attrib["width"]) > 60 and float(r.attrib["width"]) < 600
    ]
    assert len(cards) == 3 + 12 + 40 + 8 + 3
    assert not any(a.meets(b) for a, b in combinations(cards, 2))


def test_lines_of_different_hubs_never_lie_on_each_other() -> None:
    """Do two lines share a stretch only when they lead to or from the same place, and does none cross a box?"""
    network = large_network()
    made = plan(network, 50, lambda _one, _width: 60)
    hubs = [(x.kind, x.source if x.kind in (p.Kind.GOVERNS, p.Kind.ROLE) else x.target) for x in network.links]
    pieces = [
        (hub, Box(min(a, c), min(b, d), abs(a - c), abs(b - d)))
        for hub, wire in zip(hubs, made.wires, strict=True)
        for (a, b), (c, d) in pairwise(wire.points)
    ]
    assert len(made.wires) == len(network.links) == 24
    for (hub, one), (other_hub, other) in combinations(pieces, 2):
        same_way = (one.w == 0 and other.w == 0) or (one.h == 0 and other.h == 0)
        assert hub == other_hub or not same_way or not one.meets(other, 0.5), (hub, other_hub)
    inner = [Box(box.x + 1, box.y + 1, box.w - 2, box.h - 2) for box in made.boxes.values()]
    assert [piece for _, piece in pieces if any(piece.meets(box, 0) for box in inner)] == []
