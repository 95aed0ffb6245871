/* C text of what stands around a computation: documentation, checks of sizes and labels,
 * NaN on failure. */
#include "cfunction.h"

#include <string.h>

void mdg_c_document(struct mdg_c *c, const struct mdg_cfunction *f)
{
    struct mdg *m = c->m;
    static const char *const what[] = {
        [MDG_K_VALUE] = "The value",
        [MDG_K_GRAD] = "The gradient",
        [MDG_K_VALUE_GRAD] = "The value and its gradient",
        [MDG_K_JVP] = "The differential of the value in a direction",
        [MDG_K_HVP] = "The Hessian times a direction",
        [MDG_K_HESSIAN] = "The Hessian, a block for each pair of inputs",
        [MDG_K_VJP] = "The gradient of Tr(w' value)",
        [MDG_K_JACOBIAN] = "d value / d input, a row for each element of the value",
        [MDG_K_JACOBIAN_T] = "d value / d input, a column for each element of the value"};
    const char *given = f->objective->doc;
    const char *doc = given && *given ? mdg_comment_text(m, given) : NULL;
    mdg_putf(m, c->out, "/* %s%s", doc ? doc : "",
             doc ? (strchr(".!?", doc[strlen(doc) - 1]) ? "\n * " : ".\n * ") : "");
    mdg_putf(m, c->out, "%s%s.\n", what[f->f->kind],
             f->flavour == MDG_PREPARED ? ", with the state that prepare made" : "");
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->in_state) {
            continue;
        }
        const char *shape = p->rank == 0
                                ? "1 element"
                                : mdg_fmt(m, p->rank == 1 ? "%s elements" : "%s, row-major",
                                          mdg_shape_text(m, p->rank, p->shape));
        switch (p->role) {
        case MDG_P_DIM:
            mdg_putf(m, c->out, " *   %-10s size, >= 0\n", p->c);
            break;
        case MDG_P_WORK:
            mdg_putf(m, c->out, " *   %-10s %s_work() bytes, aligned as %s\n", p->c,
                     f->name, c->real);
            break;
        case MDG_P_STATE:
            mdg_putf(m, c->out, " *   %-10s made by %s_prepare\n", p->c,
                     f->objective->name);
            break;
        case MDG_P_OUTPUT:
            mdg_putf(m, c->out, " *   %-10s out, %s; NULL: left out\n", p->c, shape);
            break;
        default:
            if (p->input->is_scalar) {
                mdg_putf(m, c->out, " *   %-10s number%s%s\n", p->c,
                         p->input->doc ? ": " : "",
                         p->input->doc ? mdg_comment_text(m, p->input->doc) : "");
            } else {
                const char *labels = p->input->is_labels
                                         ? mdg_fmt(m, ", class numbers below %s",
                                                   mdg_size_text(m, p->input->declared[1]))
                                         : "";
                mdg_putf(m, c->out, " *   %-10s %s%s%s%s\n", p->c, shape, labels,
                         p->input->doc ? ": " : "",
                         p->input->doc ? mdg_comment_text(m, p->input->doc) : "");
            }
            break;
        }
    }
    mdg_put(
        m, c->out,
        " * Returns 0, or an error with the spec's line: then every output is NaN. */\n");
}

/* One test: a condition that must not hold, and the error it is. */
static void refuse(struct mdg_c *c, const char *condition, const char *code, int line)
{
    mdg_c_line(c, "} else if (%s) {", condition);
    mdg_c_line(c, "    %s = MDRT_ERROR(%s, %d);", c->rc, code, line);
}

/* Sizes that were checked, so that none is checked twice. */
struct checked {
    mdg_size *data;
    size_t count, cap;
};

static bool is_new(struct mdg_c *c, struct checked *seen, mdg_size s)
{
    for (size_t k = 0; k < seen->count; k++) {
        if (seen->data[k] == s) {
            return false;
        }
    }
    MDG_PUSH(c->m, seen, s);
    return true;
}

/* Slices have to lie inside of what they are taken from, and nothing has no maximum: in the
 * value as the spec has it, whatever is left of it in this function, and in the function
 * itself. */
static void check_sizes(struct mdg_c *c, size_t count, const unsigned *ids,
                        struct checked *slices, struct checked *maxima)
{
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(c->m, ids[i]);
        bool extremum =
            n->op == MDG_REDUCE && (n->kind == MDG_R_MAX || n->kind == MDG_R_MIN);
        for (int l = n->order; extremum && l < n->nlabels; l++) {
            int64_t v = 0;
            bool empty = !mdg_size_is_int(n->extent[l], &v) || v == 0;
            if (empty && is_new(c, maxima, n->extent[l])) {
                refuse(c, mdg_fmt(c->m, "%s == 0", mdg_c_size(c, n->extent[l])),
                       "MDRT_EEMPTY", n->loc.line);
            }
        }
        for (int a = 0; n->op == MDG_SLICE && a < n->order; a++) {
            mdg_node x = n->arg[0].node;
            mdg_size end = mdg_size_add(c->m, n->offset[a], n->extent[a]);
            mdg_size left = mdg_size_sub(c->m, x->extent[a], end);
            const mdg_size must[3] = {n->offset[a], n->extent[a], left};
            for (int k = 0; k < 3; k++) {
                if (mdg_size_may_be_negative(must[k]) && is_new(c, slices, must[k])) {
                    refuse(c, mdg_fmt(c->m, "%s < 0", mdg_c_size(c, must[k])),
                           "MDRT_ERANGE", n->loc.line);
                }
            }
        }
    }
}

static void check_parts(struct mdg_c *c, const struct mdg_cfunction *f)
{
    if (!f->plan) {
        return;
    }
    struct checked slices = {0}, maxima = {0};
    unsigned *ids;
    size_t count = mdg_reach(c->m, 1, &f->objective->value->node, &ids);
    check_sizes(c, count, ids, &slices, &maxima);
    check_sizes(c, f->plan->count, f->plan->ids, &slices, &maxima);
}

static void check_shapes(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        mdg_size count = mdg_size_int(c->m, 1);
        for (int i = 0; i < p->rank; i++) {
            if (mdg_size_may_be_negative(p->shape[i])) {
                int line = p->input ? p->input->loc.line : f->objective->loc.line;
                refuse(c, mdg_fmt(c->m, "%s < 0", mdg_c_size(c, p->shape[i])), "MDRT_ESIZE",
                       line);
            }
            count = mdg_size_mul(c->m, count, p->shape[i]);
        }
        if (p->rank > 1 && !p->in_state && !mdg_size_is_int(count, NULL)) {
            int line = p->input ? p->input->loc.line : f->objective->loc.line;
            refuse(c,
                   mdg_fmt(c->m, "mdrt_bytes(%s, sizeof(%s)) == SIZE_MAX",
                           mdg_c_size_safe(c, count), c->real),
                   "MDRT_ESIZE", line);
        }
    }
}

static void check_labels(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->input && p->input->is_labels && !p->in_state) {
            refuse(c,
                   mdg_fmt(c->m, "mdrt_labels_check(%s, %s, %s) != MDRT_EOK",
                           mdg_c_size(c, p->input->declared[0]), p->c,
                           mdg_c_size(c, p->input->declared[1])),
                   "MDRT_ELABEL", p->input->loc.line);
        }
    }
}

static void checks(struct mdg_c *c, const struct mdg_cfunction *f, const char *work)
{
    const char *negative = NULL;
    int line = f->objective->loc.line;
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->role == MDG_P_DIM) {
            line = negative ? line : mdg_dim(c->m, p->index)->loc.line;
            negative = negative ? mdg_fmt(c->m, "%s || %s < 0", negative, p->c)
                                : mdg_fmt(c->m, "%s < 0", p->c);
        }
    }
    mdg_c_line(c, "if (%s%s%s == SIZE_MAX) {", negative ? negative : "",
               negative ? " || " : "", work);
    mdg_c_line(c, "    %s = MDRT_ERROR(MDRT_ESIZE, %d);", c->rc, line);
    check_shapes(c, f);
    check_parts(c, f);
    check_labels(c, f);
}

const char *mdg_c_call(struct mdg_c *c, const struct mdg_cfunction *f, const char *name,
                       bool dims_only)
{
    struct mdg_buf b = {0};
    mdg_putf(c->m, &b, "%s(", name);
    bool any = false;
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (!p->in_state && (!dims_only || p->role == MDG_P_DIM)) {
            mdg_putf(c->m, &b, "%s%s", any ? ", " : "", p->c);
            any = true;
        }
    }
    mdg_put(c->m, &b, ")");
    return b.data;
}

/* The elements of an output, 0 where a size is negative: the product of two such is a
 * number of elements that nobody has. */
static const char *output_count(struct mdg_c *c, const struct mdg_param *p)
{
    mdg_size count = mdg_size_int(c->m, 1);
    const char *negative = NULL, **seen = MDG_ARRAY(c->m, p->rank + 1, const char *);
    int factors = 0, n = 0;
    for (int i = 0; i < p->rank; i++) {
        count = mdg_size_mul(c->m, count, p->shape[i]);
        if (mdg_size_is_int(p->shape[i], NULL)) {
            continue;
        }
        const char *size = mdg_c_size_safe(c, p->shape[i]);
        bool is_new = true;
        for (int k = 0; k < n; k++) {
            is_new = is_new && strcmp(seen[k], size) != 0;
        }
        if (is_new) {
            seen[n++] = size;
            negative = negative ? mdg_fmt(c->m, "%s || %s < 0", negative, size)
                                : mdg_fmt(c->m, "%s < 0", size);
        }
        factors++;
    }
    const char *all = mdg_c_size_safe(c, count);
    return factors < 2 ? all : mdg_fmt(c->m, "%s ? 0 : %s", negative, all);
}

static void nan_outputs(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->role != MDG_P_OUTPUT) {
            continue;
        }
        mdg_c_line(c, "mdrt_nan%s(%s, %s);", c->suffix, output_count(c, p), p->c);
    }
}

/* The C name of the only output, or NULL if there are others: its statements need no guard
 * of their own where the function does nothing without it. */
static const char *only_output(const struct mdg_cfunction *f)
{
    const char *name = NULL;
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].role == MDG_P_OUTPUT) {
            if (name) {
                return NULL;
            }
            name = f->params[k].c;
        }
    }
    return name;
}

/* The public function: checks, the computation, NaN on failure. */
void mdg_c_shell(struct mdg_c *c, const struct mdg_cfunction *f, const char *limit,
                 const char *inner)
{
    struct mdg *m = c->m;
    mdg_putf(m, c->out, "%s\n{\n", mdg_prototype(m, f, f->name, false));
    c->indent = 1;
    mdg_c_line(c, "int %s = MDRT_EOK;\n", c->rc);
    checks(c, f, mdg_c_call(c, f, limit, true));
    const char *only = only_output(f);
    mdg_c_line(c, "} else %s{", only ? mdg_fmt(m, "if (%s != NULL) ", only) : "");
    mdg_c_line(c, "    %s = %s;", c->rc, mdg_c_call(c, f, inner, false));
    mdg_c_line(c, "}");
    if (f->f) {
        mdg_c_line(c, "if (%s != MDRT_EOK) {", c->rc);
        c->indent++;
        nan_outputs(c, f);
        c->indent--;
        mdg_c_line(c, "}");
    }
    mdg_c_line(c, "return %s;", c->rc);
    mdg_put(m, c->out, "}\n");
}
