/* Linked into the programs of make coverage. libgcov writes the counts at the end of a
 * process: it has to where the program ends by _exit, and is no part of the machine that
 * tests/fail.c lets fail. */
#define _DEFAULT_SOURCE
#include <stdlib.h>

void __gcov_dump(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));

/* with -Wl,--wrap=_exit, in place of _exit */
void __wrap__exit(int status)
{
    __gcov_dump();
    __real__exit(status);
}

/* before libgcov's destructor, which has the first priority and so runs last */
__attribute__((destructor)) static void failures_end(void)
{
    unsetenv("FAIL");
}
