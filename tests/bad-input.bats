# Bad input: each is answered by one line that says what to do, by the right exit status, and everything else is graded.
load helpers/common

setup() {
  cd "$BATS_TEST_TMPDIR"
}

# The report in $output judges lesson 02 by itself, and refuses or misses the file of lesson 01.
only_lesson_two_is_graded() {
  scored 02 100
  scored 01 0
}

# Grade lessons 01 and 02 of $submission, of which the first is spoilt.
grade_two_lessons() {
  apart "$GRADE" check -f json -l 1,2 "$submission"
  has_status 1
  only_lesson_two_is_graded
}

refused() {
  judged 01 builds failed
  judged 01 three-children skipped
  local reason
  reason=$(said_of 01 builds evidence)
  echo "evidence: $reason"
  [ -n "$reason" ]
  [ "$(wc -l <<<"$reason")" -eq 1 ]
  [[ $reason == *"$1"* ]]
}

@test "an unknown lesson" {
  apart "$GRADE" check -l 99 "$ROOT/solutions"
  has_status 2
  complains_of "grade list"
}

@test "a submission that is not there" {
  apart "$GRADE" check nowhere
  has_status 2
  complains_of "give the folder"
}

@test "no submission, where there is no folder lessons" {
  apart "$GRADE" check
  has_status 2
  complains_of "give the folder"
}

@test "a submission that is a file" {
  touch file.c
  apart "$GRADE" check file.c
  has_status 2
  complains_of "is not a folder"
}

@test "an empty submission misses every file and scores 0" {
  mkdir empty
  apart "$GRADE" check -f json empty
  has_status 1
  [[ $output == *'"score":0,"max_score":500,'* ]]
  for lesson in 01 02 03 04 05; do judged "$lesson" builds missing; done
  [[ $(said_of 01 builds message)$(said_of 01 builds evidence) == *three_processes.c* ]]
}

@test "a missing file leaves the other lessons, and the other program of its lesson, graded" {
  take_solutions
  rm "$submission/01-three-processes/three_processes.c" "$submission/05-socket-echo/echo_server.c"
  apart "$GRADE" check -f json -l 1,2,5 "$submission"
  has_status 1
  only_lesson_two_is_graded
  judged 01 builds missing
  judged 05 server-echoes missing
  judged 05 client-talks passed
  judged 05 client-reports-no-server passed
}

@test "a file that is a directory" {
  take_solutions
  rm "$submission/01-three-processes/three_processes.c"
  mkdir "$submission/01-three-processes/three_processes.c"
  grade_two_lessons
  refused "folder"
}

@test "a file that is a FIFO" {
  take_solutions
  rm "$submission/01-three-processes/three_processes.c"
  mkfifo "$submission/01-three-processes/three_processes.c"
  grade_two_lessons
  refused "FIFO"
}

@test "a file that is a device" {
  take_solutions
  rm "$submission/01-three-processes/three_processes.c"
  mknod "$submission/01-three-processes/three_processes.c" c 1 5 2>/dev/null || skip "devices can't be made here"
  grade_two_lessons
  refused "device"
}

@test "a file that is a symbolic link leading out" {
  take_solutions
  ln -sf "$ROOT/solutions/01-three-processes/three_processes.c" "$submission/01-three-processes/three_processes.c"
  grade_two_lessons
  refused "link"
}

@test "a lesson's folder that is a symbolic link leading out" {
  take_solutions
  rm -r "$submission/01-three-processes"
  ln -s "$ROOT/solutions/01-three-processes" "$submission/01-three-processes"
  grade_two_lessons
  refused "link"
}

@test "a file that is unreadable" {
  take_solutions
  chmod 000 "$submission/01-three-processes/three_processes.c"
  # Root reads everything, so this is done as an ordinary user.
  ordinary=(bwrap --dev-bind / / --unshare-user --uid 1000 --gid 1000 --cap-drop ALL)
  "${ordinary[@]}" true || skip "this machine gives no user namespace (bubblewrap)"
  apart "${ordinary[@]}" "$GRADE" check -f json -l 1,2 "$submission"
  has_status 1
  only_lesson_two_is_graded
  refused "permissions"
}

@test "a file of 100 MB" {
  take_solutions
  truncate -s 100M "$submission/01-three-processes/three_processes.c"
  grade_two_lessons
  refused "MiB"
}

@test "a file that includes itself for ever, or is no text at all" {
  take_solutions
  head -c 100000 /dev/urandom >"$submission/01-three-processes/three_processes.c"
  grade_two_lessons
  judged 01 builds failed
  printf '#include __FILE__\n' >"$submission/01-three-processes/three_processes.c"
  grade_two_lessons
  judged 01 builds failed
}

@test "a submission whose name is hostile" {
  name=$(printf 'a\nb\033[31m\342\200\256\377')
  mkdir "$name"
  cp "$ROOT/solutions/01-three-processes/three_processes.c" "$name"
  apart "$GRADE" check -l 1 "$name"
  has_status 0
  [ "$output" = "$(LC_ALL=C tr -d '\000-\011\013-\037\177' <<<"$output")" ]
  [[ ${lines[0]} == 'a\nb\x1b[31m\u202e\xff' ]]
  apart "$GRADE" check -f json -l 1 "$name"
  has_status 0
  python3 -c 'import json, sys; assert sys.argv[1].isascii(); json.loads(sys.argv[1])' "$output"
}

@test "standard output on a full disk" {
  apart bash -c '"$0" check -l 1 "$1" >/dev/full' "$GRADE" "$ROOT/solutions"
  has_status 3
  complains_of "standard output"
}

@test "standard output that is closed" {
  apart bash -c '"$0" check -l 1 "$1" >&-' "$GRADE" "$ROOT/solutions"
  has_status 3
  complains_of "standard output"
}

@test "standard output that nobody reads" {
  apart bash -c '{ "$0" check -l 1 "$1"; echo "ended with $?" >&2; } | true' "$GRADE" "$ROOT/solutions"
  [[ $stderr == *"standard output"*"ended with 3" ]]
}

@test "help and list on a full disk" {
  for arguments in --help "check --help" list "hint 1"; do
    # shellcheck disable=SC2086  # several arguments
    apart bash -c '"$0" "$@" >/dev/full' "$GRADE" $arguments
    has_status 3
    complains_of "standard output"
  done
}

@test "-o on a full disk" {
  apart "$GRADE" check -l 1 -o /dev/full "$ROOT/solutions"
  has_status 3
  complains_of "/dev/full"
}

@test "-o in a folder that is not there, or that is a folder" {
  for file in nowhere/report .; do
    apart "$GRADE" check -l 1 -o "$file" "$ROOT/solutions"
    has_status 2
    complains_of "-o"
  done
}

@test "no compiler" {
  # `cc` is a link into this folder.
  [[ $(readlink "$(command -v cc)") == /etc/alternatives/* ]] || skip "cc is not a Debian alternative here"
  bwrap --dev-bind / / --tmpfs /etc/alternatives true || skip "cc can't be hidden here"
  apart bwrap --dev-bind / / --tmpfs /etc/alternatives \
    env XDG_CACHE_HOME="$BATS_TEST_TMPDIR/cache" "$GRADE" check -l 1 "$ROOT/solutions"
  has_status 3
  [[ $output == *"not judged"*"no C compiler"*"make setup"* ]]
  [[ $output != *✗* ]]
}

@test "a compiler that can't be executed" {
  # Its limit of the size of files is higher than this, and a hard limit can't be raised.
  apart bash -c 'ulimit -f 1000; XDG_CACHE_HOME=$PWD/cache exec "$0" check -l 1 "$1"' "$GRADE" "$ROOT/solutions"
  has_status 3
  [[ $output == *"not judged"*"can't be executed"*"ulimit -Ha"* ]]
}

@test "ptrace not permitted" {
  apart python3 "$ROOT/tests/helpers/without_ptrace.py" "$GRADE" check -l 1 "$ROOT/solutions"
  has_status 3
  [[ $output$stderr == *ptrace* ]]
  # Never a student's loss: nothing is called failed.
  [[ $output != *✗* ]]
}

# Run a command that finds a folder "small" with room for one page only.
with_a_small_disk() {
  mkdir -p small
  bwrap --dev-bind / / --size 4096 --tmpfs "$PWD/small" true 2>/dev/null || skip "a small disk can't be made here"
  apart bwrap --dev-bind / / --size 4096 --tmpfs "$PWD/small" --chdir "$PWD" "$@"
}

@test "-o where the disk becomes full: no half report is left" {
  with_a_small_disk bash -c '"$0" check -f json -l 1,2,3 -o small/report "$1"; status=$?; ls -A small; exit $status' \
    "$GRADE" "$ROOT/lessons"
  has_status 3
  complains_of "small/report"
  [ -z "$output" ]
}

@test "a build cache on a full disk, or that can't be written, costs time only" {
  with_a_small_disk env XDG_CACHE_HOME="$PWD/small" "$GRADE" check -l 1 "$ROOT/solutions"
  has_status 0
  touch file
  apart env XDG_CACHE_HOME="$PWD/file" "$GRADE" check -l 1 "$ROOT/solutions"
  has_status 0
  apart env -u XDG_CACHE_HOME -u HOME "$GRADE" check -l 1 "$ROOT/solutions"
  has_status 0
}

@test "a low soft limit of open files is raised" {
  mkdir many
  cat >many/five_threads.c <<'C'
#include <pthread.h>
#include <unistd.h>

static void *work(void *unused)
{
	sleep(3);
	return unused;
}

int main(void)
{
	pthread_t threads[100];

	for (int i = 0; i < 100; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < 100; i++)
		pthread_join(threads[i], NULL);
}
C
  apart bash -c 'ulimit -Sn 128; exec "$0" check -f json -l 2 many' "$GRADE"
  has_status 1
  judged 02 five-threads failed
  judged 02 joins-all passed
  judged 02 exits-cleanly passed
}

@test "a hard limit of open files that is lower than a program's" {
  apart bash -c 'ulimit -n 1000; exec "$0" check -l 1 "$1"' "$GRADE" "$ROOT/solutions"
  has_status 3
  complains_of "ulimit -Hn"
  apart bash -c 'ulimit -n 1000; exec "$0" doctor' "$GRADE"
  has_status 3
  [[ $output == *"✗ open files"* ]]
}
