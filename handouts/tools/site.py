#!/usr/bin/env python3
"""Checks the built pages: site.py FOLDER. Every link leads somewhere, every anchor exists, every picture is there and
has a text alternative, every page can be reached from the index, and nothing is loaded from the network.

With --references, what lessons and the grader's "read" lines say of the handouts is resolved as well.
"""
import re
import sys
from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    VOID = {"meta", "link", "br", "hr", "img", "input", "col", "source", "wbr"}

    def __init__(self, path):
        super().__init__()
        self.path, self.links, self.ids, self.problems, self.open = path, [], [], [], []
        self.headings, self.titles = [], 0
        self.feed(path.read_text())
        if self.open:
            self.problems.append(f"<{self.open[-1]}> is never closed")

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in ("img", "script", "link", "iframe", "source") and values.keys() & {"src", "href"}:
            self.problems.append(f"<{tag}> loads {values.get('src') or values.get('href')}: pages are self-contained")
        if tag == "svg" and len(values.get("aria-label", "")) < 40:
            self.problems.append("a picture has no text alternative, or a very short one")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID and not self.get_starttag_text().endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")
            self.open = []

    def own_problems(self):
        yield from self.problems
        for name in {name for name in self.ids if self.ids.count(name) > 1}:
            yield f"the id {name} is there twice"
        if self.headings.count(1) != 1:
            yield f"{self.headings.count(1)} headings of the first level"
        for upper, lower in zip(self.headings, self.headings[1:]):
            if lower > upper + 1:
                yield f"a heading of level {lower} follows one of level {upper}"


def link_problems(pages, folder):
    for page in pages.values():
        for link in page.links:
            if re.match(r"(https?|mailto):", link):
                continue
            if re.match(r"\w+:", link) or link.startswith("/"):
                yield f"{page.path.name}: the link {link} leads out of the folder"
                continue
            name, _, anchor = link.partition("#")
            target = folder / name if name else page.path
            if not target.is_file():
                yield f"{page.path.name}: the link {link} leads nowhere"
            elif anchor and anchor not in pages[target.name].ids:
                yield f"{page.path.name}: {target.name} has no anchor {anchor}"


def orphans(pages):
    seen, new = set(), {"index.html"}
    while new:
        seen |= new
        new = {link.partition("#")[0] for name in new for link in pages[name].links} & pages.keys() - seen
    return pages.keys() - seen


def reference_problems(pages):
    """References from outside: "handouts/NAME", "handouts/NAME.md" and either with "#anchor"."""
    sources = [path for pattern in ("lessons/*/*", "solutions/*/*", "grader/*/*.[ch]", "README.md") for path in Path().glob(pattern)]
    for path in sources:
        for name, anchor in re.findall(r"handouts/([a-z][\w-]*)(?:\.md|\.html)?(?:#([\w-]+))?", path.read_text(errors="replace")):
            if name in ("examples", "pictures", "tools", "mistakes"):
                continue
            page = pages.get(f"{name}.html")
            if page is None:
                yield f"{path}: there is no page handouts/{name}.md"
            elif anchor and anchor not in page.ids:
                yield f"{path}: handouts/{name}.md has no anchor {anchor}"


def main():
    folder = Path(sys.argv[1])
    pages = {path.name: Page(path) for path in sorted(folder.glob("*.html"))}
    problems = [f"{page.path.name}: {problem}" for page in pages.values() for problem in page.own_problems()]
    problems += link_problems(pages, folder)
    problems += [f"{name}: no way leads to it" for name in sorted(orphans(pages))]
    if "--references" in sys.argv:
        problems += reference_problems(pages)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
