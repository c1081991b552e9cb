# Starters and solutions: the same programs but for the TODO blocks.
load helpers/common

# A program without what stands between "TODO N" and "end of TODO N". Fails when a block is not closed, or not opened.
without_todo_blocks() {
  awk '
    /end of TODO [0-9]/ { if (!inside) exit wrong = 1; inside = 0 }
    !inside
    /TODO [0-9]/ && !/end of TODO/ { if (inside) exit wrong = 1; inside = 1 }
    END { exit wrong || inside }' "$1"
}

@test "the lessons' programs are there, as starters and as solutions, and no others" {
  expected=$(printf '%s.c\n' "${PROGRAMS[@]}")
  [ "$(cd "$ROOT/lessons" && printf '%s\n' [0-9]*/*.c)" = "$(sort <<<"$expected")" ]
  [ "$(cd "$ROOT/solutions" && printf '%s\n' [0-9]*/*.c)" = "$(sort <<<"$expected")" ]
}

@test "starters are the solutions outside the TODO blocks" {
  for program in "${PROGRAMS[@]}"; do
    without_todo_blocks "$ROOT/lessons/$program.c" >"$BATS_TEST_TMPDIR/starter"
    without_todo_blocks "$ROOT/solutions/$program.c" >"$BATS_TEST_TMPDIR/solution"
    diff -u "$BATS_TEST_TMPDIR/starter" "$BATS_TEST_TMPDIR/solution"
    # And there is something to do in each.
    run ! diff -q "$ROOT/lessons/$program.c" "$ROOT/solutions/$program.c"
  done
}

@test "a TODO block that is not closed is noticed" {
  printf '/* TODO 1: a */\nint x;\n' >"$BATS_TEST_TMPDIR/open.c"
  run ! without_todo_blocks "$BATS_TEST_TMPDIR/open.c"
  printf '/* TODO 1: a */\nint x;\n/* end of TODO 1 */\nint y;\n' >"$BATS_TEST_TMPDIR/closed.c"
  run -0 without_todo_blocks "$BATS_TEST_TMPDIR/closed.c"
  [ "${lines[2]}" = "int y;" ]
  [ "${#lines[@]}" -eq 3 ]
}

@test "starters and solutions compile without a warning" {
  for folder in lessons solutions; do
    for program in "${PROGRAMS[@]}"; do
      "${COMPILE[@]}" -Werror "$ROOT/$folder/$program.c" -o "$BATS_TEST_TMPDIR/program"
    done
  done
}

@test "starters are short: 30 to 90 lines" {
  for program in "${PROGRAMS[@]}"; do
    count=$(wc -l <"$ROOT/lessons/$program.c")
    echo "$program: $count lines"
    [ "$count" -ge 30 ]
    [ "$count" -le 90 ]
  done
}

@test "starters end by themselves within 5 seconds" {
  needs_private_network
  for program in "${PROGRAMS[@]}"; do
    "${COMPILE[@]}" "$ROOT/lessons/$program.c" -o "$BATS_TEST_TMPDIR/program"
    run in_private_network timeout 5 "$BATS_TEST_TMPDIR/program" </dev/null
    echo "$program: exit status $status"
    [ "$status" -lt 124 ]
  done
}

@test "every lesson has a README with three hints" {
  for lesson in "$ROOT"/lessons/[0-9]*/; do
    sed -n '/^## Hints/,/^## /p' "$lesson/README.md" >"$BATS_TEST_TMPDIR/hints"
    [ "$(grep -c '^[0-9]*\. ' "$BATS_TEST_TMPDIR/hints")" -eq 3 ]
  done
}
