/* What the tests of the run-time library share: numbers, comparison, the main program. Test
 * bodies are included for double and for float by runtime/both.h. */
#ifndef RUNTIME_CHECK_H
#define RUNTIME_CHECK_H

#include <CUnit/Basic.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Uniform in [-1, 1), the same sequence on every machine. */
static inline double check_uniform(void *state)
{
    uint32_t *const s = state;

    *s = *s * 1664525u + 1013904223u;
    return (double)(*s >> 8) / (double)(1u << 23) - 1;
}

/* Equal to within tol, absolutely and relatively; NaN equals NaN, infinity itself. */
static inline int check_near(double a, double b, double tol)
{
    if (isnan(a) || isnan(b)) {
        return isnan(a) && isnan(b);
    }
    if (isinf(a) || isinf(b)) {
        return isinf(a) && isinf(b) && (a > 0) == (b > 0);
    }
    return fabs(a - b) <= tol * (1 + fabs(b));
}

static inline int check_report(int good, const char *what, double a, double b)
{
    if (!good) {
        printf("\n    %s: got %.17g, expected %.17g", what, a, b);
    }
    return good;
}

/* CU_ASSERT that prints both values when it fails. */
#define CHECK_NEAR(a, b, tol)                                                       \
    CU_ASSERT(check_report(check_near((double)(a), (double)(b), (double)(tol)), #a, \
                           (double)(a), (double)(b)))

struct check_test {
    const char *name;
    void (*run)(void);
};

/* Run a table of tests, which ends with a NULL name; the exit status of the program. */
static inline int check_main(const char *suite, const struct check_test *tests)
{
    CU_pSuite s;
    unsigned failed;

    if (CU_initialize_registry() != CUE_SUCCESS || !(s = CU_add_suite(suite, NULL, NULL))) {
        return 2;
    }
    for (; tests->name; tests++) {
        if (!CU_add_test(s, tests->name, tests->run)) {
            return 2;
        }
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    (void)CU_basic_run_tests();
    failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}

#endif
