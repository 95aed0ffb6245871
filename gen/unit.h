/* The generated translation unit before it is text: functions with their parameters and
 * plans. */
#ifndef MDG_UNIT_H
#define MDG_UNIT_H

#include "compress.h"
#include "generate.h"
#include "plan.h"

enum mdg_param_role {
    MDG_P_DIM,
    MDG_P_STATE,
    MDG_P_INPUT,
    MDG_P_DIRECTION,
    MDG_P_OUTPUT,
    MDG_P_WORK
};

struct mdg_param {
    enum mdg_param_role role;
    const char *name; /* as in the spec and the manifest */
    const char *c;    /* as in C */
    const char *type; /* "int64_t", "const double *" ... */
    int rank;
    const mdg_size *shape;
    const struct mdg_input *input;   /* INPUT, DIRECTION */
    const struct mdg_output *output; /* OUTPUT */
    int index;                       /* DIM, OUTPUT: which */
    bool in_state;                   /* an input that the state holds: no parameter */
};

enum mdg_flavour { MDG_DIRECT, MDG_PREPARE, MDG_PREPARED };

/* One C function. */
struct mdg_cfunction {
    const char *name;
    const char *kind; /* of the manifest: "grad", "prepare", "grad_prepared" */
    enum mdg_flavour flavour;
    const struct mdg_function *f; /* PREPARE: NULL */
    const struct mdg_objective *objective;
    const struct mdg_plan *plan; /* PREPARE: NULL */
    int nparams;
    struct mdg_param *params; /* in_state ones included, behind the others */
    const struct mdg_compressed
        *compressed; /* rows of prepared data as a triangular factor, or NULL */
    const char *rc;  /* the variable that holds an error */
    struct mdg_names *names;
};

struct mdg_unit {
    const struct mdg_model *model;
    struct {
        struct mdg_cfunction **data;
        size_t count, cap;
    } functions;
};

/* The prototype without a semicolon: "int f(int64_t n, ...)". */
const char *mdg_prototype(struct mdg *m, const struct mdg_cfunction *f, const char *name,
                          bool is_work);

/* cunit.c: the prototypes of all functions of a unit, a line each or more. */
const char *mdg_prototypes(struct mdg *m, const struct mdg_unit *u);

/* A text of the spec so that it can stand in a C comment. */
const char *mdg_comment_text(struct mdg *m, const char *text);

/* cfunction.c: add the text of a function and of its _work function to out, which is kept.
 */
void mdg_emit_function(struct mdg *m, struct mdg_buf *out, const struct mdg_cfunction *f);

/* A writer that knows the C names of f's parameters; and what a statement of its plan
 * computes, in these names: "diff = A x - b". */
struct mdg_c;
struct mdg_stmt;
struct mdg_c *mdg_c_new(struct mdg *m, const struct mdg_cfunction *f, struct mdg_buf *out);
const char *mdg_c_what(struct mdg_c *c, const struct mdg_stmt *s);

/* cstate.c: NAME_state_size and the _work of NAME_prepare; what NAME_prepare does; and
 * declarations of the inputs that the state holds. */
void mdg_emit_state_head(struct mdg_c *c, const struct mdg_cfunction *f);
void mdg_emit_prepare_body(struct mdg_c *c, const struct mdg_cfunction *f);
void mdg_emit_state_inputs(struct mdg_c *c, const struct mdg_cfunction *f);

#endif
