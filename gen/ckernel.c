/* C text of kernel calls, one function per kernel: what all of them need, sums,
 * element-wise functions, scans, and the table. Products are in cproduct.c, matrix
 * functions in cmatrix.c. */
#include "ckernel.h"
#include "intern.h"

#include <string.h>

const char *mdg_c_arg(struct mdg_c *c, const struct mdg_stmt *s, int k)
{
    return mdg_c_pointer(c, s->node->arg[k].node);
}

const char *mdg_c_scratch(struct mdg_c *c, const struct mdg_stmt *s)
{
    return s->scratch >= 0 ? c->p->arrays.data[s->scratch].name : "NULL";
}

const char *mdg_c_array_name(struct mdg_c *c, int array)
{
    return c->p->arrays.data[array].name;
}

/* The variable or element that a scalar result goes to. */
const char *mdg_c_scalar(struct mdg_c *c, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    if (c->in_block && c->part[n->id]) {
        return mdg_fmt(c->m, "*%s", c->part[n->id]);
    }
    return pl->where == MDG_OUT ? mdg_fmt(c->m, "*%s", c->output[pl->output]) : pl->name;
}

/* A pointer to a result, scalar or not; NULL where no output wants it. */
const char *mdg_c_result(struct mdg_c *c, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    return pl->where == MDG_SCALAR ? mdg_fmt(c->m, "&%s", pl->name) : mdg_c_pointer(c, n);
}

/* A call that may fail: its code becomes an error with the spec's line. */
void mdg_c_attempt(struct mdg_c *c, const struct mdg_stmt *s, const char *call)
{
    mdg_c_line(c, "%s = %s;", c->rc, call);
    mdg_c_line(c, "if (%s != MDRT_EOK) {", c->rc);
    mdg_c_line(c, "    return MDRT_ERROR(%s, %d);", c->rc, s->loc.line);
    mdg_c_line(c, "}");
}

const char *mdg_c_times(struct mdg_c *c, const char *i, const char *n)
{
    return strcmp(n, "1") == 0
               ? i
               : mdg_fmt(c->m, "%s * %s", i, strchr(n, ' ') ? mdg_fmt(c->m, "(%s)", n) : n);
}

/* ---- sums and reductions ---- */

/* Elements that are reduced into one result, and number of results. */
static const char *reduced(struct mdg_c *c, mdg_node n)
{
    uint8_t l[MDG_MAX_LABELS];
    int count = 0;
    for (int k = n->order; k < n->nlabels; k++) {
        l[count++] = (uint8_t)k;
    }
    return mdg_c_extents(c, n, count, l);
}

static void emit_sum(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_c_line(c, "%s %s mdrt_sum%s(%s, %s);", mdg_c_scalar(c, s->node),
               s->accumulates ? "+=" : "=", c->suffix, reduced(c, s->node),
               mdg_c_arg(c, s, 0));
}

/* y[i] = f(n, x + i n) for every row. */
static void by_rows(struct mdg_c *c, const struct mdg_stmt *s, const char *f, const char *x)
{
    const char *i = mdg_c_loop_name(c, 0), *n = reduced(c, s->node);
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, mdg_c_numel(c, s->node),
               i);
    mdg_c_line(c, "    %s[%s] = %s%s(%s, %s + %s);", mdg_c_pointer(c, s->node), i, f,
               c->suffix, n, x, mdg_c_times(c, i, n));
    mdg_c_line(c, "}");
}

static void emit_rowsum(struct mdg_c *c, const struct mdg_stmt *s)
{
    by_rows(c, s, "mdrt_sum", mdg_c_arg(c, s, 0));
}

static const char *const reduction[] = {[MDG_R_MAX] = "mdrt_max",
                                        [MDG_R_MIN] = "mdrt_min",
                                        [MDG_R_PROD] = "mdrt_prod",
                                        [MDG_R_NORM] = "mdrt_nrm2"};

static void reduce_from(struct mdg_c *c, const struct mdg_stmt *s, const char *x)
{
    mdg_node n = s->node;
    if (n->kind == MDG_R_LSE) {
        const char *cols = reduced(c, n);
        mdg_c_line(c, "mdrt_lse_rows%s(%s, %s, %s, %s, %s);", c->suffix, mdg_c_numel(c, n),
                   cols, x, cols, mdg_c_result(c, n));
    } else if (n->order == 0) {
        mdg_c_line(c, "%s = %s%s(%s, %s);", mdg_c_scalar(c, n), reduction[n->kind],
                   c->suffix, reduced(c, n), x);
    } else {
        by_rows(c, s, reduction[n->kind], x);
    }
}

static void emit_reduce(struct mdg_c *c, const struct mdg_stmt *s)
{
    reduce_from(c, s, mdg_c_arg(c, s, 0));
}

static void emit_softmax(struct mdg_c *c, const struct mdg_stmt *s)
{
    const char *cols = reduced(c, s->node);
    const char *p = mdg_c_result(c, s->also[0]);
    uint64_t want = c->p->mask[s->also[0]->id];
    const char *wanted = want != s->mask ? mdg_c_wanted(c, want) : NULL;
    p = wanted ? mdg_fmt(c->m, "%s ? %s : NULL", wanted, p) : p;
    mdg_c_line(c, "mdrt_softmax_rows%s(%s, %s, %s, %s, %s, %s, %s);", c->suffix,
               mdg_c_numel(c, s->node), cols, mdg_c_arg(c, s, 0), cols, p, cols,
               mdg_c_result(c, s->node));
}

/* ---- element-wise ---- */

static void emit_loop(struct mdg_c *c, const struct mdg_stmt *s)
{
    if (s->node->op == MDG_REDUCE) {
        mdg_c_fill(c, s->node, mdg_c_scratch(c, s), mdg_identity_ix, false, false);
        reduce_from(c, s, mdg_c_scratch(c, s));
    } else {
        mdg_c_loop(c, s);
    }
}

/* y = f(x): x is written into y first, unless it lies in memory as it is. */
static void emit_vector(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_arg *x = &s->node->arg[0];
    const struct mdg_place *pl = mdg_place(c->p, x->node);
    bool whole = x->node->order == s->node->order &&
                 memcmp(x->ix, mdg_identity_ix, (size_t)s->node->order) == 0;
    bool there = whole && pl->where != MDG_INLINE &&
                 (pl->where != MDG_LEAF || x->node->op == MDG_INPUT) &&
                 !mdg_is_onehot(x->node);
    const char *y = mdg_c_pointer(c, s->node);
    struct mdg_node operand =
        *s->node; /* the operand with the labels that the function gives it */
    operand.op = MDG_CONTRACT;
    if (!there) {
        mdg_c_fill(c, whole ? x->node : &operand, y, mdg_identity_ix, true, false);
    }
    mdg_c_line(c, "mdrt_v%s%s(%s, %s, %s);", mdg_vector_map(s->node), c->suffix,
               mdg_c_numel(c, s->node), there ? mdg_c_pointer(c, x->node) : y, y);
}

static void emit_copy(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *to = c->in_block && mdg_place(c->p, n)->rowed ? c->block_output[s->output]
                                                              : c->output[s->output];
    if (n->order == 0) {
        mdg_c_line(c, "*%s = %s;", to, mdg_c_element(c, n, NULL));
        return;
    }
    mdg_node v = mdg_viewed(c->p, n);
    enum mdg_where where = mdg_place(c->p, v)->where;
    if (where == MDG_INLINE || where == MDG_LEAF) {
        if (v->op != MDG_INPUT || mdg_is_onehot(v)) {
            mdg_c_fill(c, n, to, mdg_identity_ix, true, false);
            return;
        }
    }
    mdg_c_line(c, "mdrt_copy%s(%s, %s, %s);", c->suffix, mdg_c_numel(c, n),
               mdg_c_pointer(c, n), to);
}

/* ---- scans ---- */

static void emit_cumsum(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    uint8_t inner[MDG_MAX_ORDER];
    int count = 0;
    for (int i = n->kind + 1; i < n->order; i++) {
        inner[count++] = (uint8_t)i;
    }
    mdg_c_line(c, "mdrt_cumsum%s(%s, %s, %s, %d, %s, %s);", c->suffix,
               mdg_c_extents(c, n, n->kind, NULL), mdg_c_extent(c, n, n->kind),
               mdg_c_extents(c, n, count, inner), n->flag, mdg_c_arg(c, s, 0),
               mdg_c_result(c, n));
}

static void emit_loo(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *last = mdg_c_extent(c, n, n->order - 1), *i = mdg_c_loop_name(c, 0);
    if (n->order == 1) {
        mdg_c_line(c, "mdrt_loo_prod%s(%s, %s, 1, %s, 1);", c->suffix, last,
                   mdg_c_arg(c, s, 0), mdg_c_result(c, n));
        return;
    }
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i,
               mdg_c_extents(c, n, n->order - 1, NULL), i);
    mdg_c_line(c, "    mdrt_loo_prod%s(%s, %s + %s * %s, 1, %s + %s * %s, 1);", c->suffix,
               last, mdg_c_arg(c, s, 0), i, last, mdg_c_result(c, n), i, last);
    mdg_c_line(c, "}");
}

/* Rows of v; the rows of x repeat if v has more leading axes. */
static void emit_loodiff(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node, x = n->arg[0].node;
    int extra = n->order - x->order;
    const char *last = mdg_c_extent(c, n, n->order - 1), *i = mdg_c_loop_name(c, 0);
    uint8_t rows[MDG_MAX_ORDER];
    for (int k = 0; k < n->order - 1; k++) {
        rows[k] = (uint8_t)k;
    }
    const char *all = mdg_c_extents(c, n, n->order - 1, rows);
    const char *own = mdg_c_extents(c, n, n->order - 1 - extra, rows + extra);
    bool one = strcmp(own, "1") == 0;
    const char *row = one ? "0" : extra ? mdg_fmt(c->m, "%s %% (%s)", i, own) : i;
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, all, i);
    mdg_c_line(c, "    mdrt_loo_prod_diff%s(%s, %s + %s * %s, %s + %s * %s, %s + %s * %s);",
               c->suffix, last, mdg_c_arg(c, s, 0), row, last, mdg_c_arg(c, s, 1), i, last,
               mdg_c_result(c, n), i, last);
    mdg_c_line(c, "}");
}

static mdg_emit_kernel *const emitters[MDG_NKERNELS] = {
    [MDG_K_LOOP] = emit_loop,
    [MDG_K_VECTOR] = emit_vector,
    [MDG_K_DOT] = mdg_emit_dot,
    [MDG_K_GEMV] = mdg_emit_gemv,
    [MDG_K_GEMM] = mdg_emit_gemm,
    [MDG_K_SYRK] = mdg_emit_syrk,
    [MDG_K_GEMMT] = mdg_emit_gemmt,
    [MDG_K_SUM] = emit_sum,
    [MDG_K_ROWSUM] = emit_rowsum,
    [MDG_K_REDUCE] = emit_reduce,
    [MDG_K_ROWREDUCE] = emit_reduce,
    [MDG_K_LSE] = emit_reduce,
    [MDG_K_SOFTMAX] = emit_softmax,
    [MDG_K_FACTOR] = mdg_emit_factor,
    [MDG_K_SOLVE] = mdg_emit_solve,
    [MDG_K_INVERSE] = mdg_emit_inverse,
    [MDG_K_LOGDET] = mdg_emit_logdet,
    [MDG_K_DET] = mdg_emit_det,
    [MDG_K_LOGPROD] = mdg_emit_logprod,
    [MDG_K_ADJ] = mdg_emit_adj,
    [MDG_K_CHOL] = mdg_emit_chol,
    [MDG_K_EIGH] = mdg_emit_eigh,
    [MDG_K_SVD] = mdg_emit_svd,
    [MDG_K_EXPM] = mdg_emit_expm,
    [MDG_K_EXPMD] = mdg_emit_expm_derivative,
    [MDG_K_EXPMDD] = mdg_emit_expm_derivative,
    [MDG_K_ADJD] = mdg_emit_adj_derivative,
    [MDG_K_ADJDD] = mdg_emit_adj_derivative,
    [MDG_K_CUMSUM] = emit_cumsum,
    [MDG_K_LOO] = emit_loo,
    [MDG_K_LOODIFF] = emit_loodiff,
    [MDG_K_COPY] = emit_copy,
};

void mdg_c_statement(struct mdg_c *c, const struct mdg_stmt *s)
{
    emitters[s->kernel](c, s);
}
