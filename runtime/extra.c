/* Products of many numbers, and element-wise functions of generated derivatives. */
#define BODY "extra.inc"
#include "both.h"
