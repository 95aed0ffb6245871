/* Shared by lua_declare.c and lua_objective.c. */
#ifndef MDG_LUA_DECLARE_H
#define MDG_LUA_DECLARE_H

#include "lua_front.h"

/* Note that a name is taken, or raise an error that says by what. */
void mdg_take_name(struct mdg *m, struct mdg_taken_list *list, const char *name,
                   const char *what);

/* Raise an error if the table at index i (absolute) has a field that is not among names. */
void mdg_check_fields(lua_State *L, int i, const char *what, int n,
                      const char *const *names);

/* objective{...} or mapping{...}: add to the model. */
int mdg_declare_objective(lua_State *L, bool is_mapping);

#endif
