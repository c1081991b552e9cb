#!/usr/bin/env python3
"""Every picture carries the same style sheet, pictures/style.css, so that each can be seen on its own.

--write puts it into all pictures; without it, pictures that differ, or that are no XML, are named.
"""
import re
import sys
import xml.etree.ElementTree
from pathlib import Path

PICTURES = Path(__file__).resolve().parent.parent / "pictures"


def main():
    style = "<style>\n" + (PICTURES / "style.css").read_text() + "</style>"
    wrong = 0
    for path in sorted(PICTURES.glob("*.svg")):
        text = path.read_text()
        new = re.sub(r"<style>.*?</style>", lambda match: style, text, flags=re.S)
        xml.etree.ElementTree.fromstring(new)
        if "--write" in sys.argv:
            path.write_text(new)
        elif new != text or style not in new:
            print(f"{path.name} does not carry pictures/style.css", file=sys.stderr)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
