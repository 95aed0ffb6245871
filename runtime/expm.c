/* The matrix exponential and its derivative in a direction. */
#define BODY "expm.inc"
#include "both.h"
