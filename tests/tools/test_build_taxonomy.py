"""The table of labels is laid out from ESCO's and O*NET's files: parted forms, clear keys, the best known first."""

from pathlib import Path

import pytest

from indexing.analysis import analyse
from indexing.widening import Taxonomy
from tools import build_taxonomy
from tools.build_taxonomy import forms

ESCO = "conceptUri,preferredLabel,altLabels,hiddenLabels\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "esco").mkdir()
    (tmp_path / "onet").mkdir()
    for language, rows in {
        "en": 'u1,nurse,"registered nurse\nward sister",\nu2,welder,fitter,\n',
        "de": 'u1,Pfleger/Pflegerin,,"Schwester"\nu2,Schweißer/in,,\n',
        "es": "u1,enfermero/enfermera,,\nu2,soldador/soldadora,,\n",
    }.items():
        (tmp_path / "esco" / f"occupations_{language}.csv").write_text(ESCO + rows, encoding="utf-8")
    tables = {
        "Occupation Data": "O*NET-SOC Code\tTitle\n1\tRegistered Nurses\n2\tBosses\n3\tHeads\n4\tChiefs\n5\tLeaders\n",
        "Sample of Reported Titles": "O*NET-SOC Code\tReported Job Title\n1\tStaff Nurse (RN)\n",
        "Alternate Titles": "O*NET-SOC Code\tAlternate Title\n1\tScrub Person\n"
        "1\tMedic\n" + "".join(f"{code}\tGrand Master\n" for code in (2, 3, 4, 5)),
        "Technology Skills": "O*NET-SOC Code\tExample\n"
        + "1\tStructured query language SQL\n" * 4
        + "1\tMicrosoft Excel\n" * 5
        + "1\tMicrosoft Access\n1\tWeb browser software\n",
    }
    for name, text in tables.items():
        (tmp_path / "onet" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def built(folder: Path) -> Taxonomy:
    skills, offered = build_taxonomy.technologies(folder)
    return Taxonomy(build_taxonomy.table([*build_taxonomy.esco(folder), *build_taxonomy.onet(folder)], skills, offered))


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("director técnico/directora técnica", ["director técnico", "directora técnica"]),
        ("Schweißer/in", ["Schweißer"]),
        ("Dozent/-in für Recht", ["Dozent für Recht"]),
        ("Chief Executive Officer (CEO)", ["Chief Executive Officer", "CEO"]),
        ("Bleacher (paper)", ["Bleacher"]),
        ("input/output clerk", ["input/output clerk"]),
        ("  two   words ", ["two words"]),
        ("a b c d e f g", []),
        ("...", []),
    ],
)
def test_forms(label: str, parts: list[str]) -> None:
    assert list(forms(label)) == parts


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("nurse", {"ward sister", "Pfleger", "Pflegerin", "enfermero", "enfermera"}),
        ("RN", {"Registered Nurses", "Staff Nurse"}),
        ("scrub person", {"Registered Nurses", "Staff Nurse", "RN"}),
        ("Schweißer", {"welder", "fitter", "soldador", "soldadora"}),
        ("grand master", set()),  # of too many occupations
        ("medic", set()),  # one word, and nobody's label
        ("sql", {"Structured query language"}),
        ("microsoft excel", {"Excel"}),
        ("microsoft access", set()),  # the rest is an everyday word
    ],
)
def test_groups(built: Taxonomy, text: str, others: set[str]) -> None:
    assert set(built.alternatives(analyse(text))) == others


def test_offered(built: Taxonomy) -> None:
    assert built.completions("title", "w", 9) == ["welder", "ward sister"]  # preferred labels before others
    assert built.completions("skill", "exc", 9) == ["Microsoft Excel", "Excel"]
    assert built.completions("skill", "web", 9) == []  # of one occupation only


def test_the_table_is_written(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_taxonomy, "TABLE", tmp_path / "taxonomy.z")
    assert build_taxonomy.main([str(folder)]) == 0
    first = (tmp_path / "taxonomy.z").read_bytes()
    assert build_taxonomy.main([str(folder)]) == 0
    assert (tmp_path / "taxonomy.z").read_bytes() == first
