/* The same operator on other operands. */
#ifndef MDG_REBUILD_H
#define MDG_REBUILD_H

#include "node.h"

/* n with the operands arg[k] in place of its own; every extent `from` becomes `to` (both
 * NULL: none does).  Leaves are returned as they are. */
mdg_node mdg_rebuild(struct mdg *m, mdg_node n, const mdg_node *arg, mdg_size from,
                     mdg_size to);

#endif
