#include "run/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool fault_set(struct fault *fault, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(fault->text, sizeof fault->text, format, arguments);
	va_end(arguments);
	return false;
}

bool fault_set_errno(struct fault *fault, const char *format, ...)
{
	int error = errno;
	va_list arguments;
	size_t length;

	va_start(arguments, format);
	vsnprintf(fault->text, sizeof fault->text, format, arguments);
	va_end(arguments);
	length = strlen(fault->text);
	snprintf(fault->text + length, sizeof fault->text - length, ": %s", strerror(error));
	return false;
}
