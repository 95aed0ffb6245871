/* Running sums, and products that leave one factor out. */
#define BODY "scan.inc"
#include "both.h"
