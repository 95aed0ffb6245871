/* What both coverage-guided targets do with a spec's text: everything that mdgen can write,
 * as main.c does it, in a process that goes on after an error. */
#ifndef LIBFUZZER_RUN_H
#define LIBFUZZER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bits of `what`; the C source is always made. */
enum {
    RUN_TEXT = 1,   /* --explain, and --explain-level full */
    RUN_MARKUP = 2, /* --explain=latex, --explain=html */
    RUN_PLAN = 4,   /* --plan, --header, --manifest, --test, --deps */
    RUN_CHECK = 8,  /* --check */
    RUN_FLOAT = 16, /* --real float */
    RUN_FIXED = 32  /* -D n=3 -D m=2 -D k=0, for dims of these names */
};

/* Run n bytes of Lua as a spec. 0, or the number of derivatives that --check found wrong.
 */
int run_spec(const char *text, size_t n, unsigned what);

#endif
