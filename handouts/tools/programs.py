#!/usr/bin/env python3
"""Keeps the programs, outputs and grader's answers in the pages true.

A page says by a comment what the block after it holds:

    <!-- program: fork_once.c -->           the whole of examples/fork_once.c
    <!-- program: creation_cost.c workers -->   its part between "part: workers" and "end"
    <!-- output: fork_once -->              what the run of that name in examples/runs.txt prints
    <!-- grader: forgets-exit three-children -->  what grade answers to mistakes/forgets-exit

--check (the default) says which blocks are missing or stale; --write brings them up to date.
Ids, addresses and ports differ from run to run: they are renumbered in order, from 4711 on.
"""
import argparse
import difflib
import functools
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HANDOUTS = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- (program|output|grader): ([^\n]*?) -->\n)```(\w*)\n(.*?)```\n", re.S)
LANGUAGES = {".c": "c", ".py": "python", ".sh": "sh"}


def excerpt(words):
    """The text of an example, or of one named part of it without its first indentation."""
    path = HANDOUTS / "examples" / words[0]
    text = path.read_text()
    if len(words) > 1:
        found = re.search(rf"^[ \t]*/\* part: {words[1]} \*/\n(.*?)^[ \t]*/\* end \*/\n", text, re.S | re.M)
        if not found:
            raise SystemExit(f"{path.name} has no part {words[1]}")
        text = found.group(1)
        indent = re.match(r"\t*", text).group(0)
        text = re.sub(rf"^{indent}", "", text, flags=re.M)
    else:
        text = re.sub(r"^[ \t]*/\* (part: \w+|end) \*/\n", "", text, flags=re.M)
    return LANGUAGES[path.suffix], text


def read_runs():
    runs = {}
    for line in (HANDOUTS / "examples" / "runs.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, rules, shown, *real = line.split(" :: ")
            runs[name] = {"rules": rules.split(), "shown": shown, "command": real[0] if real else shown}
    return runs


def read_all(descriptor):
    data = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # a pseudo-terminal says EIO when nobody holds its other end any more
            piece = b""
        if not piece:
            os.close(descriptor)
            return re.sub(r"\r+\n", "\n", data.decode())
        data += piece


def start(command, folder, environment, terminal):
    """Starts a shell command; returns it and the descriptor that its output comes from."""
    ours, theirs = pty.openpty() if terminal else os.pipe()
    process = subprocess.Popen(["sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    return process, ours


def capture(run, programs):
    """What the run prints, ids renumbered; None when a program that it needs is missing."""
    environment = dict(os.environ, LC_ALL="C", TERM="dumb", COLUMNS="80", PYTHONDONTWRITEBYTECODE="1")
    environment.pop("PYTHONPATH", None)
    server = None
    for rule in run["rules"]:
        if rule.startswith("needs:") and not shutil.which(rule[6:]):
            return None
    for rule in run["rules"]:
        if rule.startswith("server:"):
            server, server_output = start(f"exec ./{rule[7:]} 0", programs, environment, True)
            first = os.read(server_output, 4096).decode()
            environment["port"] = re.search(r"port (\d+)", first).group(1)
    process, output = start(run["command"], programs, environment, "pipe" not in run["rules"])
    text = read_all(output)
    process.wait(timeout=30)
    if server:
        said = re.sub(r"\r+\n", "\n", first) + read_all(server_output)
        server.wait(timeout=30)
        text = said if "show-server" in run["rules"] else text
        usual = {"greet_server": "7777", "http_once": "8080"}[re.search(r"server:(\w+)", " ".join(run["rules"])).group(1)]
        text = text.replace(environment["port"], usual)
    return renumber(text, "ps" if "needs:ps" in run["rules"] else "")


def renumber(text, kind):
    """Process and thread ids become 4711, 4712 ... and addresses round numbers, their order kept."""
    ids = set(re.findall(r"(?:process|thread id)\s(\d+)", text))
    if kind == "ps":
        ids |= {word for line in text.splitlines() for word in line.split()[:2] if word.isdigit()}
    names = {old: str(4711 + i) for i, old in enumerate(sorted(ids, key=int))}
    if names:
        text = re.sub(r"(?<![\w.])\d+(?![\w.]*\d)\b", lambda match: names.get(match.group(0), match.group(0)), text)
    addresses = sorted(set(re.findall(r"0x[0-9a-f]{6,}", text)), key=lambda word: int(word, 16))
    stacks = [word for word in addresses if word.startswith("0x7ff")]
    others = [word for word in addresses if not word.startswith("0x7ff")]
    names = {old: f"0x7ffd0000{i + 1}000" for i, old in enumerate(stacks)}
    names.update({old: f"0x7f2a0000{i + 1}000" for i, old in enumerate(others)})
    return re.sub(r"0x[0-9a-f]{6,}", lambda match: names[match.group(0)], text)


def speaks(run, text):
    """Whether an output shows what the page says about it; what depends on luck is worth another run before it is kept."""
    return all(re.search(rule[6:], text) for rule in run["rules"] if rule.startswith("shows:"))


def same(run, page, now):
    """Whether two outputs agree under the rules of the run, and the page's still shows what it should."""
    if not speaks(run, page):
        return False
    if "numbers-vary" in run["rules"]:
        page, now = (re.sub(r"[ \t]+", " ", re.sub(r"\d+([.:]\d+)*", "#", text)) for text in (page, now))
        if "needs:ps" in run["rules"]:  # columns such as the terminal and the user differ from machine to machine
            return [line.split()[-1] for line in page.splitlines()] == [line.split()[-1] for line in now.splitlines()]
    if "at-least" in run["rules"]:
        return set(page.splitlines()) <= set(now.splitlines())
    if "any-order" in run["rules"]:
        page, now = sorted(page.splitlines()), sorted(now.splitlines())
    return page == now


def wrapped(label, text):
    """One field of the grader's answer, as the report shows it."""
    lines = text.splitlines() or [""]
    return [f"    {label:<9} {lines[0]}"] + [" " * 14 + line for line in lines[1:]]


@functools.lru_cache(maxsize=None)
def grade_lesson(mistake, grade):
    """The grader's report on the lesson that a submission with a mistake is for, as a list of checks."""
    folder = HANDOUTS / "mistakes" / mistake
    if not folder.is_dir():
        raise SystemExit(f"there is no mistakes/{mistake}")
    program = next(folder.glob("*.c")).name
    lesson = next((HANDOUTS.parent / "lessons").glob(f"*/{program}")).parent.name
    result = subprocess.run([grade, "check", "-l", lesson, "-f", "json", str(folder)],
                            capture_output=True, text=True, timeout=300)
    return json.loads(result.stdout)["lessons"][0]["checks"]


def grader_says(words, grade):
    """The answer of the grader to a submission with a mistake; None when there is no grader."""
    mistake, check_id = words
    if not os.access(grade, os.X_OK):
        return None
    for check in grade_lesson(mistake, grade):
        if check["id"] == check_id and check["status"] == "failed":
            evidence = check["evidence"].splitlines()
            if len(evidence) > 1:  # a tool's report: its first line says what it is about
                evidence[1:] = ["..."]
            lines = [f"✗ {check['title']}"] + wrapped("expected", check["message"]) + wrapped("saw", "\n".join(evidence))
            return "\n".join(lines + wrapped("hint", check["hint"])) + "\n"
    raise SystemExit(f"grade does not fail {check_id} for mistakes/{mistake}")


def same_answer(page, now):
    """What was seen depends on the run; what was expected, and the hint, do not, but for numbers."""
    def fixed(text):
        return re.sub(r"\d+([.]\d+)?", "#", re.sub(r"(?ms)^    saw .*?(?=^    hint )", "", text))
    return fixed(page) == fixed(now)


def settle(page, match, arguments, runs, problems):
    """The block that should stand in the page in place of the match."""
    marker, kind, names, _, old = match.groups()
    words = names.split()
    if kind not in arguments.kinds.split(","):
        return match.group(0)
    if kind == "program":
        language, new = excerpt(words)
        fresh = old == new
    elif kind == "output":
        language, run = "text", runs[words[0]]
        if shutil.which(run["shown"].split()[0]) is None and not run["shown"].startswith("./"):
            return match.group(0)
        for _ in range(5):  # on a busy machine a short sleep may last long
            text = capture(run, arguments.programs)
            if text is None:
                return match.group(0)
            new = f"$ {run['shown']}\n{text}"
            fresh = same(run, old, new)
            if fresh or (arguments.write and speaks(run, text)):
                break
            time.sleep(0.5)
    else:
        language, new = "text", grader_says(words, arguments.grade)
        if new is None:
            print(f"{page.name}: skipped, no grader: {names}")
            return match.group(0)
        fresh = same_answer(old, new)
    if fresh:
        return match.group(0)
    if not arguments.write:
        problems.append(f"{page.name}: the block of {kind} {names} is stale:\n" + "".join(
            difflib.unified_diff(old.splitlines(True), new.splitlines(True), "in the page", "now")))
    return f"{marker}```{language}\n{new}```\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--programs", default="build/handouts/programs", help="where the compiled examples are")
    parser.add_argument("--grade", default="build/grade")
    parser.add_argument("--kinds", default="program,output,grader", help="which blocks to look at")
    parser.add_argument("pages", nargs="*", type=Path)
    arguments = parser.parse_args()
    runs, problems, used = read_runs(), [], set()

    for page in arguments.pages or sorted(HANDOUTS.glob("*.md")):
        text = page.read_text()
        markers = re.findall(r"<!-- (program|output|grader): ([^\n]*?) -->", text)
        used |= {(kind, names.split()[0]) for kind, names in markers}
        for kind, names in markers:
            if kind == "output" and names not in runs:
                raise SystemExit(f"{page.name}: there is no run {names}")
        if len(markers) != len(BLOCK.findall(text)):
            problems.append(f"{page.name}: a marker is not followed by a fenced block")
        new = BLOCK.sub(lambda match: settle(page, match, arguments, runs, problems), text)
        if arguments.write and new != text:
            page.write_text(new)
            print(f"{page.name}: brought up to date")

    if not arguments.pages:
        have = {("program", path.name) for path in (HANDOUTS / "examples").iterdir() if path.suffix in LANGUAGES}
        have |= {("output", name) for name in runs} | {("grader", path.name) for path in (HANDOUTS / "mistakes").iterdir()}
        problems += [f"no page uses the {kind} {name}" for kind, name in sorted(have - used)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
