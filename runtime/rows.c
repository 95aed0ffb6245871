/* log-sum-exp and softmax of rows. */
#define BODY "rows.inc"
#include "both.h"
