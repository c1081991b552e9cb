/*
 * The table of lessons. A new lesson is a file beside this one and a line here.
 */
#include "lessons/lesson.h"

extern const struct lesson lesson_01_three_processes, lesson_02_five_threads, lesson_03_process_vs_thread,
	lesson_04_daemon_threads, lesson_05_socket_echo;

const struct lesson *const lessons[] = {
	&lesson_01_three_processes, &lesson_02_five_threads, &lesson_03_process_vs_thread,
	&lesson_04_daemon_threads,  &lesson_05_socket_echo,
};

const int lesson_count = sizeof lessons / sizeof *lessons;
