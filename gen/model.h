/* What a spec asks for: its objectives and mappings, as the Lua front end leaves them. */
#ifndef MDG_MODEL_H
#define MDG_MODEL_H

#include "value.h"

enum mdg_kind {
    MDG_K_VALUE,
    MDG_K_GRAD,
    MDG_K_VALUE_GRAD,
    MDG_K_JVP,
    MDG_K_HVP,
    MDG_K_HESSIAN,
    MDG_K_VJP,
    MDG_K_JACOBIAN,
    MDG_K_JACOBIAN_T,
    MDG_NKINDS
};
extern const char *const mdg_kind_name[MDG_NKINDS]; /* "value", "grad", ... */

struct mdg_objective {
    const char *name;
    const char *doc; /* or NULL */
    bool is_mapping;
    mdg_value value;
    int nwrt;
    struct mdg_input **wrt;
    int nkinds;
    enum mdg_kind *kinds; /* in the order of emit */
    int nprepare;
    struct mdg_input **prepare;
    struct mdg_loc loc;
};

struct mdg_model {
    struct {
        struct mdg_objective *data;
        size_t count, cap;
    } objectives;
    struct {
        const char **data; /* the spec and every file it required, as opened */
        size_t count, cap;
    } files;
};

#endif
