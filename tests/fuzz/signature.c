/* The generated functions of a spec by the rules of their interface, and C text that calls
 * them. */
#include "judge.h"

#include <string.h>

/* ---- signatures --------------------------------------------------------------------- */

int slot_count(const struct spec *s, int w)
{
    return s->input[s->wrt[w]].count;
}

static unsigned value_dims(const struct spec *s)
{
    bool live[MAX_NODES];
    unsigned bits = 0;
    tree_live(s, live);
    for (int i = 0; i <= s->root; i++) {
        const struct node *n = &s->node[i];
        for (int k = 0; live[i] && k < n->nsizes; k++) {
            bits |= size_dims(&n->size[k]);
        }
        if (live[i] && n->op == REDUCE && n->par[0] == R_MEAN) { /* divides by a size */
            const struct node *a = &s->node[n->kid[0]];
            for (int k = 0; k < a->rank; k++) {
                bits |= size_dims(&a->shape[k]);
            }
        }
    }
    return bits;
}

static void add_arg(struct function *f, struct arg a)
{
    f->arg[f->nargs++] = a;
}

static void add_inputs(struct function *f, const struct spec *s, unsigned which)
{
    for (int i = 0; i < s->ninputs; i++) {
        if (which & 1u << i) {
            add_arg(f, (struct arg){R_INPUT, i, 0, s->input[i].count,
                                    s->input[i].form == SCALAR, true});
        }
    }
}

static void add_outputs(struct function *f, const struct spec *s)
{
    int value = s->node[s->root].count;
    bool each =
        f->kind == GRAD || f->kind == VALUE_GRAD || f->kind == HVP || f->kind == VJP;
    if (f->kind == JVP || f->kind == HVP) {
        for (int w = 0; w < s->nwrt; w++) {
            add_arg(f, (struct arg){R_DIRECTION, w, 0, slot_count(s, w), false, true});
        }
    } else if (f->kind == VJP) {
        add_arg(f, (struct arg){R_DIRECTION, -1, 0, value, false, true});
    }
    if (f->kind == VALUE || f->kind == VALUE_GRAD || f->kind == JVP) {
        add_arg(f, (struct arg){R_OUTPUT, -1, 0, value, false, false});
    }
    for (int w = 0; w < s->nwrt; w++) {
        if (each) {
            add_arg(f, (struct arg){R_OUTPUT, w, 0, slot_count(s, w), false, false});
        } else if (f->kind == JACOBIAN || f->kind == JACOBIAN_T) {
            add_arg(f,
                    (struct arg){R_OUTPUT, w, 0, slot_count(s, w) * value, false, false});
        }
        for (int q = w; q < s->nwrt && f->kind == HESSIAN; q++) {
            int n = slot_count(s, w) * slot_count(s, q);
            add_arg(f, (struct arg){R_OUTPUT, w, q, n, false, false});
        }
    }
}

int functions_of(const struct spec *s, struct function f[MAX_FUNCTIONS])
{
    unsigned used = tree_inputs(s), dims = value_dims(s);
    int n = 0;
    memset(f, 0, MAX_FUNCTIONS * sizeof *f);
    for (int w = 0; w < s->nwrt; w++) {
        used |= 1u << s->wrt[w];
    }
    for (int i = 0; i < s->ninputs; i++) {
        for (int k = 0; k < s->input[i].rank && used & 1u << i; k++) {
            dims |= size_dims(&s->input[i].shape[k]);
        }
    }
    for (int k = 0; k < NDIMS; k++) {
        dims &= s->fixed[k] ? ~(1u << k) : ~0u;
    }
    for (int k = 0; k < NKINDS; k++) {
        if (s->kinds & 1u << k) {
            f[n].kind = (enum kind)k;
            f[n].dims = dims;
            add_inputs(&f[n], s, used);
            add_outputs(&f[n++], s);
        }
    }
    if (s->prepare) {
        f[n].flavour = STATE_SIZE;
        f[n++].dims = dims;
        f[n].flavour = PREPARE;
        f[n].dims = dims;
        add_inputs(&f[n], s, s->prepare);
        add_arg(&f[n++], (struct arg){R_STATE, 0, 0, 0, false, false});
        for (int k = VALUE; k <= VALUE_GRAD; k++) {
            if (s->kinds & 1u << k) {
                f[n].kind = (enum kind)k;
                f[n].flavour = PREPARED;
                f[n].dims = dims;
                add_arg(&f[n], (struct arg){R_STATE, 0, 0, 0, false, true});
                add_inputs(&f[n], s, used & ~s->prepare);
                add_outputs(&f[n++], s);
            }
        }
    }
    return n;
}

/* ---- the C text
 * -------------------------------------------------------------------------- */

static void function_name(char *buf, size_t n, const struct function *f, const char *name)
{
    static const char *const suffix[] = {"", "", "", "_prepared"};
    const char *kind = f->flavour == STATE_SIZE ? "state_size"
                       : f->flavour == PREPARE  ? "prepare"
                                                : kind_name[f->kind];
    snprintf(buf, n, "%s_%s%s", name, kind, suffix[f->flavour]);
}

static void dim_args(FILE *out, const struct function *f)
{
    bool first = true;
    for (int k = 0; k < NDIMS; k++) {
        if (f->dims & 1u << k) {
            fprintf(out, "%sdim[%d]", first ? "" : ", ", k);
            first = false;
        }
    }
}

void call_shims(FILE *out, const struct spec *s, const char *name)
{
    struct function f[MAX_FUNCTIONS];
    const char *real = s->real_float ? "float" : "double";
    char of[80];
    int n = functions_of(s, f);
    for (int i = 0; i < n; i++) {
        function_name(of, sizeof of, &f[i], name);
        fprintf(out,
                "static size_t work_%s(const int64_t *dim)\n{\n    (void)dim;\n    return "
                "%s%s(",
                of, of, f[i].flavour == STATE_SIZE ? "" : "_work");
        dim_args(out, &f[i]);
        fprintf(out, ");\n}\n");
        if (f[i].flavour == STATE_SIZE) {
            continue;
        }
        fprintf(out,
                "static int call_%s(const int64_t *dim, void *const *arg, void *work)\n"
                "{\n    (void)dim;\n    return %s(",
                of, of);
        dim_args(out, &f[i]);
        for (int k = 0; k < f[i].nargs; k++) {
            const struct arg *a = &f[i].arg[k];
            const char *type = a->role == R_STATE ? "void"
                               : a->role == R_INPUT && s->input[a->index].form == LABELS
                                   ? "int32_t"
                                   : real;
            fprintf(out, "%s%s(%s%s *)arg[%d]", k || f[i].dims ? ", " : "",
                    a->by_value ? "*" : "", a->constant ? "const " : "", type, k);
        }
        fprintf(out, ", work);\n}\n");
    }
}

void call_entries(FILE *out, const struct spec *s, const char *name)
{
    struct function f[MAX_FUNCTIONS];
    char of[80];
    int n = functions_of(s, f);
    for (int i = 0; i < n; i++) {
        function_name(of, sizeof of, &f[i], name);
        if (f[i].flavour == STATE_SIZE) {
            fprintf(out, "    {NULL, work_%s},\n", of);
        } else {
            fprintf(out, "    {call_%s, work_%s},\n", of, of);
        }
    }
}
