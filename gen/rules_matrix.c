/* Rewrite rules of matrix functions. */
#include "rules.h"

#include <string.h>

static bool is_inverse(mdg_node n)
{
    return n->op == MDG_MATRIX && n->kind == MDG_M_INV;
}

static bool is_determinant(mdg_node n)
{
    return n->kind == MDG_M_DET || n->kind == MDG_M_LOGDET;
}

/* n = a'? Then a. */
static mdg_node transposed(mdg_node n)
{
    bool yes = n->op == MDG_CONTRACT && n->nargs == 1 && n->order == 2 && n->nlabels == 2 &&
               n->arg[0].node->order == 2 && n->arg[0].ix[0] == 1 && n->arg[0].ix[1] == 0;
    return yes ? n->arg[0].node : NULL;
}

mdg_node rule_function_of_transpose(struct mdg *m, mdg_node n)
{
    mdg_node a = transposed(n->arg[0].node);
    if (!a || (!is_inverse(n) && !is_determinant(n))) {
        return NULL;
    }
    mdg_node f = mdg_matrix(m, (enum mdg_matrix_fn)n->kind, 1, &a);
    return is_inverse(n) ? mdg_ein(m, "ij->ji", f) : f;
}

mdg_node rule_inverse_of_inverse(struct mdg *m, mdg_node n)
{
    (void)m;
    mdg_node a = n->arg[0].node;
    return is_inverse(n) && is_inverse(a) ? a->arg[0].node : NULL;
}

mdg_node rule_inverse_of_multiple(struct mdg *m, mdg_node n)
{
    mdg_node a = n->arg[0].node;
    if (!is_inverse(n) || a->op != MDG_SUM || a->nargs != 1) {
        return NULL;
    }
    mdg_node b = mdg_relabel(m, a->arg[0].node, a->arg[0].ix, 2, a->extent);
    return mdg_scale(m, 1 / a->coef[0], mdg_matrix(m, MDG_M_INV, 1, &b));
}

static bool is_diagonal(mdg_node a)
{
    return a->order == 2 && (a->props & MDG_DIAGONAL) == MDG_DIAGONAL;
}

mdg_node rule_inverse_of_diagonal(struct mdg *m, mdg_node n)
{
    mdg_node a = n->arg[0].node;
    if (!is_inverse(n) || !is_diagonal(a)) {
        return NULL;
    }
    mdg_node d = mdg_map1(m, MDG_F_recip, mdg_ein(m, "ii->i", a));
    return mdg_ein(m, "i,ij->ij", d, mdg_delta(m, a->extent[0]));
}

mdg_node rule_determinant_of_triangle(struct mdg *m, mdg_node n)
{
    mdg_node a = n->arg[0].node;
    if (!is_determinant(n) || !(a->props & MDG_DIAGONAL)) {
        return NULL;
    }
    mdg_node d = mdg_ein(m, "ii->i", a);
    if (n->kind == MDG_M_LOGDET) {
        return mdg_matrix(m, MDG_M_LOGPROD, 1, &d);
    }
    struct mdg_term t = {d, mdg_identity_ix};
    mdg_node y = mdg_reduce(m, MDG_R_PROD, 0, 1, d->extent, t);
    if (y->op != MDG_REDUCE || y->kind != MDG_R_PROD) {
        return y;
    }
    struct mdg_node det = *y;
    det.flag = true;
    return mdg_intern_node(m, &det);
}

mdg_node rule_product_of_spectrum(struct mdg *m, mdg_node n)
{
    mdg_node l = n->arg[0].node;
    bool eigen = l->op == MDG_MATRIX && l->kind == MDG_M_EIGVALS;
    bool singular = l->op == MDG_MATRIX && l->kind == MDG_M_SVDVALS;
    if (n->kind != MDG_R_PROD || n->order != 0 || (!eigen && !singular)) {
        return NULL;
    }
    mdg_node a = l->arg[0].node;
    if (eigen) {
        a = mdg_scale(m, 0.5, mdg_add(m, a, 1, mdg_ein(m, "ij->ji", a)));
    } else if (a->extent[0] != a->extent[1]) {
        return NULL;
    }
    mdg_node det = mdg_matrix(m, MDG_M_DET, 1, &a);
    return eigen ? det : mdg_map1(m, MDG_F_abs, det);
}
