# Ctrl-C leaves no process and no file behind, and a process of the grader that breaks down costs one lesson.
load helpers/common

setup() {
  mkdir "$BATS_TEST_TMPDIR/submission" "$BATS_TEST_TMPDIR/here" "$BATS_TEST_TMPDIR/tmp"
  cd "$BATS_TEST_TMPDIR/here"
  export TMPDIR=$BATS_TEST_TMPDIR/tmp
}

# A program that works on without an end, in two processes of which one has left its session.
write_endless_program() {
  cat >"$BATS_TEST_TMPDIR/submission/${1-three_processes}.c" <<'C'
#include <signal.h>
#include <unistd.h>

int main(void)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	if (fork() == 0)
		setsid();
	for (;;)
		getppid();
}
C
}

@test "Ctrl-C while a program runs ends everything and leaves no file" {
  write_endless_program
  run python3 "$ROOT/tests/helpers/interrupt.py" ctrl-c three_processes "$GRADE" check -l 1 -o report ../submission
  [ "$status" -eq 0 ] || { echo "$output"; false; }
  [ "$(find "$TMPDIR" . -mindepth 1 | wc -l)" -eq 0 ]
}

@test "a grader that is killed takes its programs with it" {
  write_endless_program
  run python3 "$ROOT/tests/helpers/interrupt.py" terminate three_processes "$GRADE" check -l 1 ../submission
  [ "$status" -eq 0 ] || { echo "$output"; false; }
  [ "$(find "$TMPDIR" . -mindepth 1 | wc -l)" -eq 0 ]
}

@test "Ctrl-C while the compiler runs ends everything and leaves no file" {
  # The compiler works on this for a while.
  {
    echo '#define A(x) x x x x x x x x'
    echo 'int main(void) { volatile int n = 1; A(A(A(A(A(n += n * 3;))))) return n; }'
  } >"$BATS_TEST_TMPDIR/submission/three_processes.c"
  run python3 "$ROOT/tests/helpers/interrupt.py" ctrl-c cc1 "$GRADE" check -l 1 -o report ../submission
  [ "$status" -eq 0 ] || { echo "$output"; false; }
  [ "$(find "$TMPDIR" . -mindepth 1 | wc -l)" -eq 0 ]
}

@test "a worker that breaks down costs its lesson, and another one goes on" {
  write_endless_program five_threads
  cp "$ROOT/solutions/01-three-processes/three_processes.c" ../submission
  run python3 "$ROOT/tests/helpers/interrupt.py" break five_threads "$GRADE" check -f json -l 1,2 ../submission
  [ "$status" -eq 3 ] || { echo "$status: $output"; false; }
  [[ $output == *'"id":"01-three-processes","status":"passed"'* ]]
  [[ $output == *'"id":"02-five-named-threads","status":"error"'* ]]
  [[ $output == *'the grader itself failed here; please report it'* ]]
}
