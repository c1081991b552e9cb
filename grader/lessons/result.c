#include "lessons/result.h"

#include <stdlib.h>

void lesson_result_release(struct lesson_result *result)
{
	for (int i = 0; i < result->check_count; i++) {
		free(result->checks[i].message);
		free(result->checks[i].evidence);
		free(result->checks[i].hint);
	}
	free(result->checks);
	result->checks = NULL;
	result->check_count = 0;
}

void result_release(struct result *result)
{
	for (int i = 0; i < result->lesson_count; i++)
		lesson_result_release(&result->lessons[i]);
	free(result->lessons);
	free(result->submission);
	free(result->isolation_note);
	*result = (struct result){ 0 };
}

const char *status_name(enum status status)
{
	static const char *const names[] = {
		[STATUS_PASSED] = "passed",   [STATUS_FAILED] = "failed", [STATUS_SKIPPED] = "skipped",
		[STATUS_MISSING] = "missing", [STATUS_ERROR] = "error",
	};

	return names[status];
}
