"""Spoilt inputs for every reader: none may end in a traceback, take 5 s of CPU or 300 MB. `make fuzz`, or N=20000.

Each input follows from the seed and its number alone. What fails is made small, printed and kept in out/fuzz. Processes
of their own read the inputs, so that what hangs or falls over is one more failure and not the end.
"""

import argparse
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import fuzz_inputs
import fuzz_targets

SECONDS, MEMORY = 5, 300_000_000
"""Of CPU, and bytes beyond what the program has, for one input."""
PATIENCE = 180
"""Seconds until a process that says nothing is killed: it is deaf to its own clock then."""
SHRINKING = 20
"""Seconds to make what failed smaller."""
TIME = 120
LANES = 2


class TooLongError(BaseException):
    """An input that takes too much CPU. No `except Exception` of the program may swallow it."""


@dataclass
class Lane:
    """A process that reads, and the input that it has."""

    pipe: Connection
    process: multiprocessing.process.BaseProcess
    number: int = -1
    since: float = field(default_factory=time.monotonic)


def input_of(seed: int, number: int, whole: dict[str, list[bytes]]) -> tuple[str, bytes]:
    """Which reader input `number` is for, and the input."""
    dice = random.Random(f"{seed}/{number}")
    target = list(whole)[number % len(whole)]
    return target, fuzz_inputs.spoilt(dice.choice(whole[target]), dice)


def failure(feed: fuzz_targets.Feed, content: bytes) -> tuple[str, str]:
    """How that input fails: in a word and where, and at length; two empty texts if it does not."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        feed(content)
    except fuzz_targets.REFUSALS as refused:
        return ("", "") if str(refused).strip() else ("an empty sentence", traceback.format_exc())
    except TooLongError:
        return f"more than {SECONDS} s of CPU", traceback.format_exc()
    except MemoryError:
        return f"more than {MEMORY // 1_000_000} MB", ""
    except Exception as error:  # noqa: BLE001  # this is what is looked for
        places = [each for each in traceback.extract_tb(error.__traceback__) if "govreport_gui" in each.filename]
        where = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
        return f"{type(error).__name__} {where}", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "", ""


def chosen(readers: str) -> dict[str, list[bytes]]:
    """The whole inputs of these readers, parted by commas; of all where none is named."""
    whole = fuzz_inputs.seeds()
    return {name: whole[name] for name in readers.split(",")} if readers else whole


def read_all(pipe: Connection, seed: int, broken: str, readers: str) -> None:
    """In a process of its own: read inputs by number and say what became of each."""

    def too_long(_signal: int, _frame: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGPROF, too_long)
    whole = chosen(readers)
    with tempfile.TemporaryDirectory(prefix="govreport-fuzz-") as name:
        feeds = fuzz_targets.Readers(Path(name)).feeds()
        if broken:
            feeds[broken] = _spoilt_reader
        for feed in feeds.values():  # what is loaded once is the program's own
            failure(feed, b"")
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
        while (number := pipe.recv()) >= 0:
            target, content = input_of(seed, number, whole)
            what, more = failure(feeds[target], content)
            if what:
                content = _small(feeds[target], content, what)
            pipe.send((what, more, content if what else b""))


def _small(feed: fuzz_targets.Feed, content: bytes, what: str) -> bytes:
    end = time.monotonic() + SHRINKING
    return fuzz_inputs.smaller(content, lambda less: time.monotonic() < end and failure(feed, less)[0] == what)


def _spoilt_reader(content: bytes) -> None:
    """In place of a reader, to see that its faults would be noticed."""
    assert len(content) < 7, "spoilt on purpose"


def main() -> int:
    """Run; 0 if nothing failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=0, help="so many; without it, two minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the one input of that number")
    parser.add_argument("--out", type=Path, default=ROOT / "out/fuzz", help="where inputs that fail are kept")
    parser.add_argument("--break", dest="broken", default="", help="a reader to be spoilt on purpose")
    parser.add_argument("--readers", default="", help="only these, parted by commas: docx,pdf")
    options = parser.parse_args()
    numbers: Iterator[int] = iter(range(options.inputs or sys.maxsize))
    if options.only is not None:
        numbers = iter([options.only])
    elif not options.inputs:
        numbers = _until(time.monotonic() + TIME, numbers)
    failures, done = run(numbers, options.seed, options.out, options.broken, options.readers)
    print(f"{done} inputs, seed {options.seed}: {sum(failures.values())} failures of {len(failures)} kinds")
    for what, count in failures.most_common():
        print(f"{count:6} {what}")
    return 1 if failures else 0


def _until(end: float, numbers: Iterator[int]) -> Iterator[int]:
    while time.monotonic() < end:
        yield next(numbers)


def run(numbers: Iterator[int], seed: int, out: Path, broken: str, readers: str = "") -> tuple[Counter[str], int]:
    """Have the inputs read; the failures by kind, and how many were read."""
    whole, failures, done = chosen(readers), Counter[str](), 0
    lanes = [_begin(seed, broken, readers) for _ in range(LANES)]
    lanes = [lane for lane in lanes if _hand_out(lane, next(numbers, -1))]
    while lanes:
        ready = wait([lane.pipe for lane in lanes], timeout=1)
        for at, lane in enumerate(lanes):
            if lane.pipe not in ready:
                if time.monotonic() - lane.since > PATIENCE:
                    lane.process.kill()
                continue
            target, content = input_of(seed, lane.number, whole)
            try:
                what, more, small = lane.pipe.recv()
            except EOFError:
                what, more, small = "the process ended", "", content
            if what:
                kind = f"{target}: {what}"
                failures[kind] += 1
                if failures[kind] == 1:
                    _say(kind, small, more, out / f"{target}-{seed}-{lane.number}")
            done += 1
            if what == "the process ended":
                lanes[at] = _begin(seed, broken, readers)
        idle = [lane.number < 0 or lane.pipe in ready for lane in lanes]
        lanes = [lane for lane, free in zip(lanes, idle, strict=True) if not free or _hand_out(lane, next(numbers, -1))]
    return failures, done


def _begin(seed: int, broken: str, readers: str) -> Lane:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=read_all, args=(theirs, seed, broken, readers), daemon=True)
    process.start()
    theirs.close()
    return Lane(ours, process)


def _hand_out(lane: Lane, number: int) -> bool:
    """Give the lane that input; -1 ends it. Whether it goes on."""
    lane.number, lane.since = number, time.monotonic()
    lane.pipe.send(number)
    if number < 0:
        lane.process.join()
    return number >= 0


def _say(kind: str, small: bytes, more: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(small)
    print(f"--- {kind}: {len(small)} bytes in {path}\n{small[:300]!r}\n{more}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
