/* Rewrite rules of logarithms of sums and products that overflow or underflow before their
 * logarithm does: exponentials, determinants, long products. */
#include "rules.h"

enum { MOST_NODES = 300 }; /* that are looked at to find an exponential */

/* A sum of exponentials is positive but where there are none of them: its logarithm is the
 * -inf of logsumexp then. */
static bool is_positive(mdg_node n)
{
    return (n->props & MDG_POSITIVE) || mdg_is_positive_number(n) || mdg_is_sum_of_exp(n);
}

/* Is n positive, with an exponential as a factor or a term? */
static bool is_exponential(mdg_node n, int *left)
{
    bool all = true, any = false;
    bool sum = n->op == MDG_SUM, product = n->op == MDG_CONTRACT;
    if (mdg_is_map(n, MDG_F_exp)) {
        return true;
    }
    if ((*left)-- <= 0) {
        return false;
    }
    if (mdg_is_map(n, MDG_F_recip) || mdg_is_map(n, MDG_F_sqrt)) {
        return is_exponential(n->arg[0].node, left);
    }
    if (!sum && !product) {
        return false;
    }
    for (int k = 0; k < n->nargs && all; k++) {
        all = is_positive(n->arg[k].node) && (!sum || n->coef[k] > 0);
        any = any || is_exponential(n->arg[k].node, left);
    }
    return all && any && (sum || n->nlabels == n->order || mdg_is_sum_of_exp(n));
}

static bool has_exponential(mdg_node n)
{
    int left = MOST_NODES;
    return is_exponential(n, &left);
}

/* exp(u - logsumexp(u)), a softmax, which does not overflow. */
static bool is_bounded(mdg_node e)
{
    mdg_node z = mdg_is_map(e, MDG_F_exp) ? e->arg[0].node : NULL;
    for (int k = 0; z && z->op == MDG_SUM && k < z->nargs; k++) {
        mdg_node x = z->arg[k].node;
        if (x->op == MDG_REDUCE && x->kind == MDG_R_LSE && z->coef[k] == -1) {
            return true;
        }
    }
    return false;
}

/* A sum of positive terms with exponentials among them. Not log(p + 1e-9) of probabilities
 * p, which is well as it is. */
static bool is_sum_of_exponentials(mdg_node s)
{
    bool number = false, bounded = true;
    if (s->op != MDG_SUM || s->nargs < 2 || !has_exponential(s)) {
        return false;
    }
    for (int k = 0; k < s->nargs; k++) {
        bool constant = s->arg[k].node->op == MDG_NUMBER;
        number = number || constant;
        bounded = bounded && (constant || is_bounded(s->arg[k].node));
    }
    return !(number && bounded);
}

/* log(c x) in the frame of s, for term k of s. */
static mdg_node log_of_term(struct mdg *m, mdg_node s, int k)
{
    const struct mdg_term t[2] = {
        {mdg_map1(m, MDG_F_log, s->arg[k].node), s->arg[k].ix},
        {mdg_map1(m, MDG_F_log, mdg_num(m, s->coef[k])), mdg_identity_ix}};
    const double one[2] = {1, 1};
    return mdg_sum(m, s->order, s->extent, s->coef[k] == 1 ? 1 : 2, t, one);
}

mdg_node rule_log_of_exponentials(struct mdg *m, mdg_node n)
{
    mdg_node s = n->arg[0].node, y = NULL;
    bool one = false;
    if (!mdg_is_map(n, MDG_F_log) || !is_sum_of_exponentials(s)) {
        return NULL;
    }
    for (int k = 0; k < s->nargs; k++) {
        if (mdg_is_num(s->arg[k].node, 1) && s->coef[k] == 1) {
            one = true;
            continue;
        }
        mdg_node x = log_of_term(m, s, k);
        y = y ? mdg_map2(m, MDG_F_logaddexp, y, x) : x;
    }
    return one ? mdg_map1(m, MDG_F_softplus, y) : y;
}

mdg_node rule_log1p_of_exponentials(struct mdg *m, mdg_node n)
{
    mdg_node s = n->arg[0].node;
    bool yes = mdg_is_map(n, MDG_F_log1p) && has_exponential(s) && !is_bounded(s);
    return yes ? mdg_map1(m, MDG_F_softplus, mdg_map1(m, MDG_F_log, s)) : NULL;
}

mdg_node rule_log_of_cosh(struct mdg *m, mdg_node n)
{
    mdg_node c = n->arg[0].node;
    bool yes = mdg_is_map(n, MDG_F_log) && mdg_is_map(c, MDG_F_cosh);
    return yes ? mdg_map1(m, MDG_F_log_cosh, mdg_operand(m, c)) : NULL;
}

mdg_node rule_log_of_root(struct mdg *m, mdg_node n)
{
    mdg_node r = n->arg[0].node;
    bool yes = mdg_is_map(n, MDG_F_log) && mdg_is_map(r, MDG_F_sqrt);
    return yes ? mdg_scale(m, 0.5, mdg_map1(m, MDG_F_log, mdg_operand(m, r))) : NULL;
}

/* ---- determinants and products ----------------------------------------------------- */

/* Does the logarithm have a form that does not need n itself? */
static bool has_logarithm(mdg_node n)
{
    bool det = n->op == MDG_MATRIX && n->kind == MDG_M_DET;
    bool prod = n->op == MDG_REDUCE && n->kind == MDG_R_PROD;
    bool through = mdg_is_map(n, MDG_F_recip) || mdg_is_map(n, MDG_F_sqrt);
    return det || prod || (through && has_logarithm(n->arg[0].node)) || has_exponential(n);
}

/* log(u v) = log(u) + log(v) where one of them is known to be positive: then the other one
 * has the sign of the product. */
mdg_node rule_log_of_factor(struct mdg *m, mdg_node n)
{
    mdg_node u = n->arg[0].node;
    if (!mdg_is_map(n, MDG_F_log) || u->op != MDG_CONTRACT || u->nlabels != u->order ||
        u->nargs < 2) {
        return NULL;
    }
    for (int k = 0; k < u->nargs; k++) {
        bool positive = true; /* all others */
        struct mdg_term *rest = MDG_ARRAY(m, u->nargs, struct mdg_term);
        int count = 0;
        for (int a = 0; a < u->nargs; a++) {
            if (a != k) {
                positive = positive && is_positive(u->arg[a].node);
                rest[count++] = (struct mdg_term){u->arg[a].node, u->arg[a].ix};
            }
        }
        if (has_logarithm(u->arg[k].node) && (positive || is_positive(u->arg[k].node))) {
            mdg_node v = mdg_contract(m, u->order, u->order, u->extent, count, rest);
            const struct mdg_term t[2] = {
                {mdg_map1(m, MDG_F_log, u->arg[k].node), u->arg[k].ix},
                {mdg_map1(m, MDG_F_log, v), mdg_identity_ix}};
            const double c[2] = {1, 1};
            return mdg_sum(m, u->order, u->extent, 2, t, c);
        }
    }
    return NULL;
}

mdg_node rule_log_of_multiple(struct mdg *m, mdg_node n)
{
    mdg_node s = n->arg[0].node;
    bool yes = mdg_is_map(n, MDG_F_log) && s->op == MDG_SUM && s->nargs == 1 &&
               s->coef[0] > 0 && has_logarithm(s->arg[0].node);
    return yes ? log_of_term(m, s, 0) : NULL;
}

/* sum(log(f(u))) over what n multiplies. */
static mdg_node sum_of_logs(struct mdg *m, mdg_node n, mdg_node u)
{
    const struct mdg_term t = {mdg_map1(m, MDG_F_log, u), n->arg[0].ix};
    return mdg_contract(m, n->order, n->nlabels, n->extent, 1, &t);
}

/* The sign is that of the product of signs, which is 1, 0 or -1: its logarithm is 0, -inf
 * or no number, as that of the product is. A determinant that is not positive is an error.
 */
mdg_node rule_log_of_prod(struct mdg *m, mdg_node n)
{
    mdg_node p = n->arg[0].node;
    if (!mdg_is_map(n, MDG_F_log) || p->op != MDG_REDUCE || p->kind != MDG_R_PROD) {
        return NULL;
    }
    mdg_node u = p->arg[0].node;
    if (p->flag && u->order == 1) {
        return mdg_matrix(m, MDG_M_LOGPROD, 1, &u);
    }
    if (u->props & MDG_POSITIVE) {
        return sum_of_logs(m, p, u);
    }
    if (mdg_is_map(u, MDG_F_sign)) {
        return NULL;
    }
    const struct mdg_term s = {mdg_map1(m, MDG_F_sign, u), p->arg[0].ix};
    mdg_node sign = mdg_reduce(m, MDG_R_PROD, p->order, p->nlabels, p->extent, s);
    return mdg_add(m, sum_of_logs(m, p, mdg_map1(m, MDG_F_abs, u)), 1,
                   mdg_map1(m, MDG_F_log, sign));
}
