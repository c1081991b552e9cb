#!/bin/sh
# Makes one PDF of all pages: book.sh OUTPUT FOLDER, where FOLDER is for what comes in between.
set -eu

command -v weasyprint >/dev/null || {
	echo 'The PDF is made with weasyprint, and it is not installed.' >&2
	exit 1
}
output=$1 folder=$2
tools=handouts/tools
mkdir -p "$folder"
rm -f "$folder"/*.html

{
	printf '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
	printf '<title>Processes, threads and sockets in C</title>\n<style>\n'
	cat $tools/book.css
	printf '</style>\n</head>\n<body>\n'
	number=10
	while read -r name; do
		BOOK=1 sh $tools/page.sh "$name" "$folder/$number.html"
		printf '<section class="page">\n'
		cat "$folder/$number.html"
		printf '</section>\n'
		number=$((number + 1))
	done <$tools/order.txt
	printf '</body>\n</html>\n'
} >"$folder/book.html"
weasyprint --quiet --base-url . "$folder/book.html" "$output"
