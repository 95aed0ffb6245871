/* Which names a spec may give to dims, inputs and objectives. */
#ifndef MDG_LUA_NAMES_H
#define MDG_LUA_NAMES_H

#include "mdg.h"

/* Raise an error unless name is a C identifier that is no keyword of C or C++ and has no
 * prefix that is reserved; what is "an input" and the like, for the message. */
void mdg_check_name(struct mdg *m, const char *name, const char *what);

#endif
