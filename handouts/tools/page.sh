#!/bin/sh
# Builds one page: page.sh NAME OUTPUT, where NAME is a line of order.txt. Run from the kit's top folder.
# With BOOK=1 it writes only the body, for the book.
set -eu

command -v pandoc >/dev/null || {
	echo 'The handouts are built with pandoc, and it is not installed.' >&2
	exit 1
}
name=$1 output=$2
tools=handouts/tools
reader=markdown+gfm_auto_identifiers-yaml_metadata_block

source_of() { # NAME
	case $1 in lessons/*) echo "$1/README.md" ;; *) echo "handouts/$1.md" ;; esac
}
slug_of() { # NAME
	case $1 in README) echo index ;; lessons/*) echo "lesson-${1#lessons/}" ;; *) echo "$1" ;; esac
}
title_of() { # NAME
	case $1 in
	README) echo "All pages" ;;
	lessons/*) sed -n 's/^# */Exercise /p' "$(source_of "$1")" | head -n 1 ;;
	*) sed -n 's/^# *//p' "$(source_of "$1")" | head -n 1 ;;
	esac
}

file=$(source_of "$name")
set -- -f "$reader" -t html5 --wrap=none --no-highlight
test "${BOOK:-}" || set -- -f "$reader" -t html5 --wrap=preserve --standalone --template="$tools/page.html" --toc --toc-depth=2 --highlight-style=kate
set -- "$@" --lua-filter="$tools/page.lua" -M source="$file" -M root=. -M slug="$(slug_of "$name")"

if test "${BOOK:-}"; then
	exec pandoc "$@" -M book=1 -M pagetitle=- -o "$output" "$file"
fi
previous=$(grep -x -B 1 "$name" "$tools/order.txt" | head -n 1)
following=$(grep -x -A 1 "$name" "$tools/order.txt" | tail -n 1)
test "$previous" = "$name" || set -- "$@" -V previous="$(slug_of "$previous")" -V previous-title="$(title_of "$previous")"
test "$following" = "$name" || set -- "$@" -V next="$(slug_of "$following")" -V next-title="$(title_of "$following")"
test "$name" != README || set -- "$@" -V toc=
title=$(sed -n 's/^# *//p' "$file" | head -n 1)
exec pandoc "$@" -V style="$(cat $tools/page.css)" -V script="$(cat $tools/page.js)" -M pagetitle="$title" -o "$output" "$file"
