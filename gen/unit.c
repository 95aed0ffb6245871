/* From a model to functions with parameters and plans. */
#include "unit.h"
#include "cname.h"

#include <string.h>

struct builder {
    struct mdg *m;
    const struct mdg_objective *o;
    struct mdg_cfunction *f;
    const char *real;
    size_t cap;
};

static const char *pointer(struct builder *b, const char *base, bool is_const)
{
    return mdg_fmt(b->m, "%s%s *", is_const ? "const " : "", base);
}

static void add(struct builder *b, struct mdg_param p)
{
    b->f->params = mdg_grow(b->m, false, b->f->params, (size_t)b->f->nparams, &b->cap, sizeof p);
    b->f->params[b->f->nparams++] = p;
}

static bool is_prepared(const struct mdg_objective *o, const struct mdg_input *in)
{
    for (int k = 0; k < o->nprepare; k++) {
        if (o->prepare[k] == in) {
            return true;
        }
    }
    return false;
}

static bool is_used(const struct mdg_objective *o, const struct mdg_input *in)
{
    for (int k = 0; k < o->nwrt; k++) {
        if (o->wrt[k] == in) {
            return true;
        }
    }
    for (int k = 0; k < o->nprepare; k++) {
        if (o->prepare[k] == in) {
            return true;
        }
    }
    return in->role == MDG_DATA && mdg_uses_has_input(o->value->uses, in->index);
}

/* The dims of an objective: those of the value as written, and of the shapes of its inputs.
 */
static bool uses_dim(struct mdg *m, const struct mdg_objective *o, int dim)
{
    if (mdg_uses_has_dim(o->value->uses, dim)) {
        return true;
    }
    for (int k = 0; k < mdg_input_count(m); k++) {
        const struct mdg_input *in = mdg_input(m, k);
        for (int i = 0; is_used(o, in) && i < in->rank; i++) {
            if (mdg_size_uses(in->declared[i], dim)) {
                return true;
            }
        }
    }
    for (int i = 0; i < o->value->rank; i++) {
        if (mdg_size_uses(o->value->shape[i], dim)) {
            return true;
        }
    }
    return false;
}

static void add_input(struct builder *b, const struct mdg_input *in, bool in_state)
{
    const char *type =
        in->is_scalar ? b->real : pointer(b, in->is_labels ? "int32_t" : b->real, true);
    struct mdg_param p = {.role = in->role == MDG_DATA || in_state ? MDG_P_INPUT
                                                                   : MDG_P_DIRECTION,
                          .name = in->name,
                          .type = type,
                          .rank = in->is_labels ? 1 : in->rank,
                          .shape = in->declared,
                          .input = in,
                          .in_state = in_state};
    add(b, p);
}

/* What stands in the state for a prepared input: a triangular factor of its rows, or
 * itself. */
static const struct mdg_input *kept(const struct mdg_compressed *c,
                                    const struct mdg_input *in)
{
    for (int k = 0; c && k < c->ncolumns; k++) {
        if (c->column[k].from == in) {
            return c->column[k].to;
        }
    }
    return in;
}

/* What the state holds, in order: prepared inputs, a column of ones last. */
static void add_state(struct builder *b)
{
    const struct mdg_compressed *c = b->f->compressed;
    int count = mdg_input_count(b->m);
    for (int k = 0; k < count; k++) {
        if (is_prepared(b->o, mdg_input(b->m, k))) {
            add_input(b, kept(c, mdg_input(b->m, k)), true);
        }
    }
    for (int k = 0; c && k < c->ncolumns; k++) {
        if (!c->column[k].from) {
            add_input(b, c->column[k].to, true);
        }
    }
}

/* Parameters in call order: dims, state, inputs, directions, outputs, work; then what the
 * state holds. */
static void add_params(struct builder *b)
{
    struct mdg *m = b->m;
    enum mdg_flavour fl = b->f->flavour;
    for (int k = 0; k < mdg_dim_count(m); k++) {
        if (uses_dim(m, b->o, k)) {
            add(b, (struct mdg_param){.role = MDG_P_DIM,
                                      .name = mdg_dim(m, k)->name,
                                      .type = "int64_t",
                                      .index = k});
        }
    }
    if (fl == MDG_PREPARED) {
        add(b, (struct mdg_param){
                   .role = MDG_P_STATE, .name = "state", .type = "const void *"});
    }
    for (int k = 0; k < mdg_input_count(m); k++) {
        const struct mdg_input *in = mdg_input(m, k);
        bool prep = is_prepared(b->o, in);
        if (is_used(b->o, in) && (fl == MDG_DIRECT || prep == (fl == MDG_PREPARE))) {
            add_input(b, in, false);
        }
    }
    if (fl == MDG_PREPARE) {
        add(b, (struct mdg_param){.role = MDG_P_STATE, .name = "state", .type = "void *"});
    }
    for (int k = 0; b->f->f && k < b->f->f->ndirections; k++) {
        add_input(b, b->f->f->directions[k], false);
    }
    for (int k = 0; b->f->f && k < b->f->f->noutputs; k++) {
        const struct mdg_output *o = &b->f->f->outputs[k];
        add(b, (struct mdg_param){.role = MDG_P_OUTPUT,
                                  .name = o->name,
                                  .type = pointer(b, b->real, false),
                                  .rank = o->rank,
                                  .shape = o->shape,
                                  .output = o,
                                  .index = k});
    }
    add(b, (struct mdg_param){.role = MDG_P_WORK, .name = "work", .type = "void *"});
    if (fl == MDG_PREPARED) {
        add_state(b);
    }
}

/* The functions that the generated function calls cannot be hidden by a parameter. */
static void reserve_functions(struct builder *b)
{
    static const char *const ending[] = {"", "_work", "_compute", "_fused"};
    for (size_t k = 0; k < sizeof ending / sizeof *ending; k++) {
        mdg_name(b->m, b->f->names, mdg_fmt(b->m, "%s%s", b->f->name, ending[k]));
    }
    mdg_name(b->m, b->f->names, mdg_fmt(b->m, "%s_state_size", b->o->name));
}

/* C names: what the interface fixes comes first, inputs and dims give way. */
static void name_params(struct builder *b)
{
    b->f->names = mdg_names_new(b->m);
    reserve_functions(b);
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < b->f->nparams; k++) {
            struct mdg_param *p = &b->f->params[k];
            bool fixed =
                p->role == MDG_P_OUTPUT || p->role == MDG_P_WORK || p->role == MDG_P_STATE;
            if (fixed == (pass == 0)) {
                p->c = mdg_name(b->m, b->f->names, p->name);
            }
        }
    }
    b->f->rc = mdg_name(b->m, b->f->names, "rc");
}

static void add_function(struct mdg *m, struct mdg_unit *u, const struct mdg_objective *o,
                         const struct mdg_function *f, enum mdg_flavour flavour,
                         const struct mdg_compressed *compressed)
{
    struct builder b = {m, o, MDG_NEW(m, struct mdg_cfunction),
                        m->real_float ? "float" : "double", 0};
    b.f->f = f;
    b.f->objective = o;
    b.f->compressed = compressed;
    b.f->flavour = flavour;
    b.f->kind = f ? mdg_kind_name[f->kind] : "prepare";
    b.f->kind = flavour == MDG_PREPARED ? mdg_fmt(m, "%s_prepared", b.f->kind) : b.f->kind;
    b.f->name = mdg_fmt(m, "%s_%s", o->name, b.f->kind);
    add_params(&b);
    name_params(&b);
    if (f) {
        b.f->plan = mdg_plan_function(m, f, b.f->names);
    }
    MDG_PUSH(m, &u->functions, b.f);
}

/* NAME_prepare and the functions that use its state. */
static void add_prepared(struct mdg *m, struct mdg_unit *u, const struct mdg_objective *o,
                         const struct mdg_function *const *f)
{
    const struct mdg_function **some = MDG_ARRAY(m, o->nkinds, const struct mdg_function *);
    int n = 0;
    for (int k = 0; k < o->nkinds; k++) {
        if (o->kinds[k] == MDG_K_VALUE || o->kinds[k] == MDG_K_GRAD ||
            o->kinds[k] == MDG_K_VALUE_GRAD) {
            some[n++] = f[k];
        }
    }
    const struct mdg_compressed *c = mdg_compress(m, o, n, some);
    add_function(m, u, o, NULL, MDG_PREPARE, c);
    for (int k = 0; k < n; k++) {
        add_function(m, u, o, c ? c->f[k] : some[k], MDG_PREPARED, c);
    }
}

struct mdg_unit *mdg_generate(struct mdg *m, const struct mdg_model *model)
{
    struct mdg_unit *u = MDG_NEW(m, struct mdg_unit);
    u->model = model;
    for (size_t i = 0; i < model->objectives.count; i++) {
        const struct mdg_objective *o = &model->objectives.data[i];
        const struct mdg_function **f =
            MDG_ARRAY(m, o->nkinds, const struct mdg_function *);
        for (int k = 0; k < o->nkinds; k++) {
            f[k] = mdg_derive(m, o, o->kinds[k]);
            add_function(m, u, o, f[k], MDG_DIRECT, NULL);
        }
        if (o->nprepare) {
            add_prepared(m, u, o, f);
        }
    }
    return u;
}

const char *mdg_prototype(struct mdg *m, const struct mdg_cfunction *f, const char *name,
                          bool is_work)
{
    struct mdg_buf b = {0};
    mdg_putf(m, &b, "%s %s(", is_work ? "size_t" : "int", name);
    size_t line = 0;
    int count = 0;
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->in_state || (is_work && p->role != MDG_P_DIM)) {
            continue;
        }
        bool star = p->type[strlen(p->type) - 1] == '*';
        const char *text = mdg_fmt(m, "%s%s%s", p->type, star ? "" : " ", p->c);
        if (count++) {
            bool wrap = b.count - line + strlen(text) > 88;
            mdg_put(m, &b, wrap ? ",\n    " : ", ");
            line = wrap ? b.count - 4 : line;
        }
        mdg_put(m, &b, text);
    }
    mdg_put(m, &b, count ? ")" : "void)");
    return b.data;
}
