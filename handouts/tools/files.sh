#!/bin/sh
# Copies the files that pages link to (programs, starters) to the place where the links lead. files.sh FOLDER
set -eu

folder=$1
grep -oh 'href="files/[^"#]*"' "$folder"/*.html | sort -u | sed 's/^href="files\///; s/"$//' | while read -r file; do
	mkdir -p "$folder/files/$(dirname "$file")"
	cp "$file" "$folder/files/$file"
done
