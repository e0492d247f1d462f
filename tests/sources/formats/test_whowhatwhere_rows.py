"""Tables of who does what where, as small as they show one thing: languages, headers, cells, damage."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.sources.formats.asking import told

from ngograph.errors import NothingToImport, UnknownFormat, UnreadableFile
from ngograph.sources.facts import Funding, Participation, Partnership, Presence, Record
from ngograph.sources.formats import Task
from ngograph.sources.formats.whowhatwhere import FORMAT
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.sources.facts import Skipped
    from ngograph.sources.formats import Opened
    from ngograph.sources.known import Known


ENGLISH = """Donor,Implementing partner,Province,District,Cluster,Start date,End date,Status,Focal point email
ECHO,Oxfam,North,Alpha,Health,2023-02-01,2023-03-15,Ongoing,a@example.org
"""
FRENCH = """Bailleur de fonds;Partenaire de mise en œuvre;Région;Cercle;Secteur;Début;Fin;Statut;Point focal
ECHO;Oxfam;North;Alpha;Santé;1 février 2023;15 mars 2023;En cours;X
"""
SPANISH = """Donante;Socio implementador;Departamento;Municipio;Sector;Fecha inicio;Fecha fin;Estatus;Correo
ECHO;Oxfam;North;Alpha;Salud;01/02/2023;15/03/2023;En ejecución;1
"""
PORTUGUESE = """Doador;Parceiro local;Província;Distrito;Setor;Data início;Data fim;Estado do projeto
ECHO;Oxfam;North;Alpha;Saúde;01.fev.2023;15 de março de 2023;Em curso
"""
ARABIC = """المانح,الشريك المنفذ,المحافظة,المديرية,القطاع,تاريخ البدء,تاريخ الانتهاء,الحالة,رقم الهاتف
ECHO,Oxfam,North,Alpha,الصحة,1 فبراير 2023,15 مارس 2023,جاري,1
"""
RUSSIAN = """Донор\tИсполнитель\tОбласть\tРайон\tСектор\tДата начала\tДата окончания\tСтатус\tЭл. почта
ECHO\tOxfam\tNorth\tAlpha\tЗдравоохранение\t1 февраля 2023\t15.03.2023\tв процессе\tx
"""
BOSNIAN = """Donator;Realizator;Kanton;Općina;Sektor;Datum početka;Datum završetka;Status;Kontakt osoba
ECHO;Oxfam;North;Alpha;Zdravstvo;01.02.2023;15.03.2023;U toku;x
"""
UKRAINIAN = """Донор,Виконавець,Область,Район,Кластер,Дата початку,Дата завершення,Статус,Контактна особа
ECHO,Oxfam,North,Alpha,Охорона здоров'я,01.02.2023,15.03.2023,триває,x
"""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (BOSNIAN, "cp1250"),
        (UKRAINIAN, "utf-8"),
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-16"),
        (FRENCH, "cp1252"),
        (SPANISH, "latin-1"),
        (PORTUGUESE, "utf-8-sig"),
        (ARABIC, "utf-8"),
        (ARABIC, "cp1256"),
        (RUSSIAN, "cp1251"),
    ],
)
def test_a_row_says_the_same_in_each_language(
    text: str, encoding: str, opened: Callable[..., Opened]
) -> None:
    table = opened(text.encode(encoding))
    (record,) = table.records
    (presence,) = told(record, Presence)
    assert (presence.organisation.names[0].text, presence.place.names[0].text) == ("Oxfam", "Alpha")
    assert presence.place.within.names[0].text == "North"
    assert presence.about.edtf == "2023-02-01/2023-03-15"
    assert (presence.about.status, presence.about.topics) == ("active", ("health",))
    (funding,) = told(record, Funding)
    assert [body.names[0].text for body in (*funding.funders, *funding.recipients)] == ["ECHO", "Oxfam"]
    dropped = [note for note in table.heading.notes if note.endswith("dropped: contact data")]
    assert len(dropped) == (text is not PORTUGUESE)


def test_two_rows_of_headers_below_a_title_are_read_together(opened: Callable[..., Opened]) -> None:
    table = opened(
        "3W of Kenya in 2023,,,,,\n,,,,,\n"
        "Donor,,Implementing partner,,Where,\nName,Acronym,Name,Type,Admin 1,Admin 2\n"
        "United States Agency,USAID,Save the Children,INGO,Garissa,Dadaab\n"
    )
    (record,) = table.records
    (presence,), (funding,) = told(record, Presence), told(record, Funding)
    assert table.heading.title == "3W of Kenya in 2023"
    assert presence.organisation.kind == "NonGovernmentalOrganisation"
    assert funding.funders[0].acronym == "USAID"
    assert presence.place.within.within.country == "ke"
    assert record.locator == "row 5"


def test_headers_that_come_again_are_no_data(read: Callable[..., list[Record | Skipped]]) -> None:
    records = read("Organisation,District\nOxfam,Alpha\nOrganisation,District\nCARE,Beta\n")
    assert [getattr(record, "cause", "") for record in records] == ["", "the headers once more", ""]


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("BRC-FL/NRC/GRC", ["BRC-FL", "NRC", "GRC"]),
        ("Swiss Church Aid (HEKS/EPER)", ["Swiss Church Aid (HEKS/EPER)"]),
        ("HEKS/EPER", ["HEKS/EPER"]),
        ("OIM / IOM", ["OIM / IOM"]),
        ("ACT/DCA", ["ACT/DCA"]),
        ("UNICEF, WHO", ["UNICEF", "WHO"]),
        ("Oxfam; Save the Children", ["Oxfam", "Save the Children"]),
        ("Oxfam / CARE", ["Oxfam", "CARE"]),
        ("Oxfam and CARE", ["Oxfam", "CARE"]),
        (
            "Rehabilitation, Education and Community Health",
            ["Rehabilitation, Education and Community Health"],
        ),
        ("Humanity & Inclusion", ["Humanity & Inclusion"]),
        ("ARCAD/SIDA", ["ARCAD/SIDA"]),
    ],
)
def test_a_cell_is_parted_only_where_that_is_sure(
    cell: str, bodies: list[str], read: Callable[..., list[Record | Skipped]]
) -> None:
    record, *_ = read(f'Organisation,District\n"{cell}",Alpha\nOxfam,Alpha\nCARE,Alpha\n')
    assert [fact.organisation.names[0].text for fact in told(record, Presence)] == bodies
    assert [len(fact.parties) for fact in told(record, Partnership)] == [len(bodies)] * (len(bodies) > 1)


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ("Various", "an organisation is named in general words only"),
        ("UN", "an organisation is named in general words only"),
        ("N/A", "a cell says that there is none"),
        ("-", "a cell names no organisation"),
        ("Gouvernement", "an organisation is named in general words only"),
    ],
)
def test_general_words_name_nobody(cell: str, note: str, read: Callable[..., list[Record | Skipped]]) -> None:
    record, _ = read(f"Organisation,District\n{cell},Alpha\nOxfam,Alpha\n")
    assert (getattr(record, "cause", ""), record.notes) == ("no organisation named", (note,))


def test_groups_without_names_are_others_in_each_row(read: Callable[..., list[Record | Skipped]]) -> None:
    first, second = read("Organisation,District\nLocal NGOs,Alpha\nLocal NGOs,Alpha\n")
    bodies = [told(record, Presence)[0].organisation for record in (first, second)]
    assert {body.kind for body in bodies} == {"UnnamedGroup"}
    assert bodies[0].key != bodies[1].key


def test_an_acronym_stands_for_the_name_that_the_file_gives_it(
    read: Callable[..., list[Record | Skipped]],
) -> None:
    record, _ = read(
        "Donor,Partner name,Partner acronym,District\n"
        "NRC,Danish Refugee Council,DRC,A\n,Norwegian Refugee Council,NRC,A\n"
    )
    (funding,) = told(record, Funding)
    assert (funding.funders[0].names[0].text, funding.funders[0].acronym) == (
        "Norwegian Refugee Council",
        "NRC",
    )


def test_a_project_joins_its_partners_and_its_donor(read: Callable[..., list[Record | Skipped]]) -> None:
    (record,) = read(
        "Project code,Project title,Donor,Programme partner,Implementing partner,District,Budget (USD)\n"
        'HAFG20-CSS-166545-1,Safe water,ECHO,UNICEF,Oxfam,Alpha,"1,250.50"\n'
    )
    roles = {fact.participant.names[0].text: fact.roles for fact in told(record, Participation)}
    assert roles == {"ECHO": ("funder",), "UNICEF": ("partner",), "Oxfam": ("implementer",)}
    (partnership,), (funding,) = told(record, Partnership), told(record, Funding)
    assert [body.names[0].text for body in partnership.parties] == ["UNICEF", "Oxfam"]
    assert partnership.about.modality == "asserted"
    assert (funding.amount, funding.currency) == ("1250.50", "USD")
    assert funding.activities[0].codes[0].scheme == "HPC project"
    assert [body.names[0].text for body in funding.recipients] == ["UNICEF"]


@pytest.mark.parametrize(
    ("start", "end", "edtf", "notes"),
    [
        ("31/02/2023", "15/03/2023", "/2023-03-15", ("a date that does not exist was dropped",)),
        ("15/03/2023", "14/03/2023", "", ("the end is before the start",)),
        ("44986", "2023-03-15", "2023-03-01/2023-03-15", ("a number is read as a day",)),
        ("soon", "", "", ("a date that cannot be read was dropped",)),
    ],
)
def test_bad_dates_are_noted(
    start: str, end: str, edtf: str, notes: tuple[str, ...], read: Callable[..., list[Record | Skipped]]
) -> None:
    record, _ = read(
        f"Organisation,District,Start,End\nOxfam,Alpha,{start},{end}\nOxfam,Alpha,13/01/2023,13/01/2023\n"
    )
    assert told(record, Presence)[0].about.edtf == edtf
    assert record.notes == notes


def test_days_and_months_that_cannot_be_told_apart_leave_the_year(
    read: Callable[..., list[Record | Skipped]],
) -> None:
    (record,) = read("Organisation,District,Start date\nOxfam,Alpha,02/03/2023\n")
    assert told(record, Presence)[0].about.edtf == "2023/"
    assert record.notes == ("day and month cannot be told apart: only the year is kept",)


def test_p_codes_are_strong_only_in_their_country(read: Callable[..., list[Record | Skipped]]) -> None:
    first, second, third = read(
        "Organisation,Country,Admin 1,Adm1_Pcode\nOxfam,Kenya,Garissa,KE007\nOxfam,Kenya,Garissa,SO01\n"
        "Oxfam,Kenya,National,KE\n"
    )
    places = [told(record, Presence)[0].place for record in (first, second, third)]
    assert [code.strength for place in places[:2] for code in place.codes] == ["strong", "weak"]
    assert places[2].country == "ke"


def test_a_workbook_with_merged_cells_and_bare_formulas(opened: Callable[..., Opened]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "3W"
    for row in (("Organisation", "District"), ("Oxfam", "Alpha"), ("CARE", None), ("=A2", "Beta")):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.create_sheet("Lists").append(("Health", "Education"))
    hidden = book.create_sheet("Old")
    hidden.append(("Organisation", "District"))
    hidden.append(("MSF", "Gamma"))
    hidden.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    table = opened(held.getvalue(), "table.csv")
    records = list(table.records)
    assert [told(record, Presence)[0].place.names[0].text for record in records[:2]] == ["Alpha", "Alpha"]
    assert getattr(records[2], "cause", "") == "no organisation named"
    assert table.heading.notes[0] == "a formula has no kept value"
    assert "sheet 'Old' not read: it is hidden" in table.heading.notes
    assert "sheet 'Lists' not read: it has one row" in table.heading.notes


def archive(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", UnreadableFile, "empty file"),
        (b"Organisation,District\n", NothingToImport, "it has one row|it is empty|names an organisation"),
        (b"Organisation,District\n,Alpha\n,Beta\n", NothingToImport, "no row names an organisation"),
        (b"District,People reached\nAlpha,20\nBeta,30\n", NothingToImport, "no header speaks"),
        (b'[{"Organisation": "A", "District": "B"}, {"Organ', UnreadableFile, "not well-formed JSON"),
        (b"PK\x03\x04 and then nothing", UnreadableFile, "whole archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, UnreadableFile, "whole workbook"),
        (archive(("xl/workbook.xml", b"<workbook/>")), UnreadableFile, "whole workbook"),
        (archive(("table.csv", b"Organisation,District\nA,B\n")), UnknownFormat, "unpack it first"),
        (archive(("xl/workbook.xml", b"\0" * (300 << 20))), UnreadableFile, "ordinary content"),
        (b"One sentence,\nthen another.\n", UnknownFormat, "expected one of"),
    ],
)
def test_a_damaged_or_empty_file_is_refused(
    content: bytes, error: type[Exception], words: str, opened: Callable[..., Opened]
) -> None:
    with pytest.raises(error, match=words):
        list(opened(content).records)


def test_an_outline_of_a_pivot_is_refused(opened: Callable[..., Opened]) -> None:
    lines = "".join(f"District {number},\n,Oxfam\n,CARE\n" for number in range(9))
    with pytest.raises(NothingToImport, match="an outline"):
        opened(f"District,Organisation\n{lines}")


def test_a_matrix_of_bodies_and_sectors_is_refused_with_what_it_lacks(opened: Callable[..., Opened]) -> None:
    with pytest.raises(NothingToImport, match="no column says where"):
        opened("Organization,Health,Shelter\nOxfam,x,\nCARE,,x\n")


def test_an_amount_without_a_donor_is_not_lost_without_a_word(
    read: Callable[..., list[Record | Skipped]],
) -> None:
    rows = read("Organisation,Donor,District,Budget (USD)\nOxfam,ECHO,Alpha,10\nCARE,,Beta,20\nIRC,,Beta,\n")
    note = "an amount that nobody is said to give is left out"
    assert [one.notes for one in rows] == [(), (note,), ()]


def test_memory_does_not_grow_with_the_file(tmp_path: Path, world: Known) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.csv"
        with path.open("w") as file:
            file.write("Organisation,District,Cluster,Start date,Lat,Long\n")
            for number in range(count):
                file.write(
                    f"Body {number % 50},Alpha,Health,2023-01-{number % 28 + 1:02},{number % 80}.5,1.5\n"
                )
        tracemalloc.start()
        try:
            assert sum(1 for _ in FORMAT.read(Task(sample(path), "a", world)).records) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is read at the first use is there for good
    # A record takes a kilobyte: all of them would be some 8 megabytes.
    assert peak(8_000) < 2_000_000


def test_digits_of_arabic_are_read_and_marks_of_direction_are_no_letters(
    read: Callable[..., list[Record | Skipped]],
) -> None:
    (record,) = read(
        "المنظمة,المانح,القطاع,المحافظة,تاريخ البدء,تاريخ الانتهاء,المبلغ,العملة\n"
        "\u200fأطباء بلا حدود\u200f,ECHO,الصحة,إدلب,١٣/٠٢/٢٠٢٣,٢٠٢٣\u2011٠٣\u2011١٥,١٢٬٣٤٥٫٥٠,USD\n"
    )
    (presence,), (funding,) = told(record, Presence), told(record, Funding)
    assert presence.organisation.names[0].text == "أطباء بلا حدود"
    assert presence.about.edtf == "2023-02-13/2023-03-15"
    assert (funding.amount, funding.currency) == ("12345.50", "USD")


def test_what_a_page_on_the_web_has_left_in_a_cell_is_the_character_that_it_stands_for(
    read: Callable[..., list[Record | Skipped]],
) -> None:
    records = read(
        "Organisation,Partner,Sector,Region\n"
        "Water &amp; Food for All,Caf&eacute; &#39;Local&#39;,Health,Kulob\n"
        "Water & Food for All,,Health,Kulob\n"
    )
    (partnership,) = told(records[0], Partnership)
    names = [body.names[0].text for body in partnership.parties]
    assert names == ["Water & Food for All", "Café 'Local'"]


def test_each_of_several_columns_under_one_header_names_a_body(
    read: Callable[..., list[Record | Skipped]],
) -> None:
    records = read(
        "Organisation,Partner,Partner,Donor,Donor,Sector,Region,Partner\n"
        "Water for All,Local Hands,Good Neighbours,ECHO,USAID,Health,Kulob,Helping Hand\n"
        "IFRC,,Relief,,,Health,Kulob,\n"
    )
    parties = [[body.names[0].text for body in told(one, Partnership)[0].parties] for one in records]
    assert parties[0] == ["Water for All", "Local Hands", "Good Neighbours", "Helping Hand"]
    assert parties[1] == ["IFRC", "Relief"]
    assert [body.names[0].text for body in told(records[0], Funding)[0].funders] == ["ECHO", "USAID"]


def test_a_mark_for_nothing_says_nothing(read: Callable[..., list[Record | Skipped]]) -> None:
    header = "Organisation,Partner,Donor,Sector,Region,District,Start,Status,Amount,Currency\n"
    records = read(
        f"{header}Oxfam,nan,-,Health,Kulob,Not applicable,--,N/A,-,USD\nNaN,–,TBD,Health,Kulob,,,,,\n"
    )
    (presence,) = told(records[0], Presence)
    assert (presence.place.names[0].text, presence.about.codes_kept) == ("Kulob", ())
    assert not [note for note in records[0].notes if "read" in note or "vocabulary" in note]
    assert not isinstance(records[1], Record)


def test_a_p_code_is_one_however_a_row_writes_it(read: Callable[..., list[Record | Skipped]]) -> None:
    records = read("Organisation,Sector,Zone,Zone Pcode\nA B,Health,One,ET01\nC D,Health,One,et 01\n")
    places = {told(record, Presence)[0].place for record in records}
    assert [[code.notation for code in place.codes] for place in places] == [["ET01"]]
    assert [place.within.country for place in places] == ["et"]


def test_codes_of_kinds_and_numbers_of_the_table_alone_are_no_codes_of_bodies_and_places(
    read: Callable[..., list[Record | Skipped]],
) -> None:
    row = {"location_ref": 1, "location_code": "MLI", "location_name": "Mali", "org_type_code": "437"}
    row |= {"admin1_ref": 7, "admin1_code": "ML07", "admin1_name": "Gao", "org_name": "Oxfam"}
    (presence,) = told(read(json.dumps({"data": [row]}))[0], Presence)
    assert presence.organisation.codes == ()
    assert [code.notation for code in presence.place.codes] == ["ML07"]
