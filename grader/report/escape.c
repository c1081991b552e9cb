#include "report/escape.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define SOFT_HYPHEN 0xAD

/* Decode one character of more than one byte. Returns its length, or 0 when the bytes are no UTF-8. */
static size_t decode(const unsigned char *text, uint32_t *character)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = text[0] >= 0xF0 ? 4 : text[0] >= 0xE0 ? 3 : 2;

	if (text[0] < 0xC2 || text[0] > 0xF4)
		return 0;
	*character = text[0] & (0x7FU >> length);
	for (size_t i = 1; i < length; i++) {
		if ((text[i] & 0xC0) != 0x80)
			return 0;
		*character = *character << 6 | (text[i] & 0x3F);
	}
	if (*character < smallest[length] || *character > 0x10FFFF || (*character >= 0xD800 && *character <= 0xDFFF))
		return 0;
	return length;
}

/* The width of a character outside ASCII; 0 or less when it has none, or when the C library does not know. */
static int width(uint32_t character)
{
	static locale_t unicode;
	locale_t before;
	int columns;

	if (unicode == NULL)
		unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
	if (unicode == NULL || character == SOFT_HYPHEN)
		return 0;
	before = uselocale(unicode);
	columns = wcwidth((wchar_t)character);
	uselocale(before);
	return columns;
}

static void show_byte(struct glyph *glyph, unsigned char byte)
{
	const char *known = strchr("\aa\bb\tt\nn\vv\ff\rr", byte);

	glyph->bytes = 1;
	if (known != NULL && byte < ' ')
		snprintf(glyph->shown, GLYPH_SIZE, "\\%c", known[1]);
	else
		snprintf(glyph->shown, GLYPH_SIZE, "\\x%02x", byte);
	glyph->columns = (int)strlen(glyph->shown);
}

struct glyph escape_glyph(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;
	struct glyph glyph = { .bytes = 1, .columns = 1 };
	uint32_t character = bytes[0];

	if (bytes[0] >= 0x80)
		glyph.bytes = decode(bytes, &character);
	if (glyph.bytes == 0 || character < ' ' || character == 0x7F) {
		show_byte(&glyph, bytes[0]);
		return glyph;
	}
	if (bytes[0] >= 0x80)
		glyph.columns = width(character);
	if (glyph.columns <= 0) {
		glyph.columns =
			snprintf(glyph.shown, GLYPH_SIZE, character > 0xFFFF ? "\\U%08x" : "\\u%04x", character);
		return glyph;
	}
	glyph.character = character;
	memcpy(glyph.shown, text, glyph.bytes);
	return glyph;
}

int escape_columns(const char *text)
{
	int columns = 0;

	while (*text != '\0') {
		struct glyph glyph = escape_glyph(text);

		columns += glyph.columns;
		text += glyph.bytes;
	}
	return columns;
}

/* How many bytes a glyph takes in JSON: of an escape, the backslash is doubled. */
static size_t json_size(const struct glyph *glyph)
{
	if (glyph->character == 0)
		return strlen(glyph->shown) + 1;
	if (glyph->character == '"' || glyph->character == '\\')
		return 2;
	return glyph->character > 0xFFFF ? 12 : glyph->character > 0x7F ? 6 : 1;
}

/* Write the text, escaped, while it fits into `limit` bytes of JSON. Returns how many bytes of it did not. */
static size_t write_fitting(const char *text, size_t limit, FILE *stream)
{
	for (size_t used = 0; *text != '\0';) {
		struct glyph glyph = escape_glyph(text);
		bool newline = *text == '\n';

		used += newline ? 2 : json_size(&glyph);
		if (used > limit)
			break;
		fputs(newline ? "\n" : glyph.shown, stream);
		text += glyph.bytes;
	}
	return strlen(text);
}

char *escape_for_json(const char *text, size_t limit)
{
	static const size_t note_size = 64;
	char *copy = NULL;
	size_t size, left;
	bool failed;
	FILE *stream = open_memstream(&copy, &size);

	if (stream == NULL)
		return NULL;
	left = write_fitting(text, limit > note_size ? limit - note_size : 0, stream);
	if (left > 0)
		fprintf(stream, "\n[cut here: %zu more bytes]", left);
	failed = ferror(stream) != 0;
	if (fclose(stream) != 0 || failed) {
		free(copy);
		return NULL;
	}
	return copy;
}
