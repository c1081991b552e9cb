# The grader's folders include in one direction only.
load helpers/common

# Prints "FILE includes WHAT" for each include in a tree of the grader that the layers do not allow.
wrong_includes() {
  (
    cd "$1" || exit
    grep -HoE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]*"' -r . --include='*.c' --include='*.h'
  ) | awk '
    BEGIN { split("trace witness run lessons report commands", order); for (i in order) rank[order[i]] = i + 0 }
    {
      file = substr($0, 3, index($0, ":") - 3)
      what = $0; sub(/^[^"]*"/, "", what); sub(/"$/, "", what)
      own = rank[substr(file, 1, index(file, "/") - 1)]
      its = rank[substr(what, 1, index(what, "/") - 1)]
      allowed = own && its && its <= own && what !~ /\.\./
      if (own == rank["report"]) allowed = what ~ /^(report|trace)\/[a-z_]+\.h$/ || what == "lessons/result.h"
      if (!allowed) print file " includes " what
    }'
}

# Prints each header that has more includes than lines of its own, or stands outside the folders.
umbrella_headers() {
  (
    cd "$1" || exit
    find . -maxdepth 1 -name '*.h'
    find . -mindepth 2 -name '*.h' -exec awk '
      /^[[:space:]]*#[[:space:]]*include[[:space:]]*"/ { includes++ }
      /;|#define [A-Za-z_]+ / { own++ }
      END { if (includes > own) print FILENAME }' {} \;
  )
}

# A tree with one file that includes one thing.
tree_with() {
  mkdir -p "$BATS_TEST_TMPDIR/tree/$(dirname "$1")"
  printf '#include "%s"\n' "$2" >"$BATS_TEST_TMPDIR/tree/$1"
}

@test "each folder of the grader includes only those before it" {
  run wrong_includes "$ROOT/grader"
  [ -z "$output" ] || { echo "$output"; false; }
}

@test "the grader has no umbrella header" {
  run umbrella_headers "$ROOT/grader"
  [ -z "$output" ] || { echo "$output"; false; }
}

@test "every folder of the grader has its place in the order" {
  run find "$ROOT/grader" -mindepth 1 -maxdepth 1 -printf '%f\n'
  for folder in "${lines[@]}"; do
    [[ " trace witness run lessons report commands " == *" $folder "* ]]
  done
}

@test "a witness that includes a lesson is noticed" {
  tree_with witness/a.c lessons/lesson.h
  run wrong_includes "$BATS_TEST_TMPDIR/tree"
  [ "$output" = "witness/a.c includes lessons/lesson.h" ]
}

@test "a report that includes a lesson's table is noticed, and its result is not" {
  tree_with report/a.c lessons/lesson.h
  tree_with report/b.c lessons/result.h
  tree_with report/c.c run/fault.h
  run wrong_includes "$BATS_TEST_TMPDIR/tree"
  [ "$(sort <<<"$output")" = "report/a.c includes lessons/lesson.h
report/c.c includes run/fault.h" ]
}

@test "an include without its folder, or with dots in it, is noticed" {
  tree_with run/a.c build.h
  tree_with run/b.h run/../commands/command.h
  run wrong_includes "$BATS_TEST_TMPDIR/tree"
  [ "${#lines[@]}" -eq 2 ]
}

@test "a header that only includes others is noticed" {
  tree_with run/all.h run/build.h
  run umbrella_headers "$BATS_TEST_TMPDIR/tree"
  [ "$output" = "./run/all.h" ]
}
