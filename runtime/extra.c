/* Products of many numbers, and element-wise functions of generated derivatives. */
#include <lapacke.h>

#define BODY "extra.inc"
#include "both.h"
