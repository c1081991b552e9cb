# What the bats files share.
bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
GRADE=$(cd "$ROOT" && realpath "${BUILD:-build}")/grade
# How the contract compiles a student's program.
COMPILE=(cc -std=gnu17 -Wall -Wextra -g -O1 -pthread)
PROGRAMS=(01-three-processes/three_processes 02-five-named-threads/five_threads
  03-process-vs-thread/process_vs_thread 04-daemon-threads/daemon_thread 04-daemon-threads/user_thread
  05-socket-echo/echo_server 05-socket-echo/echo_client)

# Run a command and keep its two outputs apart: $output and $stderr, with $status.
apart() {
  run --separate-stderr "$@"
}

# Standard error holds one line, and it matches a pattern.
complains_of() {
  # shellcheck disable=SC2154  # bats sets these
  if [ "${#stderr_lines[@]}" -ne 1 ] || [[ ${stderr_lines[0]} != *$1* ]]; then
    echo "expected one line with: $1"
    echo "saw: $stderr"
    return 1
  fi
}

has_status() {
  # shellcheck disable=SC2154  # bats sets these
  if [ "$status" -ne "$1" ]; then
    printf 'expected exit status %d, saw %d\n%s\n%s\n' "$1" "$status" "$output" "$stderr"
    return 1
  fi
}

# What the JSON report in $output says of a check. Arguments: lesson (as 01), check id, one of its keys.
said_of() {
  python3 -c '
import json, sys
number, check_id, key = sys.argv[1:]
for lesson in json.load(sys.stdin)["lessons"]:
    for check in lesson["checks"]:
        if lesson["id"].startswith(number) and check["id"] == check_id:
            print(check[key])' "$@" <<<"$output"
}

# The JSON report in $output has this status for a check. Arguments: lesson (as 01), check id, status.
judged() {
  local said
  said=$(said_of "$1" "$2" status)
  if [ "$said" != "$3" ]; then
    printf 'expected %s of lesson %s to be %s, and it is %s\n%s\n' "$2" "$1" "$3" "$said" "$output"
    return 1
  fi
}

# The JSON report in $output gives a lesson so many points. Arguments: lesson (as 01), points.
scored() {
  python3 -c '
import json, sys
scores = [lesson["score"] for lesson in json.load(sys.stdin)["lessons"] if lesson["id"].startswith(sys.argv[1])]
sys.exit(scores != [int(sys.argv[2])])' "$@" <<<"$output" || { echo "expected lesson $1 to score $2: $output"; return 1; }
}

# A submission of its own for a test, from the solutions: $submission.
take_solutions() {
  submission=$BATS_TEST_TMPDIR/submission
  mkdir "$submission"
  cp -R "$ROOT"/solutions/. "$submission"
}

# Run a command in a network of its own, with nothing in it but loopback.
in_private_network() {
  bwrap --dev-bind / / --unshare-user-try --unshare-net --die-with-parent -- "$@"
}

needs_private_network() {
  in_private_network true 2>/dev/null || skip "this machine gives no private network (bubblewrap)"
}
