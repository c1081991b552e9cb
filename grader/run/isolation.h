/*
 * How well a program is walled in: with all namespaces, or with what a machine that refuses them has instead.
 */
#ifndef RUN_ISOLATION_H
#define RUN_ISOLATION_H

enum isolation { ISOLATION_UNKNOWN, ISOLATION_FULL, ISOLATION_REDUCED };

#endif
