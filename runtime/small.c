/* Factorisations of matrices so small that a call into LAPACK costs more than the work. */
#define BODY "small.inc"
#include "both.h"
