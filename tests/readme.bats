#!/usr/bin/env bats
# What README.md shows is what the grader says.

load helpers/common

@test "the excerpt in README.md is what the grader prints" {
  submission=$(sed -n 's/^<!-- excerpt: \(.*\) -->$/\1/p' README.md)
  [ -d "$submission" ]
  sed -n '/^<!-- excerpt:/,/^## /s/^    //p' README.md >"$BATS_TEST_TMPDIR/shown"
  [ -s "$BATS_TEST_TMPDIR/shown" ]
  run -1 "$GRADE" check -l 01 "$submission"
  while IFS= read -r line; do
    grep -qxF -- "$line" <<<"$output" || { echo "not printed: $line"; return 1; }
  done <"$BATS_TEST_TMPDIR/shown"
}

@test "README.md names no file or folder that is not there" {
  for path in $(grep -oE '`(lessons|solutions|grader|tests|handouts)/[a-z0-9_/-]*`' README.md | tr -d '\140' | sort -u); do
    [ -e "$path" ] || { echo "not there: $path"; return 1; }
  done
}
