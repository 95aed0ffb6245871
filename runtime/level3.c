/* Matrix times matrix: which way, and what BLAS leaves open or drops. */
#include <cblas.h>
#include "skinny.h"
#include "tiny.h"
#define BODY "level3.inc"
#include "both.h"
