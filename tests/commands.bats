# The commands: what they print, what they take, and how they exit.
load helpers/common

setup() {
  cd "$ROOT"
}

@test "grade --help names every command" {
  apart "$GRADE" --help
  has_status 0
  for command in check list hint; do
    [[ $output == *"  $command "* ]]
  done
}

@test "every command explains itself" {
  for command in check list hint; do
    apart "$GRADE" "$command" --help
    has_status 0
    [[ ${lines[0]} == "Usage: grade $command "* ]]
  done
}

@test "grade check --help names its options and exit statuses" {
  apart "$GRADE" check --help
  for option in --lesson= --format= --output= --real-time --schedule= "Exit status"; do
    [[ $output == *"$option"* ]]
  done
}

@test "without a command, grade says how it is used" {
  apart "$GRADE"
  has_status 2
  [ -z "$output" ]
  [[ $stderr == Usage:* ]]
}

@test "wrong usage ends with status 2 and prints nothing on standard output" {
  for arguments in "frobnicate" "check --frobnicate" "check -f xml" "check -l 9" "check --schedule sometimes" \
    "check one two" "list one" "hint" "hint 1 2 3" "hint 1 x" "hint 1 0" "hint 9" "check -l" "--frobnicate"; do
    # shellcheck disable=SC2086  # several arguments
    apart "$GRADE" $arguments
    echo "grade $arguments: $stderr"
    has_status 2
    [ -z "$output" ]
    [ -n "$stderr" ]
  done
}

@test "list shows each lesson, its programs and its checks" {
  apart "$GRADE" list
  has_status 0
  for program in "${PROGRAMS[@]}"; do
    [[ $output == *"$program.c"* ]]
  done
  [ "$(grep -c ', 100 points$' <<<"$output")" -eq 5 ]
  [[ $output == *" 10  builds "*"three_processes.c compiles"* ]]
}

@test "hint gives the first hint, and says how many there are" {
  apart "$GRADE" hint 1
  has_status 0
  [ "${lines[0]}" = "Hint 1 of 3 for 01-three-processes:" ]
  [[ $output == *"fork()"* ]]
  [[ $output != *"hint 01-three-processes 1"* ]]
  [[ $output == *"build/grade hint 01-three-processes 2" ]]
}

@test "hints stand in the README, one at a time" {
  for number in 1 2 3; do
    apart "$GRADE" hint 05-socket-echo "$number"
    has_status 0
    [ "${lines[0]}" = "Hint $number of 3 for 05-socket-echo:" ]
    sed -n '/^## Hints/,/^## Read/p' lessons/05-socket-echo/README.md >"$BATS_TEST_TMPDIR/hints"
    grep -qF "$number. ${lines[1]}" "$BATS_TEST_TMPDIR/hints"
    [ "$(grep -c . "$BATS_TEST_TMPDIR/hints")" -gt "${#lines[@]}" ]
  done
}

@test "a hint that is not there is wrong usage" {
  apart "$GRADE" hint 1 4
  has_status 2
  complains_of "has 3 hints"
}

@test "hints are found from any folder, and where GRADE_KIT says" {
  cd /
  apart "$GRADE" hint 2
  has_status 0
  mkdir -p "$BATS_TEST_TMPDIR/kit/lessons/02-five-named-threads"
  printf '## Hints\n\n1. only\n   one\n\n## Read\n\n1. no hint\n' >"$BATS_TEST_TMPDIR/kit/lessons/02-five-named-threads/README.md"
  GRADE_KIT=$BATS_TEST_TMPDIR/kit apart "$GRADE" hint 2
  has_status 0
  [ "$output" = "Hint 1 of 1 for 02-five-named-threads:

only
one" ]
}

@test "a lesson is a number, an id, or a unique part of one" {
  for name in 1 01 01-three-processes three 01-; do
    apart "$GRADE" hint "$name"
    has_status 0
    [[ ${lines[0]} == *01-three-processes: ]]
  done
  apart "$GRADE" hint thread
  has_status 2
  complains_of "fits both"
}

@test "check takes several lessons, in a list or one by one" {
  apart "$GRADE" check -f json -l 02,three -l 5 solutions
  has_status 0
  [ "$(python3 -c 'import json,sys; print(*[l["id"][:2] for l in json.load(sys.stdin)["lessons"]])' <<<"$output")" = "01 02 05" ]
}

@test "check grades the folder lessons when none is given" {
  mkdir "$BATS_TEST_TMPDIR/lessons"
  cp -R solutions/01-three-processes "$BATS_TEST_TMPDIR/lessons"
  cd "$BATS_TEST_TMPDIR"
  apart "$GRADE" check -f json -l 1
  has_status 0
  [[ $output == '{"version":1,"submission":"lessons","score":100,"max_score":100,'* ]]
}

@test "a flat submission is graded as well" {
  mkdir "$BATS_TEST_TMPDIR/flat"
  cp solutions/01-three-processes/three_processes.c "$BATS_TEST_TMPDIR/flat"
  apart "$GRADE" check -f json -l 1 "$BATS_TEST_TMPDIR/flat"
  has_status 0
  scored 01 100
}

@test "the JSON report has the contract's keys, in its order, on one line of ASCII" {
  apart "$GRADE" check -f json -l 1 lessons
  has_status 1
  [ "${#lines[@]}" -eq 1 ]
  python3 - "$output" <<'PYTHON'
import json, sys
text = sys.argv[1]
assert text.isascii() and text.isprintable()
report = json.loads(text)
assert list(report) == ["version", "submission", "score", "max_score", "isolation", "clock", "seconds", "lessons"]
assert report["version"] == 1 and report["submission"] == "lessons"
assert report["isolation"] in ("full", "reduced") and report["clock"] in ("virtual", "real")
assert isinstance(report["score"], int) and isinstance(report["seconds"], (int, float))
lesson, = report["lessons"]
assert list(lesson) == ["id", "status", "score", "max_score", "checks"]
assert [check["id"] for check in lesson["checks"]] == [
    "builds", "three-children", "prints-pids", "waits-for-all", "same-through-a-pipe", "exits-cleanly"]
for check in lesson["checks"]:
    assert list(check) == ["id", "status", "score", "max_score", "title", "message", "evidence", "hint"]
    assert check["status"] in ("passed", "failed", "skipped")
    assert check["status"] != "failed" or (check["message"] and check["evidence"] and check["hint"]), check
PYTHON
}

@test "the check ids and points are the contract's" {
  apart "$GRADE" list
  [ "$(awk '/^ +[0-9]+ / { print $2 ":" $1 } /^[0-9]/ { print $1 }' <<<"$output" | paste -sd ' ' | sed 's/ \([0-9][0-9]-\)/\n\1/g')" = \
"01-three-processes builds:10 three-children:30 prints-pids:25 waits-for-all:20 same-through-a-pipe:10 exits-cleanly:5
02-five-named-threads builds:10 five-threads:25 named:20 prints-names:20 joins-all:15 no-data-race:5 exits-cleanly:5
03-process-vs-thread builds:10 n-processes:15 n-threads:15 starts-all-then-waits:15 same-work:20 true-times:20 exits-cleanly:5
04-daemon-threads builds:10 background-thread:10 beats-every-second:15 main-finishes-at-three:15 is-a-daemon:20 sleeps-not-spins:5 user-thread-finishes:20 exits-cleanly:5
05-socket-echo builds:10 server-listens:10 server-echoes:15 server-echoes-every-byte:15 server-echoes-in-turn:10 server-says-goodbye:10 server-survives-reset:5 server-restarts-at-once:5 server-reports-a-taken-port:5 client-talks:10 client-reports-no-server:5" ]
}

@test "check exits with 0 for full marks and with 1 when a check failed" {
  apart "$GRADE" check -l 1 solutions
  has_status 0
  apart "$GRADE" check -l 1 lessons
  has_status 1
}

@test "the text report shows marks, evidence, hint and reading, without colour in a pipe" {
  apart "$GRADE" check -l 1 lessons
  [[ $output == *"  ✓ three_processes.c compiles "*" 10/10"* ]]
  [[ $output == *"  ✗ "*"      expected  "*"      saw       "*"      hint      "*"      read      "* ]]
  [[ $output != *$'\033'* ]]
}

@test "no line of the text report is wider than 100 columns" {
  apart "$GRADE" check lessons
  has_status 1
  python3 -c 'import sys; sys.exit(any(len(line) > 100 for line in sys.argv[1].split("\n")))' "$output"
}

@test "on a terminal the text report is coloured, unless NO_COLOR is set" {
  apart env -u NO_COLOR python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' "$GRADE" check -l 1 solutions
  has_status 0
  [[ $output == *$'\033[32m'* ]]
  apart env NO_COLOR= python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' "$GRADE" check -l 1 solutions
  has_status 0
  [[ $output != *$'\033'* ]]
}

@test "-o writes the report to a file and nothing to standard output" {
  apart "$GRADE" check -l 1 -f json -o "$BATS_TEST_TMPDIR/report" solutions
  has_status 0
  [ -z "$output" ]
  [ "$(wc -l <"$BATS_TEST_TMPDIR/report")" -eq 1 ]
  python3 -m json.tool "$BATS_TEST_TMPDIR/report"
}

@test "nothing is written into the submission or the current folder" {
  take_solutions
  mkdir "$BATS_TEST_TMPDIR/here"
  cd "$BATS_TEST_TMPDIR/here"
  (cd "$submission" && find . -printf '%p %T@ %s\n' | sort) >"$BATS_TEST_TMPDIR/before"
  apart "$GRADE" check -l 1,2 "$submission"
  has_status 0
  (cd "$submission" && find . -printf '%p %T@ %s\n' | sort) | diff "$BATS_TEST_TMPDIR/before" -
  [ -z "$(ls -A)" ]
}

@test "--schedule and --real-time give the solutions full marks too" {
  for schedule in natural newborn-first creator-first one-late; do
    apart "$GRADE" check -l 1,2 --schedule "$schedule" solutions
    has_status 0
  done
  apart "$GRADE" check -l 1,2 --real-time -f json solutions
  has_status 0
  [[ $output == *'"clock":"real"'* ]]
}

@test "--schedule skips a check that needs another one, and the rest decides on the exit status" {
  fixtures=tests/fixtures/03-process-vs-thread
  apart "$GRADE" check -f json -l 3 --schedule newborn-first "$fixtures/right/start-barrier"
  has_status 0
  judged 03 starts-all-then-waits skipped
  [[ $(said_of 03 starts-all-then-waits message) == *"needs the schedule creator-first"*"newborn-first"* ]]
  scored 03 85
  apart "$GRADE" check -f json -l 3 --schedule creator-first "$fixtures/right/start-barrier"
  has_status 0
  scored 03 100
  apart "$GRADE" check -f json -l 3 --schedule natural "$fixtures/wrong/waits-for-each-child-at-once"
  has_status 1
  judged 03 starts-all-then-waits failed
}

@test "--schedule never makes a starter a fault of the grader" {
  for schedule in natural newborn-first creator-first one-late; do
    apart "$GRADE" check -f json --schedule "$schedule" lessons
    has_status 1
    [[ $output != *'"status":"error"'* ]]
  done
}

@test "compiler messages come with the student's own file name" {
  mkdir "$BATS_TEST_TMPDIR/broken"
  printf 'int main(void)\n{\n\treturn nowhere;\n}\n' >"$BATS_TEST_TMPDIR/broken/three_processes.c"
  apart "$GRADE" check -f json -l 1 "$BATS_TEST_TMPDIR/broken"
  has_status 1
  judged 01 builds failed
  judged 01 three-children skipped
  [[ $(said_of 01 builds evidence) == three_processes.c:*"nowhere"* ]]
}

@test "data races are found in full and in reduced isolation" {
  for isolation in full reduced; do
    GRADE_ISOLATION=$isolation apart "$GRADE" check -f json -l 2 handouts/mistakes/races
    has_status 1
    judged 02 no-data-race failed
  done
}

@test "a program killed by a signal is reported with the signal's name and meaning" {
  mkdir "$BATS_TEST_TMPDIR/crash"
  cat >"$BATS_TEST_TMPDIR/crash/three_processes.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			printf("Process ID: %d\n", (int)getpid());
			exit(0);
		}
	while (wait(NULL) > 0)
		;
	abort();
}
C
  apart "$GRADE" check -f json -l 1 "$BATS_TEST_TMPDIR/crash"
  has_status 1
  scored 01 95
  [[ $(said_of 01 exits-cleanly evidence) == *"SIGABRT ("* ]]
}

@test "nothing of one lesson is left when the next one is graded" {
  # One processor, so one worker, who keeps its sandbox. Both programs want to make the same folder.
  mkdir "$BATS_TEST_TMPDIR/both"
  cp tests/fixtures/0[12]-*/right/wants-a-folder-for-itself/*.c "$BATS_TEST_TMPDIR/both"
  run taskset -c "$(taskset -cp $$ | sed 's/.*[ ,-]//')" "$GRADE" check -l 1,2 "$BATS_TEST_TMPDIR/both"
  has_status 0
  [[ $output == *200/200* ]]
}

@test "a program can spoil nothing for the next lesson" {
  [[ $("$GRADE" check -f json -l 1 solutions) == *'"isolation":"full"'* ]] || skip "isolation is not full here"
  mkdir "$BATS_TEST_TMPDIR/both"
  cp tests/hostile/run/spoils-the-place/three_processes.c solutions/04-daemon-threads/*.c "$BATS_TEST_TMPDIR/both"
  run taskset -c "$(taskset -cp $$ | sed 's/.*[ ,-]//')" "$GRADE" check -l 1,4 "$BATS_TEST_TMPDIR/both"
  has_status 0
  [[ $output == *200/200* ]]
}
