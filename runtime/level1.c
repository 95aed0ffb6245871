/* Vectors: copies, updates and reductions at the speed of memory. */
#define BODY "level1.inc"
#include "both.h"
