#!/usr/bin/env python3
"""Opens every page of the handouts in headless Chromium and looks at it: browser.py FOLDER [--screenshots FOLDER]

On a phone (360 px wide) and on a desk, in light and in dark: no error on the console, no page that scrolls sideways, pictures drawn
with all their text inside and legible, enough contrast, answers that open, copy buttons that copy, and a way through all pages by their links.
Exit status 77: there is no Chromium.
"""
import argparse
import base64
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOOK = r"""
(() => {
  const problems = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1
      && !e.closest("pre, .table, svg"))[0];
    problems.push(`scrolls sideways: ${root.scrollWidth} px, because of <${wide && wide.tagName}> ${wide && wide.textContent.slice(0, 40)}`);
  }
  const parse = text => { const n = (text.match(/[\d.]+/g) || []).map(Number); return n.length < 3 || n[3] === 0 ? null : n.slice(0, 3); };
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  };
  const seen = new Set();
  const judge = (front, back, text) => {
    const value = contrast(front, back), key = front + "/" + back;
    if (value < 4.5 && !seen.has(key)) { seen.add(key); problems.push(`contrast ${value.toFixed(2)}: "${text.trim().slice(0, 30)}"`); }
  };
  document.querySelectorAll("details").forEach(d => {
    const before = d.offsetHeight;
    d.querySelector("summary").click();
    if (!d.open || d.offsetHeight <= before) problems.push(`an answer does not open: ${d.textContent.trim().slice(0, 40)}`);
  });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && !element.closest("svg, script, style, .skip, .anchor"))
      judge(parse(getComputedStyle(element).color), ground(element), walker.currentNode.data);
  }
  let pictures = 0;
  document.querySelectorAll(".picture svg").forEach(svg => {
    pictures++;
    const name = svg.getAttribute("aria-label").slice(0, 30), box = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
    if (box.width < 250 || box.height < 80) problems.push(`picture not drawn: ${name}`);
    const texts = [...svg.querySelectorAll("text")].filter(t => t.textContent.trim());
    texts.forEach((text, i) => {
      const b = text.getBBox();
      if (b.x < 0 || b.y < 0 || b.x + b.width > view.width || b.y + b.height > view.height)
        problems.push(`picture ${name}: "${text.textContent}" is cut off`);
      if (parseFloat(getComputedStyle(text).fontSize) * box.width / view.width < 8.5)
        problems.push(`picture ${name}: "${text.textContent}" is too small to read`);
      texts.slice(i + 1).forEach(other => {
        const c = other.getBBox();
        const across = Math.min(b.x + b.width, c.x + c.width) - Math.max(b.x, c.x), down = Math.min(b.y + b.height, c.y + c.height) - Math.max(b.y, c.y);
        if (across > 1 && down > 4) problems.push(`picture ${name}: "${text.textContent}" lies on "${other.textContent}"`);
      });
      let back = ground(svg);
      for (const shape of svg.querySelectorAll("rect, circle")) {
        if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
        const s = shape.getBBox(), x = b.x + b.width / 2, y = b.y + b.height / 2, fill = parse(getComputedStyle(shape).fill);
        if (!fill || x < s.x || x > s.x + s.width || y < s.y || y > s.y + s.height) continue;
        back = fill;
        if (s.width < 460 && (b.x < s.x - 1 || b.x + b.width > s.x + s.width + 1)) problems.push(`picture ${name}: "${text.textContent}" sticks out of its box`);
      }
      judge(parse(getComputedStyle(text).fill), back, text.textContent);
    });
  });
  document.querySelectorAll("button.copy").forEach(b => { if (!b.closest("div, li, main, details").querySelector("pre")) problems.push("a copy button without a block"); });
  const links = [...document.querySelectorAll("a[href]")].map(a => a.href);
  const next = document.querySelector("header a[rel=next]");
  return JSON.stringify({ problems, pictures, answers: document.querySelectorAll("main details:not(.contents)").length, links, next: next && next.href, title: document.title });
})()
"""

COPY = r"""
(async () => {
  const button = document.querySelector("button.copy");
  if (!button) return "none";
  button.click();
  await new Promise(done => setTimeout(done, 200));
  return button.textContent;
})()
"""


class Browser:
    """A headless Chromium, spoken to over a pair of pipes."""

    def __init__(self, program):
        self.home = tempfile.TemporaryDirectory(prefix="handouts-browser-")
        to_read, self.write_end = os.pipe()
        self.read_end, to_write = os.pipe()
        options = ["--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
                   "--hide-scrollbars", f"--user-data-dir={self.home.name}"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        self.process = subprocess.Popen(["sh", "-c", f'exec "$@" 3<&{to_read} 4>&{to_write}', "sh", program, *options, "about:blank"],
                                        pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(to_read)
        os.close(to_write)
        self.buffer, self.number, self.events, self.session = b"", 0, [], None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def receive(self, deadline):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.read_end], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(self.read_end, 1 << 20) if ready else b""
            if not piece:
                raise SystemExit("Chromium does not answer")
            self.buffer += piece
        text, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(text)

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + 60
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, address):
        self.events = []
        self.ask("Page.navigate", url=address)
        deadline = time.monotonic() + 60
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive(deadline))

    def evaluate(self, script):
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in answer:
            raise SystemExit(answer["exceptionDetails"]["exception"].get("description", "a script failed"))
        return answer["result"].get("value")

    def errors(self):
        """What the console, the page's scripts and the loading complained about since the page was opened."""
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                yield parameters["exceptionDetails"]["text"]
            elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
                yield f"console: {parameters['args'][0].get('value')}"
            elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
                yield f"log: {parameters['entry']['text']}"

    def show(self, width, height, scheme):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def screenshot(self, path):
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"]))

    def close(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        for _ in range(20):  # helpers of the browser may still be writing
            try:
                self.home.cleanup()
                return
            except OSError:
                time.sleep(0.1)


def look_at(browser, page, arguments, problems):
    """Opens one page in all sizes and colours; returns what the last look found."""
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")):
        browser.show(width, 800, scheme)
        browser.open(page.as_uri())
        if width == 1280 and scheme == "light":
            browser.ask("Input.dispatchKeyEvent", type="keyDown", key="Tab", windowsVirtualKeyCode=9)
            if browser.evaluate("document.activeElement.className") != "skip":
                problems.append(f"{page.name}: the first Tab does not lead to the link over the navigation")
            copied = browser.evaluate(COPY)
            if copied not in ("none", "Copied"):
                problems.append(f"{page.name}: the copy button does not copy")
        found = json.loads(browser.evaluate(LOOK))
        problems += [f"{page.name}, {width} px, {scheme}: {text}" for text in [*browser.errors(), *found["problems"]]]
        if arguments.screenshots:
            browser.screenshot(arguments.screenshots / f"{page.stem}-{width}-{scheme}.png")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--screenshots", type=Path)
    parser.add_argument("--page", help="only this one")
    arguments = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        print("skipped: there is no Chromium")
        return 77
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)

    problems, pictures, answers = [], 0, 0
    browser = Browser(program)
    try:
        folder = arguments.folder.resolve()
        page, way = folder / f"{arguments.page or 'index'}.html", []
        while page and page not in way:
            way.append(page)
            found = look_at(browser, page, arguments, problems)
            pictures, answers = pictures + found["pictures"], answers + found["answers"]
            for link in found["links"]:
                target = link.partition("#")[0]
                if target.startswith("file://") and not Path(target[7:]).is_file():
                    problems.append(f"{page.name}: {link} leads nowhere")
            page = None if arguments.page else found["next"] and Path(found["next"][7:])
        missed = {path.name for path in folder.glob("*.html")} - {path.name for path in way}
        if missed and not arguments.page:
            problems.append(f"going on from page to page does not lead to {', '.join(sorted(missed))}")
    finally:
        browser.close()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(way)} pages, {pictures} pictures, {answers} answers to open")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
