/* C text of products: dot, gemv, gemm, syrk, one by one or for a batch. */
#include "ckernel.h"
#include "intern.h"

#include <string.h>

/* ---- products -------------------------------------------------------------------------
 */

static const char *group(struct mdg_c *c, mdg_node n, int count, const uint8_t *labels)
{
    return mdg_c_extents(c, n, count, labels);
}

void mdg_emit_dot(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    mdg_node a = s->node->arg[0].node, b = s->node->arg[1].node;
    const char *count = group(c, s->node, g->nk, g->lk);
    const char *call =
        a == b ? mdg_fmt(c->m, "mdrt_sumsq%s(%s, %s)", c->suffix, count, mdg_c_arg(c, s, 0))
               : mdg_fmt(c->m, "mdrt_dot%s(%s, %s, %s)", c->suffix, count,
                         mdg_c_arg(c, s, 0), mdg_c_arg(c, s, 1));
    mdg_c_line(c, "%s %s %s;", mdg_c_scalar(c, s->node), s->accumulates ? "+=" : "=", call);
}

static const char *beta(struct mdg_c *c, const struct mdg_stmt *s)
{
    return mdg_c_number(c, s->accumulates || s->adds ? 1 : 0);
}

static const char *alpha(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_place *pl = mdg_place(c->p, s->node);
    return mdg_c_number(c, pl->where == MDG_INTO ? pl->coef : 1);
}

static void emit_batch(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    const char *m = group(c, s->node, g->nm, g->lm), *n = group(c, s->node, g->nn, g->ln);
    const char *k = group(c, s->node, g->nk, g->lk), *one = alpha(c, s);
    const char *a = mdg_c_arg(c, s, g->swapped), *b = mdg_c_arg(c, s, !g->swapped);
    mdg_c_line(c,
               "mdrt_gemm_batch%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               c->suffix, group(c, s->node, g->nb, g->lb), g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", m, n, k, one, a,
               mdg_fmt(c->m, "%s * %s", m, k), b, mdg_fmt(c->m, "%s * %s", k, n),
               beta(c, s), mdg_c_result(c, s->node), mdg_fmt(c->m, "%s * %s", m, n));
}

/* A dot product for each index of the batch. */
static void emit_dots(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    const char *i = mdg_c_loop_name(c, 0), *k = group(c, s->node, g->nk, g->lk);
    const char *at =
        strcmp(k, "1") == 0
            ? i
            : mdg_fmt(c->m, "%s * %s", i, strchr(k, ' ') ? mdg_fmt(c->m, "(%s)", k) : k);
    bool same = s->node->arg[0].node == s->node->arg[1].node;
    const char *second = same ? "" : mdg_fmt(c->m, ", %s + %s", mdg_c_arg(c, s, 1), at);
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i,
               group(c, s->node, g->nb, g->lb), i);
    mdg_c_line(c, "    %s[%s] %s mdrt_%s%s(%s, %s + %s%s);", mdg_c_result(c, s->node), i,
               s->accumulates || s->adds ? "+=" : "=", same ? "sumsq" : "dot", c->suffix, k,
               mdg_c_arg(c, s, 0), at, second);
    mdg_c_line(c, "}");
}

void mdg_emit_gemv(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    const struct mdg_place *pl = mdg_place(c->p, s->node);
    if (g->has_batch && !g->has_m && !g->has_n &&
        (pl->where != MDG_INTO || pl->coef == 1)) {
        emit_dots(c, s);
        return;
    }
    if (g->has_batch) {
        emit_batch(c, s);
        return;
    }
    const char *m = group(c, s->node, g->nm, g->lm), *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_gemv%s(%s, %s, %s, %s, %s, %s, %s, %s, %s);", c->suffix,
               g->transa ? "MDRT_T" : "MDRT_N", g->transa ? k : m, g->transa ? m : k,
               alpha(c, s), mdg_c_arg(c, s, g->swapped), g->transa ? m : k,
               mdg_c_arg(c, s, !g->swapped), beta(c, s), mdg_c_result(c, s->node));
}

/* Inside of a loop that may run in parallel, products are up to the thread alone. */
static const char *block(const struct mdg_c *c)
{
    return c->in_block ? "_block" : "";
}

/* Distance in memory between elements that are next to each other along label l. */
static const char *stride(struct mdg_c *c, mdg_node n, int order, const uint8_t *ix,
                          uint8_t l)
{
    int at = 0;
    while (ix[at] != l) {
        at++;
    }
    return mdg_c_extents(c, n, order - at - 1, ix + at + 1);
}

/* Where the operand (or the result) of the call inside of the loops begins. */
static const char *advanced(struct mdg_c *c, const struct mdg_stmt *s, const char *base,
                            int order, const uint8_t *ix)
{
    for (int i = 0; i < order; i++) {
        if (memchr(s->match->loop, ix[i], (size_t)s->match->nloops)) {
            base = mdg_fmt(c->m, "%s + %s", base,
                           mdg_c_times(c, mdg_c_loop_name(c, ix[i]),
                                       stride(c, s->node, order, ix, ix[i])));
        }
    }
    return base;
}

/* A product for each index of the loops, added up over those that are summed. */
static void emit_gemm_in_loops(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    mdg_node n = s->node;
    const struct mdg_arg *a = &n->arg[g->swapped], *b = &n->arg[!g->swapped];
    int na = a->node->order, nb = b->node->order;
    uint8_t lm = g->lm[g->nm - 1], ln = g->ln[g->nn - 1], lk = g->lk[g->nk - 1];
    const char *one = beta(c, s);
    if (g->nsummed) {
        if (!s->accumulates && !s->adds) {
            mdg_c_zero(c, n);
        }
        one = mdg_c_number(c, 1);
    }
    for (int i = 0; i < g->nloops; i++) {
        mdg_c_open_loop(c, mdg_c_loop_name(c, g->loop[i]), mdg_c_extent(c, n, g->loop[i]));
    }
    mdg_c_line(c, "mdrt_gemm%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               block(c), c->suffix, g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", group(c, n, g->nm, g->lm),
               group(c, n, g->nn, g->ln), group(c, n, g->nk, g->lk), alpha(c, s),
               advanced(c, s, mdg_c_arg(c, s, g->swapped), na, a->ix),
               stride(c, n, na, a->ix, g->transa ? lk : lm),
               advanced(c, s, mdg_c_arg(c, s, !g->swapped), nb, b->ix),
               stride(c, n, nb, b->ix, g->transb ? ln : lk), one,
               advanced(c, s, mdg_c_result(c, n), n->order, mdg_identity_ix),
               stride(c, n, n->order, mdg_identity_ix, lm));
    mdg_c_close_loops(c, g->nloops);
}

void mdg_emit_gemm(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    if (g->has_batch) {
        (g->nloops ? emit_gemm_in_loops : emit_batch)(c, s);
        return;
    }
    const char *m = group(c, s->node, g->nm, g->lm), *n = group(c, s->node, g->nn, g->ln);
    const char *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_gemm%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               block(c), c->suffix, g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", m, n, k, alpha(c, s),
               mdg_c_arg(c, s, g->swapped), g->transa ? m : k, mdg_c_arg(c, s, !g->swapped),
               g->transb ? k : n, beta(c, s), mdg_c_result(c, s->node), n);
}

void mdg_emit_gemmt(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    const char *n = group(c, s->node, g->nm, g->lm), *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_gemmt%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               block(c), c->suffix, g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", n, k, alpha(c, s),
               mdg_c_arg(c, s, g->swapped), g->transa ? n : k, mdg_c_arg(c, s, !g->swapped),
               g->transb ? k : n, beta(c, s), mdg_c_result(c, s->node), n);
}

void mdg_emit_syrk(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = s->match;
    const char *n = group(c, s->node, g->nm, g->lm), *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_syrk%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s);", block(c), c->suffix,
               g->transa ? "MDRT_T" : "MDRT_N", n, k, alpha(c, s), mdg_c_arg(c, s, 0),
               g->transa ? n : k, beta(c, s), mdg_c_result(c, s->node), n);
}
