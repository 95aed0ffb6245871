/* Private to the printer: names in each notation. */
#ifndef MDG_PRINT_NAME_H
#define MDG_PRINT_NAME_H

#include "print.h"

/* An identifier as a symbol: Greek letters, what follows "_" and trailing digits as a
 * subscript; bold where the notation has that and order > 0. */
const char *mdg_name_text(struct mdg *m, const char *name, int order, enum mdg_notation to);

/* The name of a function. */
const char *mdg_function_text(struct mdg *m, const char *name, enum mdg_notation to);

#endif
