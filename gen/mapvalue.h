/* The values of element-wise functions inside of the generator: constant folding and
 * --check. */
#ifndef MDG_MAPVALUE_H
#define MDG_MAPVALUE_H

#include "node.h"

struct mdg_map_info {
    const char *name;
    int arity;
    const char *deriv[3]; /* partial derivatives as text; NULL: not known */
    const char *c;        /* name of the scalar function in C, or "#" */
    const char *tested;   /* sample points */
};
extern const struct mdg_map_info mdg_map_info[MDG_NMAPS];

/* f(x[0], x[1], x[2]) to a few units in the last place. */
double mdg_map_value(enum mdg_map_fn f, const double *x);

/* The function of that name; -1 if there is none. */
int mdg_map_find(const char *name, size_t length);

#endif
