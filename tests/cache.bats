# The build cache: what is compiled again, and when.
load helpers/common

setup() {
  cd "$BATS_TEST_TMPDIR"
  export XDG_CACHE_HOME=$PWD/cache
  mkdir cache
}

# Grade a lesson's solution, with a command before the grader if need be. Arguments: lesson, command.
grade_solution() {
  local lesson=$1
  shift
  apart "$@" "$GRADE" check -l "$lesson" "$ROOT/solutions"
  has_status 0
}

has_entries() {
  local found
  found=$(find cache/grade -name '*.key' | wc -l)
  [ "$found" -eq "$1" ] || { echo "expected $1 entries, saw $found"; return 1; }
}

# Grade again where a file of the system is another one, with the same content.
grade_with_new() {
  cp -L "$1" "$(basename "$1")"
  grade_solution 1 bwrap --dev-bind / / --bind "$PWD/$(basename "$1")" "$1"
}

@test "what has not changed is compiled once" {
  grade_solution 1
  grade_solution 1
  has_entries 1
}

@test "a new compiler and a new C library compile everything again" {
  bwrap --dev-bind / / true || skip "no file can be put in another's place here (bubblewrap)"
  grade_solution 1
  grade_with_new /usr/include/features.h
  has_entries 2
  objects=$(echo /usr/lib/*-linux-gnu*/crt1.o)
  grade_with_new "${objects%% *}"
  has_entries 3
  grade_with_new "$(realpath /usr/bin/cc)"
  has_entries 4
  grade_solution 1
  has_entries 4
}

@test "the header for C11 threads belongs to the programs that are compiled with it" {
  grade_solution 2
  has_entries 2
  [ "$(grep -alF 'thrd_create(' cache/grade/*.key | wc -l)" -eq 1 ]
}
