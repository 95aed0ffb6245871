/* The JSON description of the generated functions (LANGUAGE.md section 4). */
#include "unit.h"
#include "version.h"

#include <string.h>

static const char *const role_name[] = {
    [MDG_P_DIM] = "dim",       [MDG_P_STATE] = "state",
    [MDG_P_INPUT] = "input",   [MDG_P_DIRECTION] = "direction",
    [MDG_P_OUTPUT] = "output", [MDG_P_WORK] = "work"};

static void shape(struct mdg *m, struct mdg_buf *b, const struct mdg_param *p)
{
    mdg_put(m, b, ", \"shape\": [");
    for (int i = 0; i < p->rank; i++) {
        const char *s = mdg_size_text(m, p->shape[i]);
        mdg_putf(m, b, mdg_size_is_int(p->shape[i], NULL) ? "%s%s" : "%s\"%s\"",
                 i ? ", " : "", s);
    }
    mdg_put(m, b, "]");
}

static void attributes(struct mdg *m, struct mdg_buf *b, const struct mdg_input *in)
{
    static const struct {
        unsigned prop;
        const char *name;
    } names[] = {{MDG_SPD, "spd"},           {MDG_SYMMETRIC, "symmetric"},
                 {MDG_LOWER, "lower"},       {MDG_UPPER, "upper"},
                 {MDG_ONEHOT, "onehot"},     {MDG_SIMPLEX, "simplex"},
                 {MDG_POSITIVE, "positive"}, {MDG_NONNEGATIVE, "nonnegative"}};
    unsigned left = in->props;
    bool any = false;
    mdg_put(m, b, ", \"attrs\": [");
    if ((left & MDG_DIAGONAL) == MDG_DIAGONAL) {
        mdg_put(m, b, "\"diagonal\"");
        left &= ~(unsigned)(MDG_DIAGONAL | MDG_SYMMETRIC);
        any = true;
    }
    for (size_t k = 0; k < sizeof names / sizeof *names;
         k++) { /* what follows from another is not listed */
        if (left & names[k].prop) {
            mdg_putf(m, b, "%s\"%s\"", any ? ", " : "", names[k].name);
            left &= ~mdg_props_close(names[k].prop);
            any = true;
        }
    }
    mdg_put(m, b, "]");
}

static void argument(struct mdg *m, struct mdg_buf *b, const struct mdg_param *p)
{
    mdg_putf(m, b, "        { \"name\": \"%s\", \"role\": \"%s\"", p->name,
             role_name[p->role]);
    if (p->output && p->output->of) {
        mdg_putf(m, b, ", \"of\": \"%s\"", p->output->of->name);
    }
    mdg_putf(m, b, ", \"type\": \"%s\"", p->type);
    if (p->role == MDG_P_INPUT || p->role == MDG_P_DIRECTION || p->role == MDG_P_OUTPUT) {
        shape(m, b, p);
    }
    if (p->role == MDG_P_INPUT) {
        attributes(m, b, p->input);
    }
    mdg_put(m, b, " }");
}

const char *mdg_emit_manifest(struct mdg *m, const struct mdg_unit *u)
{
    struct mdg_buf b = {0};
    mdg_putf(m, &b, "{ \"mdgen\": \"%s\", \"real\": \"%s\",\n  \"functions\": [",
             MDG_VERSION, m->real_float ? "float" : "double");
    for (size_t i = 0; i < u->functions.count; i++) {
        const struct mdg_cfunction *f = u->functions.data[i];
        mdg_putf(m, &b,
                 "%s\n    { \"name\": \"%s\", \"objective\": \"%s\", \"kind\": \"%s\",\n",
                 i ? "," : "", f->name, f->objective->name, f->kind);
        mdg_putf(m, &b, "      \"work\": \"%s_work\",\n", f->name);
        if (f->flavour != MDG_DIRECT) {
            mdg_putf(m, &b, "      \"state_size\": \"%s_state_size\",\n",
                     f->objective->name);
        }
        mdg_put(m, &b, "      \"args\": [\n");
        bool any = false;
        for (int k = 0; k < f->nparams; k++) {
            if (!f->params[k].in_state) {
                mdg_put(m, &b, any ? ",\n" : "");
                argument(m, &b, &f->params[k]);
                any = true;
            }
        }
        mdg_put(m, &b, " ] }");
    }
    mdg_put(m, &b, " ] }\n");
    return b.data;
}
