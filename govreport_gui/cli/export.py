"""`govreport export`."""

from argparse import Namespace

from govreport_gui.cli import source
from govreport_gui.cli.outcome import DONE, OUTSIDE, complain, refuse_existing, tell
from govreport_gui.core.papers.profiles import OFFICIAL, ProfileName
from govreport_gui.core.rules.check import check
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.output import export


def run(options: Namespace) -> int:
    """`govreport export`: any readable form → PDF or workbook."""
    if options.pack:
        return _pack(options)
    try:
        refuse_existing(options.to, force=options.force)
        imported = source.read(options.file)
        checked = check(imported.form, imported.document)
        profile: ProfileName = options.profile or OFFICIAL
        report = (imported.form, imported.document, checked)
        notes = export.write(options.to, *report, purpose=options.purpose, profile=profile)
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    tell(options.file, imported.problems)
    for note in notes:
        print(note)
    print(readable(f"已输出“{options.to.name}”。核对结果：{checked.verdict_words}。"))
    return DONE


def _pack(options: Namespace) -> int:
    """`govreport export --pack`: everything that is published, into a folder, read back before success is said."""
    from govreport_gui.files.output import pack  # noqa: PLC0415  # a single file does without it

    try:
        imported = source.read(options.file)
        checked = check(imported.form, imported.document)
        report = (imported.form, imported.document, checked)
        done = pack.write(options.pack, *report, force=options.force, profile=options.profile or OFFICIAL)
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    tell(options.file, imported.problems)
    for note in done.notes:
        print(note)
    for path in done.files:
        print(readable(f"已输出“{path.relative_to(options.pack)}”。"))
    print(f"已逐份读回，{done.cells}个数和{done.paragraphs}段文字均一致。核对结果：{checked.verdict_words}。")
    return DONE
