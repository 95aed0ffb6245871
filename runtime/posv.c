/* Positive definite systems with few right-hand sides, of which the factor is not kept. */
#define ALWAYS static inline __attribute__((always_inline))

#define BODY "posv_sets.inc"
#include "both.h"
