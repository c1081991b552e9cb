"""Hold the JSON report on standard input against what a case should give; print a TAP line.

Arguments: kind (starter, solution, right, wrong), folder, exit status of the grader, its complaint,
the ids of the checks that a wrong variant fails.
"""
import json
import sys

kind, folder, status, complaint, fails = sys.argv[1:]
expected = set(fails.split())
problems = []


def expect(holds, text):
    if not holds:
        problems.append(text)


def judge_starter(lesson, verdicts):
    passed = {id for id, verdict in verdicts.items() if verdict == "passed"}
    points = [check["max_score"] for check in lesson["checks"] if check["id"] == "builds"]
    expect(passed == {"builds"} and [lesson["score"]] == points, "it should pass `builds` and nothing else")


def judge_wrong(verdicts):
    failed = {id for id, verdict in verdicts.items() if verdict == "failed"}
    expect(expected <= set(verdicts), "`fails` names unknown checks: " + " ".join(sorted(expected - set(verdicts))))
    for id in sorted(expected - failed):
        expect(False, "false pass: %s should fail, and is %s" % (id, verdicts.get(id)))
    for id in sorted(failed - expected):
        expect(False, "stray failure: " + id)


def judge_right(lesson, verdicts):
    others = sorted(id for id, verdict in verdicts.items() if verdict != "passed")
    expect(not others, "false failure: " + " ".join(others))
    expect(lesson["score"] == lesson["max_score"], "it should score %d" % lesson["max_score"])


def quote(lesson):
    """What the grader said of every check that is not plainly as it should be."""
    problems.append("the grader said: %d/%d" % (lesson["score"], lesson["max_score"]))
    for check in lesson["checks"]:
        if check["status"] == "passed" and check["id"] not in expected:
            continue
        problems.append("  %s: %s" % (check["id"], check["status"]))
        for label in ("message", "evidence"):
            lines = (label + ": " + check[label]).split("\n") if check[label] else []
            problems.extend("    " + line for line in lines[:12])


def judge(lesson):
    verdicts = {check["id"]: check["status"] for check in lesson["checks"]}
    if kind == "starter":
        judge_starter(lesson, verdicts)
    elif kind == "wrong":
        judge_wrong(verdicts)
    else:
        judge_right(lesson, verdicts)
    strange = {"error", "missing"} & set(verdicts.values())
    expect(not strange, "not every check was judged: " + complaint)
    expect(status == ("0" if kind in ("right", "solution") else "1"), "exit status %s %s" % (status, complaint))
    if problems:
        quote(lesson)


try:
    lesson, = json.load(sys.stdin)["lessons"]
except (ValueError, KeyError):
    expect(False, "the grader gave no report (exit status %s): %s" % (status, complaint))
else:
    judge(lesson)
print("%sok - %s%s" % ("not " if problems else "", folder, "".join("\n#   " + line for line in problems)))
sys.exit(1 if problems else 0)
