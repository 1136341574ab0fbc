"""`govreport rollup`: many reports at once."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govreport_gui.cli.outcome import DONE, FOUND, OUTSIDE, complain, refuse_existing
from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVEL_SIGNS, VERDICT_NAMES
from govreport_gui.core.rollup.adding import Rollup, add_up
from govreport_gui.core.rollup.rules import Problem, problems
from govreport_gui.core.rollup.submission import Collection, Member, Submission, Unreadable, called
from govreport_gui.core.values import show
from govreport_gui.files import atomic, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.rollup import gathering, roster, table, workbook
from govreport_gui.files.saving import store


def run(options: Namespace) -> int:
    """`govreport rollup`: many reports → their sum, and what does not fit together."""
    try:
        refuse_existing(options.to, force=options.force)
        paths = gathering.files_in(options.sources, but=options.to)
        members = _roster(options.roster) if options.roster else ()
        collection = _collected(paths, members, options)
        result = add_up(collection)
        found = problems(collection, result)
        if not options.json:
            _print(collection, result, found)
        for told in collection.unreadable:
            print(readable(told.error), file=sys.stderr)
        for each in collection.submissions:
            for sentence in each.told:
                print(readable(f"“{called(each.file)}”：{sentence}"), file=sys.stderr)
        atomic.write(options.to, _content(options.to.suffix.lower(), collection, result, found))
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    if options.json:
        _print_json(collection, result, found, paths)
    else:
        print(readable(f"已保存“{options.to.name}”。"))
    if collection.unreadable:
        return OUTSIDE
    return FOUND if any(each.verdict == "must_fix" for each in collection.submissions) else DONE


def _roster(path: Path) -> tuple[Member, ...]:
    members, twice = roster.read(path)
    if twice:
        names = "、".join(twice)
        print(readable(f"“{path.name}”：{names}写了不止一次，按一个单位计。"), file=sys.stderr)
    return members


def _collected(paths: Sequence[Path], members: tuple[Member, ...], options: Namespace) -> Collection:
    found = list(gathering.gather(paths))
    order = {str(path): at for at, path in enumerate(paths)}
    found.sort(key=lambda each: order[each.file])
    return Collection(
        forms=resources.formats(),
        submissions=tuple(each for each in found if isinstance(each, Submission)),
        unreadable=tuple(each for each in found if isinstance(each, Unreadable)),
        roster=members,
        unit=options.unit,
        year=options.year,
    )


def _content(suffix: str, collection: Collection, result: Rollup, found: Sequence[Problem]) -> bytes:
    """What is written to a file of that suffix. Raises OutsideError."""
    if not result.counted.counted:
        raise OutsideError("没有可以汇总的年报，没有输出。")
    if suffix == store.SUFFIX:
        return store.to_bytes(result.document, result.form)
    if suffix == ".xlsx":
        return workbook.write(collection, result, found)
    make = table.as_parquet if suffix == ".parquet" else table.as_csv
    return make(result, collection.forms)


def _print(collection: Collection, result: Rollup, found: Sequence[Problem]) -> None:
    counted = result.counted
    for each in collection.submissions:
        why = counted.why.get(each.file)
        year = f"{each.document.year}年度" if each.document.year else "年度不明"
        says = f"未计入：{why}" if why else "已计入"
        if each.told:
            says += f"，读入有 {len(each.told)} 处须对照原文件确认"
        print(
            readable(f"“{called(each.file)}”：{result.name(each.file)}，{year}，{VERDICT_NAMES[each.verdict]}，{says}")
        )
    for problem in found:
        sign = f"{LEVEL_SIGNS[problem.level]} {LEVEL_NAMES[problem.level]}"
        print(readable(f"{sign}：{problem.message}〔{problem.rule}〕"))
    if counted.missing:
        print(f"未报：{'、'.join(counted.missing)}")
    year = f"{counted.year}年度" if counted.year else "年度不明"
    others = f"，另有{len(counted.why)}份未计入" if counted.why else ""
    bad = f"，{len(collection.unreadable)}个文件读不出来" if collection.unreadable else ""
    print(f"{year}，按{result.form.name}汇总，计入{len(counted.counted)}个单位{others}{bad}。")


def _print_json(collection: Collection, result: Rollup, found: Sequence[Problem], paths: Sequence[Path]) -> None:
    counted = result.counted
    units: dict[str, dict[str, Any]] = {bad.file: _unit(bad.file, error=bad.error) for bad in collection.unreadable}
    for each in collection.submissions:
        document, why = each.document, counted.why.get(each.file)
        units[each.file] = _unit(each.file, document.unit, document.year, document.format, each.verdict, why)
    content = {
        "version": 1,
        "year": counted.year,
        "format": result.form.id,
        "totals": {cell: show(number) for cell, number in result.totals.items()},
        "units": [units[str(path)] for path in paths],
        "missing": list(counted.missing),
        "contributors": {
            cell: [[result.name(file), show(number)] for file, number in givers]
            for cell, givers in result.contributors.items()
        },
        "problems": [
            {
                "rule": problem.rule,
                "level": problem.level,
                "files": list(problem.files),
                "cells": list(problem.cells),
                "message": problem.message,
            }
            for problem in found
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    # A name that is no UTF-8 has in it what UTF-8 cannot write; JSON can.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _unit(
    file: str,
    unit: str | None = None,
    year: int | None = None,
    form: str | None = None,
    verdict: str | None = None,
    why: str | None = None,
    error: str | None = None,
) -> dict[str, Any]:
    return {
        "file": file,
        "unit": unit,
        "year": year,
        "format": form,
        "verdict": verdict,
        "counted": error is None and why is None,
        "why": why,
        "error": error,
    }
