"""The arguments of the console program: verbs and options, and what is said where they are wrong."""

from argparse import Action, ArgumentParser, ArgumentTypeError, HelpFormatter, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from govreport_gui import __version__


def parsed(arguments: Sequence[str]) -> Namespace:
    """The verb and its options. Ends the program with a sentence where they are none or do not go together."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _refuse(parser, options)
    return options


class _Words(HelpFormatter):
    """argparse's own words in Chinese."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = "用法："
    ) -> None:
        super().add_usage(usage, actions, groups, prefix)


class _Parser(ArgumentParser):
    """Speaks Chinese, and says in one sentence what is wrong with a call."""

    def __init__(self, prog: str, description: str = "", **rest: Any) -> None:  # noqa: ANN401  # as argparse has it
        super().__init__(**rest | {"prog": prog, "description": description}, formatter_class=_Words, add_help=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        # What argparse itself says is English; what main() says is a Chinese sentence.
        what = "" if message.isascii() or " " in message else message
        self.exit(2, f"用法不对。{what}{self.format_usage().replace('用法：', '应为：').strip()}\n")


def _parser() -> ArgumentParser:
    parser = _Parser("govreport", description="公开年报。不带命令，或只给一个文件时，打开窗口。")
    parser.add_argument("--version", action="version", version=f"公开年报 {__version__}", help="显示版本")
    verbs = parser.add_subparsers(title="命令", dest="verb", required=True, metavar="命令")
    check = verbs.add_parser("check", help="核对一份或多份年报")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help="年报文件，可以多份")
    check.add_argument("--previous", type=Path, metavar="FILE", help="上年年报，只核对一份时可用")
    check.add_argument("--kind", choices=("department", "office", "rollup", "township", "authorised"), help="单位类型")
    levels = ("national", "provincial", "municipal", "county", "township")
    check.add_argument("--level", choices=levels, help="单位级别")
    check.add_argument("--json", action="store_true", help="结果以 JSON 输出")
    convert = verbs.add_parser("convert", help="读入年报，存成 .govreport 文件")
    convert.add_argument("source", type=Path, metavar="SOURCE", help="任何读得了的年报")
    export = verbs.add_parser("export", help="输出 PDF、Word、Excel 或网页")
    export.add_argument("file", type=Path, metavar="FILE", help="任何读得了的年报")
    export.add_argument(
        "--for",
        dest="purpose",
        choices=("public", "review", "archive"),
        help="public 公开稿、review 送审稿、archive 存档；不写时 Excel 是存档，其他是公开稿",
    )
    export.add_argument(
        "--profile",
        choices=("official", "plain", "landscape"),
        help="PDF 的版式：official 公文版（不写时就是它）、plain 普通版（较密，页数较少）、landscape 普通版，宽表横排",
    )
    for verb in (convert, export):
        where = export.add_mutually_exclusive_group(required=True) if verb is export else verb
        where.add_argument("--to", type=Path, required=verb is convert, metavar="OUT", help="输出到这个文件，看后缀")
        verb.add_argument("--force", action="store_true", help="替换已有的文件")
        if verb is export:
            where.add_argument(
                "--pack", type=Path, metavar="FOLDER", help="发布用的全套文件输出到这个文件夹，逐份读回核对"
            )
    fingerprint = verbs.add_parser("fingerprint", help="年报的内容指纹")
    fingerprint.add_argument("file", type=Path, metavar="FILE", help="任何读得了的年报")
    fingerprint.add_argument("--is", dest="code", metavar="CODE", help="核对是不是这个指纹")
    _add_many(verbs)
    selftest = verbs.add_parser("selftest", help="程序自检")
    selftest.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="留下自检产生的文件")
    return parser


def _add_many(verbs: Any) -> None:  # noqa: ANN401  # argparse has no public name for it
    """The verbs for many reports, or many applications, at once."""
    rollup = verbs.add_parser("rollup", help="把多个单位的年报汇总")
    rollup.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help="年报文件或文件夹，可以多个")
    rollup.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="OUT",
        help="输出到这个文件，看后缀：.govreport 汇总年报，.xlsx 汇总表，.csv 或 .parquet 一份年报一行",
    )
    rollup.add_argument("--unit", default="", metavar="NAME", help="汇总单位的名称")
    rollup.add_argument("--year", type=_year, metavar="Y", help="汇总哪一年度；不写时取份数最多的年度")
    rollup.add_argument("--roster", type=Path, metavar="FILE", help="应报单位名单，Excel、CSV 或一行一个单位的文本")
    rollup.add_argument("--json", action="store_true", help="结果以 JSON 输出")
    rollup.add_argument("--force", action="store_true", help="替换已有的文件")
    ledger = verbs.add_parser("ledger", help="台账或旧登记簿计成表三、表四，列出问题和期限")
    ledger.add_argument(
        "file", type=Path, metavar="FILE", help="台账（.govledger），或登记簿（.xlsx、.xls、.csv、.docx）"
    )
    ledger.add_argument("--year", type=_year, metavar="Y", help="计哪一年度；不写时取台账的年度")
    ledger.add_argument("--to", type=Path, metavar="OUT", help="计得的表三、表四存成这份 .govreport 年报")
    ledger.add_argument("--json", action="store_true", help="结果以 JSON 输出，不含申请人的信息")
    ledger.add_argument("--force", action="store_true", help="替换已有的文件")
    sql = verbs.add_parser("sql", help="把一种格式的勾稽关系写成 SQL")
    sql.add_argument("--format", required=True, metavar="FORM", help="格式，如 2021")
    sql.add_argument("--dialect", choices=("duckdb", "clickhouse", "spark"), default="duckdb", help="哪种数据库")
    sql.add_argument("--sums", action="store_true", help="不写勾稽关系，写逐年各格之和")


def _year(text: str) -> int:
    from govreport_gui.core.values import YEARS  # noqa: PLC0415  # the other verbs do without it

    if not (text.isascii() and text.isdecimal() and int(text) in YEARS):
        raise ArgumentTypeError(f"--year后面应为{YEARS[0]}到{YEARS[-1]}之间的年度。")
    return int(text)


def _refuse(parser: ArgumentParser, options: Namespace) -> None:
    """End with a sentence where options do not go together."""
    if options.verb == "check" and options.previous and len(options.files) > 1:
        parser.error("--previous只能和一份年报一起用。")
    if options.verb in {"convert", "ledger"} and options.to and options.to.suffix != ".govreport":
        parser.error("--to后面的文件名应以.govreport结尾。")
    if options.verb == "export" and options.pack and options.purpose:
        parser.error("--pack输出的都是公开稿，不能和--for一起用。")
    if options.verb == "export" and options.to and options.to.suffix.lower() not in (".pdf", ".docx", ".xlsx", ".html"):
        parser.error("--to后面的文件名应以.pdf、.docx、.xlsx或.html结尾。")
    if options.verb == "export" and options.profile and options.to and options.to.suffix.lower() != ".pdf":
        parser.error("--profile是PDF的版式，--to后面的文件名应以.pdf结尾。")
    if options.verb == "rollup" and options.to.suffix.lower() not in (".govreport", ".xlsx", ".csv", ".parquet"):
        parser.error("--to后面的文件名应以.govreport、.xlsx、.csv或.parquet结尾。")
    if options.verb == "fingerprint" and options.code is not None:
        from govreport_gui.core.papers.fingerprint import typed  # noqa: PLC0415  # the other verbs do without it

        if not typed(options.code):
            parser.error("--is后面应为8位内容指纹。")
