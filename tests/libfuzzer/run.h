/* What both coverage-guided targets do with a spec's text: everything that mdgen can write,
 * as main.c does it, in a process that goes on after an error. */
#ifndef LIBFUZZER_RUN_H
#define LIBFUZZER_RUN_H

#include <stddef.h>
#include <stdint.h>

/* Run n bytes of Lua as a spec. The C source is made, and by the byte `how` one other form:
 *   bits 0, 1   --explain; --explain=latex and =html; --plan, --header, --manifest, --test
 * and
 *               --deps; --check
 *   bit 4       --real float
 *   bit 5       -D n=3 -D m=2 -D k=0
 *   bit 6       --explain-level full
 * 0, or the number of derivatives that --check found wrong. */
int run_spec(const char *text, size_t n, uint8_t how);

#endif
