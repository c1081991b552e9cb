# The handouts: programs, outputs and quotations are true, links lead somewhere, and a real browser shows every page.
load helpers/common

setup_file() {
  cd "$BATS_TEST_DIRNAME/.." || return
  if command -v pandoc >/dev/null; then
    make -s handouts BUILD="${BUILD:-build}" || return
  else
    make -s handouts-programs BUILD="${BUILD:-build}" || return
  fi
}

setup() {
  cd "$ROOT"
  SITE=$(realpath "${BUILD:-build}")/handouts
}

needs() {
  command -v "$1" >/dev/null || skip "there is no $1"
}

# A copy of the built pages that a test may spoil, and of the sources.
spoil_site() {
  cp -r "$SITE" "$BATS_TEST_TMPDIR/site"
  cd "$BATS_TEST_TMPDIR"
}

spoil_sources() {
  cp -r "$ROOT/handouts" "$ROOT/lessons" "$BATS_TEST_TMPDIR"
  cd "$BATS_TEST_TMPDIR"
}

complains() {
  # shellcheck disable=SC2154  # bats sets these
  echo "$output"
  [ "$status" -ne 0 ]
  [[ $output == *$1* ]]
}

@test "every example compiles without a warning, with gcc and with clang" {
  local compiler source
  for compiler in gcc clang; do
    command -v $compiler >/dev/null || continue
    for source in handouts/examples/*.c handouts/mistakes/*/*.c; do
      $compiler -std=gnu17 -Wall -Wextra -Werror -g -O1 -pthread "$source" -o "$BATS_TEST_TMPDIR/program"
    done
  done
}

@test "examples are small" {
  local source
  for source in handouts/examples/*; do
    [ "$(wc -l <"$source")" -le 72 ] || { echo "$source"; return 1; }
  done
}

@test "the programs in the pages are the files" {
  python3 handouts/tools/programs.py --check --kinds program --programs "$SITE/programs"
}

@test "the outputs in the pages are what the programs print" {
  python3 handouts/tools/programs.py --check --kinds output --programs "$SITE/programs"
}

@test "the grader says what the pages quote" {
  [ -x "$GRADE" ] || skip 'there is no grader'
  python3 handouts/tools/programs.py --check --kinds grader --programs "$SITE/programs" --grade "$GRADE"
}

@test "a program that has changed makes its page stale" {
  spoil_sources
  sed -i 's/return 7/return 8/' handouts/examples/fork_once.c
  run python3 handouts/tools/programs.py --check --kinds program
  complains 'fork-and-wait.md: the block of program fork_once.c is stale'
}

@test "an output that has changed makes its page stale" {
  spoil_sources
  sed -i 's/ended with status 7/ended with status 9/' handouts/fork-and-wait.md
  run python3 handouts/tools/programs.py --check --kinds output --programs "$SITE/programs" handouts/fork-and-wait.md
  complains 'fork-and-wait.md: the block of output fork_once is stale'
}

@test "an example that no page shows is an error" {
  spoil_sources
  cp handouts/examples/zombie.c handouts/examples/ghost.c
  run python3 handouts/tools/programs.py --check --kinds program
  complains 'no page uses the program ghost.c'
}

@test "a page on a topic has all its parts" {
  local page part
  for page in handouts/*.md; do
    case $page in */README.md | */glossary.md | */instructors.md) continue ;; esac
    for part in 'What you will be able to do' 'Predict, then run' 'Common mistakes' Checkpoint 'Man pages' Practise; do
      grep -qx "## $part" "$page" || { echo "$page: no part \"$part\""; return 1; }
    done
    for part in '^!\[' '^<!-- program:' '^<!-- output:' '^<!-- grader:' '<summary>Answer</summary>' '<summary>What happens</summary>' '\.\./lessons/'; do
      grep -q -- "$part" "$page" || { echo "$page: nothing like $part"; return 1; }
    done
  done
}

@test "pictures: at least ten, each used, all with the same colours" {
  local picture
  [ "$(find handouts/pictures -name '*.svg' | wc -l)" -ge 10 ]
  for picture in handouts/pictures/*.svg; do
    grep -q "(pictures/${picture##*/})" handouts/*.md || { echo "$picture is used nowhere"; return 1; }
  done
  python3 handouts/tools/pictures.py
}

@test "lessons and grader name pages and anchors that exist" {
  needs pandoc
  python3 handouts/tools/site.py "$SITE" --references
}

@test "the check of links finds a dead link" {
  needs pandoc
  spoil_site
  rm site/gil.html
  run python3 "$ROOT/handouts/tools/site.py" site
  complains 'the link gil.html'
}

@test "the check of links finds a missing anchor" {
  needs pandoc
  spoil_site
  sed -i 's/ id="zombies"//' site/fork-and-wait.html
  run python3 "$ROOT/handouts/tools/site.py" site
  complains 'fork-and-wait.html has no anchor zombies'
}

@test "the check of links finds a page without a way to it" {
  needs pandoc
  spoil_site
  cp site/gil.html site/lonely.html
  run python3 "$ROOT/handouts/tools/site.py" site
  complains 'lonely.html: no way leads to it'
}

@test "pages load nothing from anywhere" {
  needs pandoc
  spoil_site
  sed -i 's|</head>|<link rel="stylesheet" href="https://example.org/style.css"></head>|' site/gil.html
  run python3 "$ROOT/handouts/tools/site.py" site
  complains 'gil.html: <link> loads https://example.org/style.css'
}

@test "a missing picture fails the build" {
  needs pandoc
  spoil_sources
  rm handouts/pictures/gil.svg
  run sh handouts/tools/page.sh gil gil.html
  complains 'there is no handouts/pictures/gil.svg'
}

@test "a link to a file that is not there fails the build" {
  needs pandoc
  spoil_sources
  echo 'See [this](nowhere.md).' >>handouts/gil.md
  run sh handouts/tools/page.sh gil gil.html
  complains 'the link nowhere.md leads nowhere'
}

@test "a browser shows every page, on a phone and on a desk, in light and in dark" {
  needs pandoc
  run python3 handouts/tools/browser.py "$SITE"
  [ "$status" -ne 77 ] || skip 'there is no Chromium'
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "the browser's eye finds what is wrong with a page" {
  needs pandoc
  spoil_site
  sed -i 's|<main id="content">|&<p style="width:500px;color:#bbb">wide and pale</p><script>console.error("oh")</script>|' site/gil.html
  run python3 "$ROOT/handouts/tools/browser.py" site --page gil
  [ "$status" -ne 77 ] || skip 'there is no Chromium'
  complains 'scrolls sideways'
  complains 'contrast'
  complains 'console: oh'
}

@test "one PDF holds all pages" {
  needs pandoc
  needs weasyprint
  make -s handouts-pdf BUILD="${BUILD:-build}"
  [ "$(head -c 5 "$SITE/handouts.pdf")" = '%PDF-' ]
  [ "$(wc -c <"$SITE/handouts.pdf")" -gt 200000 ]
}
