/*
 * The virtual clock by itself.
 */
#include "unit.h"
#include "witness/clock.h"

static struct virtual_clock program_clock;

static void setup(void)
{
	clock_start(&program_clock, CLOCK_SKIPPING);
}

START_TEST(test_clock__starts_at_zero_and_stands_still)
{
	ck_assert_int_eq(program_clock.now, 0);
	clock_advance(&program_clock, 0);
	ck_assert_int_eq(program_clock.now, 0);
}
END_TEST

START_TEST(test_clock__advances_and_jumps_but_never_goes_back)
{
	clock_advance(&program_clock, 5 * MILLISECOND);
	ck_assert_int_eq(program_clock.now, 5 * MILLISECOND);
	clock_advance(&program_clock, 3 * MILLISECOND);
	ck_assert_int_eq(program_clock.now, 5 * MILLISECOND);
	clock_jump(&program_clock, 3600 * SECOND);
	ck_assert_int_eq(program_clock.now, 3600 * SECOND);
	clock_jump(&program_clock, SECOND);
	clock_jump(&program_clock, NEVER);
	ck_assert_int_eq(program_clock.now, 3600 * SECOND);
}
END_TEST

START_TEST(test_clock__all_readings_jump_together)
{
	const clockid_t clocks[] = {
		CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE, CLOCK_MONOTONIC_COARSE,
		CLOCK_BOOTTIME, CLOCK_TAI
	};
	nanoseconds before[LENGTH(clocks)];

	for (int i = 0; i < LENGTH(clocks); i++)
		before[i] = clock_reading(&program_clock, clocks[i]);
	clock_jump(&program_clock, 7 * SECOND);
	for (int i = 0; i < LENGTH(clocks); i++)
		ck_assert_int_eq(clock_reading(&program_clock, clocks[i]) - before[i], 7 * SECOND);
}
END_TEST

START_TEST(test_clock__readings_begin_with_the_machines)
{
	struct timespec day;
	nanoseconds apart;

	ck_assert_int_eq(clock_gettime(CLOCK_REALTIME, &day), 0);
	apart = nanoseconds_of(&day) - clock_reading(&program_clock, CLOCK_REALTIME);
	ck_assert_int_ge(apart, 0);
	ck_assert_int_lt(apart, 10 * SECOND);
	ck_assert_int_ne(clock_reading(&program_clock, CLOCK_REALTIME), clock_reading(&program_clock, CLOCK_MONOTONIC));
}
END_TEST

START_TEST(test_clock__the_time_of_day_is_first_shown_shortly_before_a_full_second)
{
	nanoseconds first, steady = clock_show(&program_clock, CLOCK_MONOTONIC);

	clock_advance(&program_clock, 3 * MILLISECOND);
	first = clock_show(&program_clock, CLOCK_REALTIME);
	ck_assert_int_eq(first % SECOND, SECOND - SECOND / 2000);
	clock_advance(&program_clock, 4 * MILLISECOND);
	ck_assert_int_eq(clock_show(&program_clock, CLOCK_REALTIME), first + MILLISECOND);
	ck_assert_int_eq(clock_show(&program_clock, CLOCK_REALTIME) / SECOND - first / SECOND, 1);
	ck_assert_int_eq(clock_show(&program_clock, CLOCK_MONOTONIC) - steady, 4 * MILLISECOND);
}
END_TEST

START_TEST(test_clock__in_real_time_the_time_of_day_is_the_machines)
{
	nanoseconds stands;

	clock_start(&program_clock, CLOCK_REAL);
	stands = clock_reading(&program_clock, CLOCK_REALTIME);
	ck_assert_int_eq(clock_show(&program_clock, CLOCK_REALTIME), stands);
}
END_TEST

START_TEST(test_clock__absolute_times_are_readings_turned_back)
{
	const clockid_t clocks[] = { CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_TAI };

	clock_jump(&program_clock, 2 * SECOND);
	for (int i = 0; i < LENGTH(clocks); i++) {
		nanoseconds wanted = clock_reading(&program_clock, clocks[i]) + 3 * SECOND;

		ck_assert_int_eq(clock_time_of(&program_clock, clocks[i], wanted), 5 * SECOND);
	}
	ck_assert_int_lt(clock_time_of(&program_clock, CLOCK_MONOTONIC, 0), 0);
}
END_TEST

START_TEST(test_clock__answers_the_wall_clocks_and_no_processor_time)
{
	const clockid_t wall[] = { CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_BOOTTIME, CLOCK_TAI };
	const clockid_t other[] = { CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID, -6, 12, 99 };

	for (int i = 0; i < LENGTH(wall); i++)
		ck_assert(clock_is_wall(wall[i]));
	for (int i = 0; i < LENGTH(other); i++)
		ck_assert(!clock_is_wall(other[i]));
}
END_TEST

START_TEST(test_clock__in_real_time_it_follows_the_machine_and_does_not_jump)
{
	nanoseconds before;

	clock_start(&program_clock, CLOCK_REAL);
	clock_jump(&program_clock, 100 * SECOND);
	clock_advance(&program_clock, 100 * SECOND);
	ck_assert_int_lt(program_clock.now, 100 * SECOND);
	before = program_clock.now;
	while (clock_real_time() - program_clock.real_start < 2 * MILLISECOND)
		;
	clock_advance(&program_clock, 0);
	ck_assert_int_ge(program_clock.now, 2 * MILLISECOND);
	ck_assert_int_ge(program_clock.now, before);
}
END_TEST

START_TEST(test_clock__goes_on_in_real_time_from_where_it_was)
{
	nanoseconds real;

	clock_jump(&program_clock, 50 * SECOND);
	real = clock_real_time();
	clock_follow_real_time(&program_clock);
	clock_advance(&program_clock, 0);
	ck_assert_int_ge(program_clock.now, 50 * SECOND);
	ck_assert_int_le(program_clock.now, 50 * SECOND + clock_real_time() - real);
	clock_jump(&program_clock, 60 * SECOND);
	ck_assert_int_lt(program_clock.now, 60 * SECOND);
	/* Once is enough. */
	clock_follow_real_time(&program_clock);
	ck_assert_int_eq(program_clock.start, 50 * SECOND);
}
END_TEST

START_TEST(test_times__are_turned_into_each_other)
{
	struct timespec time = { 3, 250 };

	ck_assert_int_eq(nanoseconds_of(&time), 3 * SECOND + 250);
	time = timespec_of(12 * SECOND + 34);
	ck_assert_int_eq(time.tv_sec, 12);
	ck_assert_int_eq(time.tv_nsec, 34);
}
END_TEST

START_TEST(test_times__that_are_absurd_do_not_overflow)
{
	struct timespec time = { INT64_MAX, 999999999 };

	ck_assert_int_eq(nanoseconds_of(&time), INT64_MAX);
	time.tv_sec = INT64_MAX / SECOND;
	ck_assert_int_gt(nanoseconds_of(&time), 0);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_clock__starts_at_zero_and_stands_still,
		test_clock__advances_and_jumps_but_never_goes_back,
		test_clock__all_readings_jump_together,
		test_clock__readings_begin_with_the_machines,
		test_clock__the_time_of_day_is_first_shown_shortly_before_a_full_second,
		test_clock__in_real_time_the_time_of_day_is_the_machines,
		test_clock__absolute_times_are_readings_turned_back,
		test_clock__answers_the_wall_clocks_and_no_processor_time,
		test_clock__in_real_time_it_follows_the_machine_and_does_not_jump,
		test_clock__goes_on_in_real_time_from_where_it_was,
		test_times__are_turned_into_each_other,
		test_times__that_are_absurd_do_not_overflow,
	};
	Suite *suite = suite_create("clock");
	TCase *test_case = tcase_create("clock");

	tcase_add_checked_fixture(test_case, setup, NULL);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(test_case, tests[i]);
	suite_add_tcase(suite, test_case);
	return run_suite(suite);
}
