/*
 * A header for builds with ThreadSanitizer, which knows pthread.h only: it makes the names of threads.h those of pthread.h.
 */
#ifndef RUN_C11_THREADS_H
#define RUN_C11_THREADS_H

extern const char c11_threads[];

#endif
