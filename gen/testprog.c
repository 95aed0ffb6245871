/* A CUnit program that tests the generated functions: the tables of templates/test.c. */
#include "template.h"
#include "unit.h"
#include "version.h"

#include <string.h>

struct writer {
    struct mdg *m;
    const struct mdg_unit *u;
    struct mdg_buf out;
    int *place;         /* of an input of the spec in the table of inputs, or -1 */
    unsigned *promises; /* of each input: its own, and those of assume() */
    int ninputs, nwrt, noutputs;
};

static const char *const kind_id[MDG_NKINDS] = {[MDG_K_VALUE] = "VALUE",
                                                [MDG_K_GRAD] = "GRAD",
                                                [MDG_K_VALUE_GRAD] = "VALUE_GRAD",
                                                [MDG_K_JVP] = "JVP",
                                                [MDG_K_HVP] = "HVP",
                                                [MDG_K_HESSIAN] = "HESSIAN",
                                                [MDG_K_VJP] = "VJP",
                                                [MDG_K_JACOBIAN] = "JACOBIAN",
                                                [MDG_K_JACOBIAN_T] = "JACOBIAN_T"};

/* ---- inputs -------------------------------------------------------------------------- */

/* The inputs that functions take, in order of declaration. */
static void find_inputs(struct writer *w)
{
    struct mdg *m = w->m;
    const int n = mdg_input_count(m);
    w->place = MDG_ARRAY(m, n + 1, int);
    w->promises = MDG_ARRAY(m, n + 1, unsigned);
    for (size_t i = 0; i < w->u->functions.count; i++) {
        const struct mdg_cfunction *f = w->u->functions.data[i];
        for (int k = 0; k < f->nparams; k++) {
            if (f->params[k].role == MDG_P_INPUT) {
                w->place[f->params[k].input->index] = 1;
            }
        }
    }
    for (int k = 0; k < n; k++) {
        w->place[k] = w->place[k] ? w->ninputs++ : -1;
        w->promises[k] = mdg_input(m, k)->props;
    }
    for (size_t id = 0; id < mdg_node_count(m); id++) {
        mdg_node a = mdg_node_at(m, id);
        if (a->op == MDG_ASSUME && a->arg[0].node->op == MDG_INPUT) {
            w->promises[a->arg[0].node->input->index] |= (unsigned)a->kind;
        }
    }
}

/* A size as C, with d[k] for the dim k. */
static const char *size_text(struct mdg *m, mdg_size s)
{
    struct mdg_buf b = {0};
    for (int k = 0; k < mdg_size_terms(s); k++) {
        int n;
        const int *dims;
        int64_t c = mdg_size_term(s, k, &n, &dims);
        mdg_put(m, &b, c < 0 ? (k ? " - " : "-") : (k ? " + " : ""));
        c = c < 0 ? -c : c;
        if (c != 1 || n == 0) {
            mdg_putf(m, &b, "%lld%s", (long long)c, n ? " * " : "");
        }
        for (int i = 0; i < n; i++) {
            mdg_putf(m, &b, "%sd[%d]", i ? " * " : "", dims[i]);
        }
    }
    return b.data ? b.data : "0";
}

static mdg_size product(struct mdg *m, int n, const mdg_size *size)
{
    mdg_size all = mdg_size_int(m, 1);
    for (int i = 0; i < n; i++) {
        all = mdg_size_mul(m, all, size[i]);
    }
    return all;
}

static const char *promise_text(struct writer *w, const struct mdg_input *in)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {{MDG_SYMMETRIC, "SYMMETRIC"},
                 {MDG_SPD, "SPD"},
                 {MDG_PSD, "SPD"},
                 {MDG_LOWER, "LOWER"},
                 {MDG_UPPER, "UPPER"},
                 {MDG_ONEHOT, "ONEHOT"},
                 {MDG_SIMPLEX, "SIMPLEX"},
                 {MDG_POSITIVE, "POSITIVE"},
                 {MDG_NONNEGATIVE, "NONNEGATIVE"}};
    struct mdg_buf b = {0};
    unsigned props = w->promises[in->index];
    if (in->is_labels) {
        return "LABELS";
    }
    if (in->rank == 2 && in->declared[0] == in->declared[1]) {
        mdg_put(w->m, &b, "SQUARE");
    }
    if ((props & MDG_SPD) || (props & MDG_DIAGONAL) == MDG_DIAGONAL) {
        props &= ~(unsigned)MDG_PSD;
    }
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (props & names[k].bit) {
            mdg_putf(w->m, &b, "%s%s", b.count ? " | " : "", names[k].name);
        }
    }
    return b.count ? b.data : "0";
}

static void put_inputs(struct writer *w)
{
    struct mdg *m = w->m;
    mdg_put(m, &w->out, "static const struct input input[INPUTS + 1] = {\n");
    for (int k = 0; k < mdg_input_count(m); k++) {
        const struct mdg_input *in = mdg_input(m, k);
        if (w->place[k] >= 0) {
            mdg_putf(m, &w->out, "    {\"%s\", %s},\n", in->name, promise_text(w, in));
        }
    }
    mdg_put(m, &w->out,
            "    {NULL, 0},\n};\n\n"
            "/* The rows and columns of each input. */\n"
            "static void measure(const int64_t *d, int64_t (*size)[2])\n{\n"
            "    (void)d;\n    (void)size;\n");
    for (int k = 0; k < mdg_input_count(m); k++) {
        const struct mdg_input *in = mdg_input(m, k);
        if (w->place[k] >= 0) {
            const char *rows = size_text(m, product(m, in->rank - 1, in->declared));
            const char *cols = in->rank ? size_text(m, in->declared[in->rank - 1]) : "1";
            mdg_putf(m, &w->out, "    size[%d][0] = %s; /* %s */\n    size[%d][1] = %s;\n",
                     w->place[k], rows, in->name, w->place[k], cols);
        }
    }
    mdg_put(m, &w->out, "}\n\n");
}

/* ---- calls -----------------------------------------------------------------------------
 */

/* The argument for a parameter; directions and outputs are counted. */
static const char *argument(struct writer *w, const struct mdg_param *p, int *direction)
{
    struct mdg *m = w->m;
    switch (p->role) {
    case MDG_P_DIM:
        return mdg_fmt(m, "p->dim[%d]", p->index);
    case MDG_P_STATE:
        return "state";
    case MDG_P_INPUT:
        return mdg_fmt(m, "%sp->%s[%d]", p->input->is_scalar ? "*" : "",
                       p->input->is_labels ? "labels" : "in", w->place[p->input->index]);
    case MDG_P_DIRECTION:
        return mdg_fmt(m, "%sdirection[%d]", p->input->is_scalar ? "*" : "",
                       (*direction)++);
    case MDG_P_OUTPUT:
        return mdg_fmt(m, "out[%d]", p->index);
    case MDG_P_WORK:
        break;
    }
    return "work";
}

/* name(arguments), wrapped. */
static void put_call(struct writer *w, const struct mdg_cfunction *f)
{
    struct mdg *m = w->m;
    const char *head = mdg_fmt(m, "    return %s(", f->name);
    size_t line = strlen(head);
    int direction = 0, count = 0;
    mdg_put(m, &w->out, head);
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].in_state) {
            continue;
        }
        const char *text = argument(w, &f->params[k], &direction);
        bool wrap = count && line + strlen(text) > 86;
        mdg_putf(m, &w->out, "%s%s", !count++ ? "" : wrap ? ",\n        " : ", ", text);
        line = (wrap ? 8 : line + 2) + strlen(text);
    }
    mdg_put(m, &w->out, ");\n}\n\n");
}

/* The dims of a function as arguments: "d[0], d[2]". */
static const char *dims_text(struct mdg *m, const struct mdg_cfunction *f)
{
    struct mdg_buf b = {0};
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].role == MDG_P_DIM) {
            mdg_putf(m, &b, "%sd[%d]", b.count ? ", " : "", f->params[k].index);
        }
    }
    return b.count ? b.data : "";
}

static void put_size_call(struct writer *w, const struct mdg_cfunction *f, const char *name,
                          const char *of)
{
    mdg_putf(
        w->m, &w->out,
        "static size_t %s(const int64_t *d)\n{\n    (void)d;\n    return %s(%s);\n}\n\n",
        name, of, dims_text(w->m, f));
}

/* Names end in _call, _bytes, _state, _elements, _agree and the like: those of the
 * functions under test end in a kind. */
static void put_function(struct writer *w, const struct mdg_cfunction *f)
{
    struct mdg *m = w->m;
    mdg_putf(m, &w->out,
             "static int %s_call(\n"
             "    const struct point *p, real *const *direction, real *const *out, void "
             "*state,\n"
             "    void *work)\n{\n"
             "    (void)p;\n    (void)direction;\n    (void)out;\n    (void)state;\n",
             f->name);
    put_call(w, f);
    put_size_call(w, f, mdg_fmt(m, "%s_bytes", f->name), mdg_fmt(m, "%s_work", f->name));
    if (f->flavour == MDG_PREPARE) {
        put_size_call(w, f, mdg_fmt(m, "%s_state", f->objective->name),
                      mdg_fmt(m, "%s_state_size", f->objective->name));
    }
}

static const char *kind_text(struct mdg *m, const struct mdg_cfunction *f)
{
    return f->flavour == MDG_PREPARE    ? "PREPARE"
           : f->flavour == MDG_PREPARED ? mdg_fmt(m, "%s_PREPARED", kind_id[f->f->kind])
                                        : kind_id[f->f->kind];
}

/* ---- objectives
 * --------------------------------------------------------------------------- */

static void put_elements(struct writer *w, const struct mdg_objective *o)
{
    const char *n = size_text(w->m, product(w->m, o->value->rank, o->value->shape));
    mdg_putf(w->m, &w->out,
             "static int64_t %s_elements(const int64_t *d)\n{\n    (void)d;\n    return "
             "%s;\n}\n\n",
             o->name, n);
}

/* A list of true for what the functions of an objective take: dims, or inputs. */
static const char *uses(struct writer *w, const struct mdg_objective *o,
                        enum mdg_param_role role)
{
    struct mdg *m = w->m;
    const int n = role == MDG_P_DIM ? mdg_dim_count(m) : w->ninputs;
    bool *used = MDG_ARRAY(m, n + 1, bool);
    struct mdg_buf b = {0};
    for (size_t i = 0; i < w->u->functions.count; i++) {
        const struct mdg_cfunction *f = w->u->functions.data[i];
        for (int k = 0; f->objective == o && k < f->nparams; k++) {
            const struct mdg_param *p = &f->params[k];
            if (p->role == role) {
                used[role == MDG_P_DIM ? p->index : w->place[p->input->index]] = true;
            }
        }
    }
    for (int k = 0; k < n; k++) {
        mdg_putf(m, &b, "%s%s", b.count ? ", " : "", used[k] ? "true" : "false");
    }
    return b.count ? b.data : "false";
}

static void put_objective(struct writer *w, const struct mdg_objective *o)
{
    struct mdg *m = w->m;
    mdg_putf(m, &w->out, "    {.name = \"%s\",\n     .wrt = {", o->name);
    for (int k = 0; k < o->nwrt; k++) {
        mdg_putf(m, &w->out, "%s%d", k ? ", " : "", w->place[o->wrt[k]->index]);
    }
    mdg_putf(m, &w->out, "%s},\n     .nwrt = %d,\n     .uses_dim = {%s},\n",
             o->nwrt ? "" : "0", o->nwrt, uses(w, o, MDG_P_DIM));
    mdg_putf(m, &w->out, "     .uses_input = {%s},\n     .elements = %s_elements,\n",
             uses(w, o, MDG_P_INPUT), o->name);
    if (o->nprepare) {
        mdg_putf(m, &w->out, "     .state_bytes = %s_state,\n", o->name);
    }
    mdg_put(m, &w->out, "     .f = {\n");
    for (size_t i = 0; i < w->u->functions.count; i++) {
        const struct mdg_cfunction *f = w->u->functions.data[i];
        if (f->objective == o) {
            mdg_putf(m, &w->out,
                     "         [%s] = {\"%s\", %s_call,\n              %s_bytes},\n",
                     kind_text(m, f), f->name, f->name, f->name);
        }
    }
    mdg_put(m, &w->out, "     }},\n");
}

static void put_objectives(struct writer *w)
{
    const struct mdg_model *model = w->u->model;
    for (size_t i = 0; i < model->objectives.count; i++) {
        put_elements(w, &model->objectives.data[i]);
    }
    mdg_put(w->m, &w->out, "static const struct objective objectives[] = {\n");
    for (size_t i = 0; i < model->objectives.count; i++) {
        put_objective(w, &model->objectives.data[i]);
    }
    mdg_put(w->m, &w->out, "};\n\n");
}

/* ---- tests
 * -------------------------------------------------------------------------------- */

static void put_test(struct writer *w, struct mdg_buf *table, size_t objective,
                     const char *sentence, const char *name, const char *call)
{
    mdg_putf(w->m, &w->out, "static void %s(void)\n{\n    %s;\n}\n\n", name, call);
    mdg_putf(w->m, table, "    {%zu, \"%s\", %s},\n", objective, sentence, name);
}

static void put_tests_of(struct writer *w, struct mdg_buf *table, size_t i)
{
    struct mdg *m = w->m;
    const struct mdg_objective *o = &w->u->model->objectives.data[i];
    for (size_t k = 0; k < w->u->functions.count; k++) {
        const struct mdg_cfunction *f = w->u->functions.data[k];
        if (f->objective != o || f->flavour != MDG_DIRECT) {
            continue;
        }
        if (f->f->kind != MDG_K_VALUE) {
            put_test(
                w, table, i, mdg_fmt(m, "%s is what differences give", f->kind),
                mdg_fmt(m, "%s_differences", f->name),
                mdg_fmt(m, "check_derivative(&objectives[%zu], %s)", i, kind_text(m, f)));
        }
        put_test(w, table, i, mdg_fmt(m, "%s keeps its interface", f->kind),
                 mdg_fmt(m, "%s_interface", f->name),
                 mdg_fmt(m, "check_interface(&objectives[%zu], %s)", i, kind_text(m, f)));
    }
    put_test(w, table, i, "functions agree with each other",
             mdg_fmt(m, "%s_agree", o->name),
             mdg_fmt(m, "check_agreement(&objectives[%zu])", i));
}

static const char *tests(struct writer *w)
{
    struct mdg *m = w->m;
    struct mdg_buf table = {0};
    w->out = (struct mdg_buf){0};
    for (size_t i = 0; i < w->u->model->objectives.count; i++) {
        put_tests_of(w, &table, i);
    }
    mdg_putf(m, &w->out,
             "static const struct {\n    int objective;\n    const char *name;\n"
             "    CU_TestFunc run;\n} tests[] = {\n%s    {0, NULL, NULL},\n};\n",
             table.data);
    return w->out.data;
}

/* ---- the program
 * --------------------------------------------------------------------------- */

/* The largest number of outputs, and of inputs that are differentiated by. */
static void find_largest(struct writer *w)
{
    for (size_t i = 0; i < w->u->functions.count; i++) {
        const struct mdg_function *f = w->u->functions.data[i]->f;
        if (f && f->noutputs > w->noutputs) {
            w->noutputs = f->noutputs;
        }
        if (f && f->objective->nwrt > w->nwrt) {
            w->nwrt = f->objective->nwrt;
        }
    }
}

static const char *parts(struct writer *w)
{
    put_inputs(w);
    for (size_t i = 0; i < w->u->functions.count; i++) {
        put_function(w, w->u->functions.data[i]);
    }
    put_objectives(w);
    return w->out.data;
}

const char *mdg_emit_test(struct mdg *m, const struct mdg_unit *u, const char *header)
{
    struct writer w = {.m = m, .u = u};
    const bool f = m->real_float;
    find_inputs(&w);
    find_largest(&w);
    const char *spec_parts = parts(&w);
    const struct mdg_mark marks[] = {
        {"version", MDG_VERSION},
        {"spec", m->spec_base},
        {"declarations", header ? mdg_fmt(m, "#include \"%s\"\n", header)
                                : mdg_fmt(m, "\n%s", mdg_prototypes(m, u))},
        {"real", f ? "float" : "double"},
        {"epsilon", f ? "FLT_EPSILON" : "DBL_EPSILON"},
        {"resolved", f ? "0.03" : "1e-4"},
        {"slack", f ? "2e-3" : "1e-8"},
        {"doubtful", f ? "0.05" : "1e-5"},
        {"rounding", f ? "1e-3" : "1e-9"},
        {"dims", mdg_fmt(m, "%d", mdg_dim_count(m))},
        {"inputs", mdg_fmt(m, "%d", w.ninputs)},
        {"wrt", mdg_fmt(m, "%d", w.nwrt)},
        {"outputs", mdg_fmt(m, "%d", w.noutputs)},
        {"spec_parts", spec_parts},
        {"tests", tests(&w)},
    };
    return mdg_fill(m, "test.c", (int)(sizeof marks / sizeof *marks), marks);
}
