/* C identifiers of one generated function: unique, and no clash with C, its headers or
 * mdrt.h. */
#ifndef MDG_CNAME_H
#define MDG_CNAME_H

#include "mdg.h"

struct mdg_names;

/* No names yet but those that a C file cannot use. */
struct mdg_names *mdg_names_new(struct mdg *m);
/* A copy that goes its own way. */
struct mdg_names *mdg_names_copy(struct mdg *m, const struct mdg_names *from);

/* base itself if it is free, else base_, base_2, base_3 ...; taken from now on. */
const char *mdg_name(struct mdg *m, struct mdg_names *names, const char *base);

#endif
