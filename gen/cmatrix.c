/* C text of matrix functions: factorisations, what they solve, spectra, exponentials. */
#include "ckernel.h"
#include "intern.h"

#include <string.h>

void mdg_emit_factor(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    const char *n = mdg_c_extent(c, f->a, 0), *a = mdg_c_pointer(c, f->a),
               *l = mdg_c_array_name(c, f->array);
    mdg_c_attempt(c, s,
                  f->kind == MDG_CHOLESKY
                      ? mdg_fmt(c->m, "mdrt_chol%s(%s, %s, %s)", c->suffix, n, a, l)
                      : mdg_fmt(c->m, "mdrt_lu%s(%s, %s, %s, %s)", c->suffix, n, a, l,
                                mdg_c_array_name(c, f->pivots)));
}

static const char *triangle(mdg_node a)
{
    return a->props & MDG_LOWER ? "MDRT_LOWER" : "MDRT_UPPER";
}

/* The right-hand side into the result: the operand, with the summed label in the place of
 * the kept one. */
static void right_hand_side(struct mdg_c *c, mdg_node n, const struct mdg_arg *b, int kept)
{
    const char *y = mdg_c_result(c, n);
    uint8_t ix[MDG_MAX_ORDER];
    for (int i = 0; i < b->node->order; i++) {
        ix[i] = b->ix[i] >= n->order ? (uint8_t)kept : b->ix[i];
    }
    struct mdg_arg ba = {b->node, ix};
    struct mdg_node rhs = *n;
    rhs.nlabels = n->order;
    rhs.nargs = 1;
    rhs.arg = &ba;
    bool plain =
        b->node->order == n->order && memcmp(ix, mdg_identity_ix, (size_t)n->order) == 0;
    enum mdg_where w = mdg_place(c->p, mdg_viewed(c->p, b->node))->where;
    bool memory = w != MDG_INLINE &&
                  (w != MDG_LEAF || (b->node->op == MDG_INPUT && !mdg_is_onehot(b->node)));
    if (plain && memory) {
        mdg_c_line(c, "mdrt_copy%s(%s, %s, %s);", c->suffix, mdg_c_numel(c, n),
                   mdg_c_pointer(c, b->node), y);
    } else {
        mdg_c_fill(c, &rhs, y, mdg_identity_ix, false, false);
    }
}

/* The result holds the right-hand side, then the solution. */
void mdg_emit_solve(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    struct mdg_solve how;
    int inv = mdg_solve_operand(n, &how);
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    int kept = how.rows ? n->order - 1 : 0;
    right_hand_side(c, n, &n->arg[1 - inv], kept);
    uint8_t rest[MDG_MAX_ORDER];
    for (int i = 0; i < n->order - 1; i++) {
        rest[i] = (uint8_t)(how.rows ? i : i + 1);
    }
    const char *y = mdg_c_result(c, n), *rows = mdg_c_extent(c, n, kept),
               *p = mdg_c_extents(c, n, n->order - 1, rest);
    if (s->factors) {
        mdg_c_attempt(c, s,
                      mdg_fmt(c->m, "mdrt_posv_rows%s(%s, %s, %s, %s, %s)", c->suffix, rows,
                              how.rows ? p : "1", mdg_c_pointer(c, f->a),
                              mdg_c_array_name(c, f->array), y));
    } else if (f->kind == MDG_CHOLESKY && c->in_block) { /* sizes fit: the factor exists */
        mdg_c_line(c, "(void)mdrt_chol_solve_rows_block%s(%s, %s, %s, %s);", c->suffix,
                   rows, p, mdg_c_array_name(c, f->array), y);
    } else if (f->kind == MDG_CHOLESKY) {
        mdg_c_attempt(c, s,
                      mdg_fmt(c->m, "mdrt_chol_solve%s%s(%s, %s, %s, %s)",
                              how.rows ? "_rows" : "", c->suffix, rows, p,
                              mdg_c_array_name(c, f->array), y));
    } else if (f->kind == MDG_LU) {
        mdg_c_attempt(c, s,
                      mdg_fmt(c->m, "mdrt_lu_solve%s(%s, %s, %s, %s, %s, %s)", c->suffix,
                              how.transposed ? "MDRT_T" : "MDRT_N", rows, p,
                              mdg_c_array_name(c, f->array), mdg_c_array_name(c, f->pivots),
                              y));
    } else {
        mdg_c_attempt(
            c, s,
            mdg_fmt(c->m, "mdrt_trsm%s(MDRT_LEFT, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                    c->suffix, triangle(f->a), how.transposed ? "MDRT_T" : "MDRT_N", rows,
                    p, mdg_c_number(c, 1), mdg_c_pointer(c, f->a), rows, y, p));
    }
}

void mdg_emit_inverse(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    const char *n = mdg_c_extent(c, s->node, 0), *x = mdg_c_result(c, s->node);
    if (f->kind == MDG_CHOLESKY) {
        mdg_c_attempt(c, s,
                      mdg_fmt(c->m, "mdrt_chol_inv%s(%s, %s, %s)", c->suffix, n,
                              mdg_c_array_name(c, f->array), x));
    } else if (f->kind == MDG_LU) {
        mdg_c_attempt(c, s,
                      mdg_fmt(c->m, "mdrt_lu_inv%s(%s, %s, %s, %s, %s)", c->suffix, n,
                              mdg_c_array_name(c, f->array), mdg_c_array_name(c, f->pivots),
                              x, mdg_c_scratch(c, s)));
    } else {
        mdg_c_attempt(c, s,
                      mdg_fmt(c->m, "mdrt_tri_inv%s(%s, %s, %s, %s)", c->suffix,
                              triangle(f->a), n, mdg_c_pointer(c, f->a), x));
    }
}

void mdg_emit_logdet(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    const char *n = mdg_c_extent(c, f->a, 0), *l = mdg_c_array_name(c, f->array);
    if (f->kind == MDG_CHOLESKY) {
        mdg_c_line(c, "%s = mdrt_chol_logdet%s(%s, %s);", mdg_c_scalar(c, s->node),
                   c->suffix, n, l);
    } else {
        mdg_c_attempt(c, s,
                      mdg_fmt(c->m, "mdrt_lu_logdet%s(%s, %s, %s, %s)", c->suffix, n, l,
                              mdg_c_array_name(c, f->pivots), mdg_c_result(c, s->node)));
    }
}

void mdg_emit_det(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node a = s->node->arg[0].node;
    const char *n = mdg_c_extent(c, a, 0), *w = mdg_c_scratch(c, s);
    mdg_c_line(c, "%s = mdrt_det%s(%s, %s, %s, (int32_t *)(void *)(%s + %s * %s));",
               mdg_c_scalar(c, s->node), c->suffix, n, mdg_c_arg(c, s, 0), w, w, n, n);
}

void mdg_emit_logprod(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node x = s->node->arg[0].node;
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_logprod%s(%s, %s, %s)", c->suffix,
                          mdg_c_extent(c, x, 0), mdg_c_arg(c, s, 0),
                          mdg_c_result(c, s->node)));
}

void mdg_emit_adj(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_adj%s(%s, %s, %s, %s)", c->suffix,
                          mdg_c_extent(c, s->node, 0), mdg_c_arg(c, s, 0),
                          mdg_c_result(c, s->node), mdg_c_scratch(c, s)));
}

void mdg_emit_chol(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_chol%s(%s, %s, %s)", c->suffix,
                          mdg_c_extent(c, s->node, 0), mdg_c_arg(c, s, 0),
                          mdg_c_result(c, s->node)));
}

/* Of the results of a call, the one that is function f; NULL if nobody wants it. */
static mdg_node which(const struct mdg_stmt *s, enum mdg_matrix_fn f)
{
    mdg_node r[3] = {s->node, s->also[0], s->also[1]};
    for (int k = 0; k < 3; k++) {
        if (r[k] && r[k]->kind == (int)f) {
            return r[k];
        }
    }
    return NULL;
}

void mdg_emit_eigh(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node w = which(s, MDG_M_EIGVALS), v = which(s, MDG_M_EIGVECS);
    const char *n = mdg_c_extent(c, s->node, 0);
    const char *work = mdg_c_scratch(c, s);
    const char *wp = w ? mdg_c_result(c, w)
                       : work; /* eigenvectors alone: the values go to the scratch */
    work = w ? work : mdg_fmt(c->m, "%s + %s", work, n);
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_eigh%s(%s, %s, %s, %s, %s)", c->suffix, n,
                          mdg_c_arg(c, s, 0), wp, v ? mdg_c_result(c, v) : "NULL", work));
}

void mdg_emit_svd(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node a = s->node->arg[0].node;
    mdg_node r[3] = {which(s, MDG_M_SVDVALS), which(s, MDG_M_SVDU), which(s, MDG_M_SVDV)};
    const char *m = mdg_c_extent(c, a, 0), *n = mdg_c_extent(c, a, 1),
               *work = mdg_c_scratch(c, s), *p[3];
    bool vectors = r[1] || r[2];
    const char *k =
        r[0] ? mdg_c_extent(c, r[0], 0) : mdg_c_extent(c, r[1] ? r[1] : r[2], 1);
    const char *need[3] = {k, mdg_fmt(c->m, "%s * %s", m, k),
                           mdg_fmt(c->m, "%s * %s", n, k)};
    for (int i = 0; i < 3; i++) { /* what nobody wants goes to the front of the scratch */
        p[i] = r[i] ? mdg_c_result(c, r[i]) : i && !vectors ? "NULL" : work;
        if (!r[i] && (!i || vectors)) {
            work = mdg_fmt(c->m, "%s + %s", work, need[i]);
        }
    }
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_svd%s(%s, %s, %s, %s, %s, %s, %s)", c->suffix, m, n,
                          mdg_c_arg(c, s, 0), p[0], p[1], p[2], work));
}

void mdg_emit_expm(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_expm%s(%s, %s, %s, %s)", c->suffix,
                          mdg_c_extent(c, s->node, 0), mdg_c_arg(c, s, 0),
                          mdg_c_result(c, s->node), mdg_c_scratch(c, s)));
}

/* Derivatives of expm: one for each of the leading axes of the last direction. */
void mdg_emit_expm_derivative(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *d = mdg_c_extent(c, n->arg[0].node, 0);
    const char *first = mdg_c_arg(c, s, 0), *e = mdg_c_arg(c, s, n->nargs - 1),
               *x = mdg_c_result(c, n);
    bool many = n->order > 2;
    if (n->nargs > 2) {
        first = mdg_fmt(c->m, "%s, %s", first, mdg_c_arg(c, s, 1));
    }
    if (many) {
        const char *i = mdg_c_loop_name(c, 0);
        mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i,
                   mdg_c_extents(c, n, n->order - 2, NULL), i);
        c->indent++;
        e = mdg_fmt(c->m, "%s + %s * %s * %s", e, i, d, d);
        x = mdg_fmt(c->m, "%s + %s * %s * %s", x, i, d, d);
    }
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_expm_frechet%s%s(%s, %s, %s, %s, %s)",
                          n->nargs > 2 ? "2" : "", c->suffix, d, first, e, x,
                          mdg_c_scratch(c, s)));
    if (many) {
        c->indent--;
        mdg_c_line(c, "}");
    }
}

/* Derivatives of adj, in all directions after one decomposition. */
void mdg_emit_adj_derivative(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *count = mdg_c_extents(c, n, n->order - 2, NULL);
    const char *directions =
        n->nargs > 2 ? mdg_fmt(c->m, "%s, %s", mdg_c_arg(c, s, 1), mdg_c_arg(c, s, 2))
                     : mdg_c_arg(c, s, 1);
    mdg_c_attempt(c, s,
                  mdg_fmt(c->m, "mdrt_adj_diff%s%s(%s, %s, %s, %s, %s, %s)",
                          n->nargs > 2 ? "2" : "", c->suffix,
                          mdg_c_extent(c, n->arg[0].node, 0), count, mdg_c_arg(c, s, 0),
                          directions, mdg_c_result(c, n), mdg_c_scratch(c, s)));
}
