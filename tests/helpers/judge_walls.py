"""Grade one hostile submission, and print what is not as its file `must` says, each on a line of its own.

Arguments: the case's folder, the grader, the submission's copy, a folder for temporary files.

This process adopts what loses its parent below it, so that whatever outlives the grading is found here. The JSON is
looked at always, the text too where a submission of build/ or report/ must not bring something into it.
"""
import ctypes
import json
import os
import signal
import re
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
LIMIT = 120  # seconds for one grading
MOST = 1 << 20  # bytes of a report

folder, grader, submission, temporary = sys.argv[1:]
problems = []


def expect(holds, text):
    if not holds:
        problems.append(text)


def read_must():
    with open(folder + "/must", encoding="ascii") as file:
        return dict(line.rstrip("\n").split(": ", 1) for line in file if ": " in line)


def adopt_orphans():
    """What survives has this process for its parent, unless the kernel knows better ways to hide than we do."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit("this process could not adopt orphans")


def find_survivors():
    """The processes that this one has adopted, or still has, and are not dead; the dead are taken away."""
    survivors = []
    with open("/proc/self/task/%d/children" % os.getpid(), encoding="ascii") as file:
        children = [int(word) for word in file.read().split()]
    for child in children:
        if os.waitpid(child, os.WNOHANG)[0] == 0:
            with open("/proc/%d/comm" % child, encoding="ascii", errors="backslashreplace") as file:
                survivors.append((child, file.read().strip()))
    return survivors


def judge_survivors():
    """What the grader has killed may take a moment to go."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    patience = time.monotonic() + 2
    while find_survivors() and time.monotonic() < patience:
        signal.sigtimedwait([signal.SIGCHLD], max(0, patience - time.monotonic()))
    for survivor in find_survivors():
        expect(False, "process %d (%s) outlived the grading" % survivor)
        os.kill(survivor[0], 9)


def grade(form, lesson):
    """The exit status, the report and the complaint of one grading."""
    command = [grader, "check", "-f", form, "-l", lesson, submission]
    with open(temporary + "/report", "w+b") as report, open(temporary + "/complaint", "w+b") as complaint:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=report, stderr=complaint)
        try:
            status = process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            status = "none: it was killed after %d s" % LIMIT
            process.wait()
        judge_survivors()
        report.seek(0)
        complaint.seek(0)
        return status, report.read(), complaint.read()


def judge_json(report):
    """What every JSON report has to be. Returns the verdicts."""
    expect(report.count(b"\n") == 1 and report.endswith(b"\n"), "the JSON is not one line")
    expect(all(32 <= byte < 127 or byte == 10 for byte in report), "the JSON is not plain ASCII")
    try:
        lesson, = json.loads(report)["lessons"]
    except (ValueError, KeyError):
        expect(False, "the JSON does not parse")
        return {}
    return {check["id"]: check["status"] for check in lesson["checks"]}


def judge_verdicts(must, verdicts):
    for check in must.get("fails", "").split():
        expect(verdicts.get(check) == "failed", "%s should fail, and is %s" % (check, verdicts.get(check)))
    for check in must.get("passes", "").split():
        expect(verdicts.get(check) == "passed", "%s should pass, and is %s" % (check, verdicts.get(check)))
    expect("error" not in verdicts.values(), "not every check was judged")


def judge_words(must, report):
    if "evidence" in must:
        expect(re.search(must["evidence"].encode(), report), "the report does not hold " + must["evidence"])
    if "absent" in must:
        found = re.search(must["absent"].encode(), report)
        expect(not found, "the report holds %s" % (ascii(found and found.group()[:80])))


def judge():
    must = read_must()
    forms = ["json", "text"] if "absent" in must and "/run/" not in folder else ["json"]
    for form in forms:
        status, report, complaint = grade(form, must["lesson"])
        before = len(problems)
        expect(str(status) == must["exit"], "exit status %s instead of %s" % (status, must["exit"]))
        expect(len(report) < MOST, "the report has %d bytes" % len(report))
        if form == "json":
            judge_verdicts(must, judge_json(report))
        judge_words(must, report + complaint)
        if len(problems) > before:
            problems.append("the grader said, in %s: %s" % (form, ascii((complaint + report)[:4000].decode("latin-1"))))


adopt_orphans()
judge()
for problem in problems:
    print("#   " + problem)
sys.exit(1 if problems else 0)
