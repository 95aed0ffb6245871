/* Rewrite rules of element-wise functions and sums: logarithms, roots, reciprocals,
 * sigmoids. */
#include "rules.h"

#include <string.h>

static mdg_node negative(struct mdg *m, mdg_node u)
{
    return mdg_scale(m, -1, u);
}

mdg_node rule_log_of_exp(struct mdg *m, mdg_node n)
{
    mdg_node u = n->arg[0].node;
    return mdg_is_map(n, MDG_F_log) && mdg_is_map(u, MDG_F_exp) ? mdg_operand(m, u) : NULL;
}

/* sum over some labels of exp(u), and nothing else */
static bool is_sum_of_exp(mdg_node n)
{
    return n->op == MDG_CONTRACT && n->nargs == 1 && n->nlabels > n->order &&
           mdg_is_map(n->arg[0].node, MDG_F_exp);
}

static mdg_node logsumexp_of(struct mdg *m, mdg_node s)
{
    struct mdg_term u = {mdg_operand(m, s->arg[0].node), s->arg[0].ix};
    return mdg_reduce(m, MDG_R_LSE, s->order, s->nlabels, s->extent, u);
}

/* Applies only where some factor is an exponential: otherwise a product of two negative
 * numbers would lose its logarithm. */
mdg_node rule_log_of_product(struct mdg *m, mdg_node n)
{
    mdg_node u = n->arg[0].node;
    if (!mdg_is_map(n, MDG_F_log)) {
        return NULL;
    }
    if (mdg_is_map(u, MDG_F_recip)) {
        return negative(m, mdg_map1(m, MDG_F_log, mdg_operand(m, u)));
    }
    if (u->op != MDG_CONTRACT || u->nlabels != u->order) {
        return NULL;
    }
    for (int k = 0; k < u->nargs; k++) {
        if (!mdg_is_map(u->arg[k].node, MDG_F_exp)) {
            continue;
        }
        struct mdg_term rest[MDG_MAX_LABELS];
        int count = 0;
        for (int a = 0; a < u->nargs && a < MDG_MAX_LABELS; a++) {
            if (a != k) {
                rest[count++] = (struct mdg_term){u->arg[a].node, u->arg[a].ix};
            }
        }
        mdg_node v = mdg_contract(m, u->order, u->order, u->extent, count, rest);
        const struct mdg_term t[2] = {{mdg_operand(m, u->arg[k].node), u->arg[k].ix},
                                      {mdg_map1(m, MDG_F_log, v), mdg_identity_ix}};
        const double c[2] = {1, 1};
        return mdg_sum(m, u->order, u->extent, 2, t, c);
    }
    return NULL;
}

mdg_node rule_log_of_sum_exp(struct mdg *m, mdg_node n)
{
    bool yes = mdg_is_map(n, MDG_F_log) && is_sum_of_exp(n->arg[0].node);
    return yes ? logsumexp_of(m, n->arg[0].node) : NULL;
}

/* s = 1 + rest? Then rest. */
static mdg_node minus_one(struct mdg *m, mdg_node s)
{
    if (s->op != MDG_SUM || s->nargs < 2) {
        return NULL;
    }
    for (int k = 0; k < s->nargs; k++) {
        if (mdg_is_num(s->arg[k].node, 1) && s->coef[k] == 1) {
            const struct mdg_term t[2] = {{s, mdg_identity_ix},
                                          {s->arg[k].node, mdg_identity_ix}};
            const double c[2] = {1, -1};
            mdg_node u = mdg_sum(m, s->order, s->extent, 2, t, c);
            return u->op == MDG_SUM && u->nargs >= s->nargs ? NULL : u;
        }
    }
    return NULL;
}

mdg_node rule_log_of_one_plus(struct mdg *m, mdg_node n)
{
    mdg_node u = mdg_is_map(n, MDG_F_log) ? minus_one(m, n->arg[0].node) : NULL;
    return u ? mdg_map1(m, MDG_F_log1p, u) : NULL;
}

mdg_node rule_log1p_of_exp(struct mdg *m, mdg_node n)
{
    mdg_node e = n->arg[0].node;
    bool yes = mdg_is_map(n, MDG_F_log1p) && mdg_is_map(e, MDG_F_exp);
    return yes ? mdg_map1(m, MDG_F_softplus, mdg_operand(m, e)) : NULL;
}

mdg_node rule_log_of_sigmoid(struct mdg *m, mdg_node n)
{
    mdg_node s = n->arg[0].node;
    if (mdg_is_map(n, MDG_F_log) && mdg_is_map(s, MDG_F_sigmoid)) {
        return mdg_map1(m, MDG_F_log_sigmoid, mdg_operand(m, s));
    }
    bool minus = mdg_is_map(n, MDG_F_log1p) && s->op == MDG_SUM && s->nargs == 1 &&
                 s->coef[0] == -1 && mdg_is_map(s->arg[0].node, MDG_F_sigmoid) &&
                 s->arg[0].node->order == s->order &&
                 memcmp(s->arg[0].ix, mdg_identity_ix, (size_t)s->order) == 0;
    return minus
               ? mdg_map1(m, MDG_F_log_sigmoid, negative(m, mdg_operand(m, s->arg[0].node)))
               : NULL;
}

mdg_node rule_log_of_det(struct mdg *m, mdg_node n)
{
    mdg_node d = n->arg[0].node;
    if (!mdg_is_map(n, MDG_F_log) || d->op != MDG_MATRIX || d->kind != MDG_M_DET) {
        return NULL;
    }
    return mdg_matrix(m, MDG_M_LOGDET, 1, &d->arg[0].node);
}

/* u_i.. u_i.. with nothing else: the same factor twice */
static bool is_square(mdg_node n)
{
    return n->op == MDG_CONTRACT && n->nargs == 2 && n->arg[0].node == n->arg[1].node &&
           memcmp(n->arg[0].ix, n->arg[1].ix, (size_t)n->arg[0].node->order) == 0;
}

mdg_node rule_sqrt_of_square(struct mdg *m, mdg_node n)
{
    mdg_node s = n->arg[0].node;
    if (!mdg_is_map(n, MDG_F_sqrt) || !is_square(s)) {
        return NULL;
    }
    struct mdg_term u = {s->arg[0].node, s->arg[0].ix};
    return mdg_reduce(m, MDG_R_NORM, s->order, s->nlabels, s->extent, u);
}

mdg_node rule_reciprocal(struct mdg *m, mdg_node n)
{
    mdg_node u = n->arg[0].node;
    if (!mdg_is_map(n, MDG_F_recip)) {
        return NULL;
    }
    if (mdg_is_map(u, MDG_F_recip)) {
        return mdg_operand(m, u);
    }
    if (mdg_is_map(u, MDG_F_exp)) {
        return mdg_map1(m, MDG_F_exp, negative(m, mdg_operand(m, u)));
    }
    mdg_node e = minus_one(m, u);
    if (e && mdg_is_map(e, MDG_F_exp)) {
        return mdg_map1(m, MDG_F_sigmoid, negative(m, mdg_operand(m, e)));
    }
    return NULL;
}

mdg_node rule_one_minus_sigmoid(struct mdg *m, mdg_node n)
{
    if (n->nargs != 2) {
        return NULL;
    }
    for (int k = 0; k < 2; k++) {
        mdg_node one = n->arg[k].node, s = n->arg[1 - k].node;
        if (mdg_is_num(one, 1) && n->coef[k] == 1 && mdg_is_map(s, MDG_F_sigmoid) &&
            n->coef[1 - k] == -1) {
            mdg_node y = mdg_map1(m, MDG_F_sigmoid, negative(m, mdg_operand(m, s)));
            return mdg_relabel(m, y, n->arg[1 - k].ix, n->order, n->extent);
        }
    }
    return NULL;
}

static bool has_factor(mdg_node n, mdg_node number)
{
    for (int k = 0; n->op == MDG_CONTRACT && k < n->nargs; k++) {
        if (n->arg[k].node == number) {
            return true;
        }
    }
    return n == number;
}

/* n without one factor that is a number. */
static mdg_node without(struct mdg *m, mdg_node n, mdg_node number)
{
    if (n == number) {
        return mdg_num(m, 1);
    }
    struct mdg_term *t = MDG_ARRAY(m, n->nargs, struct mdg_term);
    int count = 0;
    bool found = false;
    for (int k = 0; k < n->nargs; k++) {
        bool drop = !found && n->arg[k].node == number;
        found |= drop;
        if (!drop) {
            t[count++] = (struct mdg_term){n->arg[k].node, n->arg[k].ix};
        }
    }
    return mdg_contract(m, n->order, n->nlabels, n->extent, count, t);
}

/* A number that is a factor of every term of a sum, or NULL. */
static mdg_node common_number(mdg_node n)
{
    mdg_node first = n->arg[0].node;
    for (int k = 0; first->op == MDG_CONTRACT && k < first->nargs; k++) {
        mdg_node c = first->arg[k].node;
        bool all = c->order == 0;
        for (int t = 1; t < n->nargs && all; t++) {
            all = has_factor(n->arg[t].node, c);
        }
        if (all) {
            return c;
        }
    }
    return NULL;
}

mdg_node rule_common_number(struct mdg *m, mdg_node n)
{
    mdg_node c = n->nargs > 1 ? common_number(n) : NULL;
    if (!c) {
        return NULL;
    }
    struct mdg_term *t = MDG_ARRAY(m, n->nargs, struct mdg_term);
    for (int k = 0; k < n->nargs; k++) {
        t[k] = (struct mdg_term){without(m, n->arg[k].node, c), n->arg[k].ix};
    }
    mdg_node sum = mdg_sum(m, n->order, n->extent, n->nargs, t, n->coef);
    const struct mdg_term product[2] = {{c, mdg_identity_ix}, {sum, mdg_identity_ix}};
    return mdg_contract(m, n->order, n->order, n->extent, 2, product);
}
