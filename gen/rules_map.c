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

/* A number that is known to be positive: 2, n, 1/n, exp(s). */
bool mdg_is_positive_number(mdg_node c)
{
    bool size =
        c->op == MDG_SIZE || (mdg_is_map(c, MDG_F_recip) && c->arg[0].node->op == MDG_SIZE);
    return c->order == 0 && (size || (c->props & MDG_POSITIVE));
}

/* n = c rest with a number c: rest, or NULL where no factor is such a number. */
static mdg_node without_numbers(struct mdg *m, mdg_node n, mdg_node *c)
{
    *c = mdg_num(m, 1);
    if (n->op == MDG_SUM && n->nargs == 1 && n->coef[0] > 0) {
        mdg_node rest = mdg_relabel(m, n->arg[0].node, n->arg[0].ix, n->order, n->extent),
                 inner;
        mdg_node less = without_numbers(m, rest, &inner);
        *c = mdg_scale(m, n->coef[0], inner);
        return less ? less : rest;
    }
    if (n->op != MDG_CONTRACT) {
        return NULL;
    }
    struct mdg_term *number = MDG_ARRAY(m, n->nargs, struct mdg_term);
    struct mdg_term *other = MDG_ARRAY(m, n->nargs, struct mdg_term);
    int numbers = 0, others = 0;
    for (int k = 0; k < n->nargs; k++) {
        const struct mdg_term t = {n->arg[k].node, n->arg[k].ix};
        if (mdg_is_positive_number(t.node)) {
            number[numbers++] = t;
        } else {
            other[others++] = t;
        }
    }
    if (numbers == 0 || others == 0) {
        return NULL;
    }
    *c = mdg_contract(m, 0, 0, NULL, numbers, number);
    return mdg_contract(m, n->order, n->nlabels, n->extent, others, other);
}

/* u + log(c) */
static mdg_node plus_log(struct mdg *m, mdg_node u, mdg_node c)
{
    const struct mdg_term t[2] = {{u, mdg_identity_ix},
                                  {mdg_map1(m, MDG_F_log, c), mdg_identity_ix}};
    const double one[2] = {1, 1};
    return mdg_sum(m, u->order, u->extent, 2, t, one);
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

/* A sum over labels of exp(u) v with positive v, in which some exp(u) has all the labels:
 * then the logarithms of the factors take no more memory than the factors. */
bool mdg_is_sum_of_exp(mdg_node n)
{
    bool covered = false;
    if (n->op != MDG_CONTRACT || n->nlabels == n->order) {
        return false;
    }
    for (int k = 0; k < n->nargs; k++) {
        mdg_node f = n->arg[k].node;
        unsigned seen = 0;
        for (int i = 0; i < f->order; i++) {
            seen |= 1u << n->arg[k].ix[i];
        }
        covered |= mdg_is_map(f, MDG_F_exp) && seen == (1u << n->nlabels) - 1;
        if (!(f->props & MDG_POSITIVE)) {
            return false;
        }
    }
    return covered;
}

/* The logarithms of the factors of n, added up over all of its labels. */
static mdg_node sum_of_logs(struct mdg *m, mdg_node n)
{
    struct mdg_term *t = MDG_ARRAY(m, n->nargs, struct mdg_term);
    double *one = MDG_ARRAY(m, n->nargs, double);
    for (int k = 0; k < n->nargs; k++) {
        t[k] = (struct mdg_term){mdg_map1(m, MDG_F_log, n->arg[k].node), n->arg[k].ix};
        one[k] = 1;
    }
    return mdg_sum(m, n->nlabels, n->extent, n->nargs, t, one);
}

mdg_node rule_log_of_sum_exp(struct mdg *m, mdg_node n)
{
    if (!mdg_is_map(n, MDG_F_log)) {
        return NULL;
    }
    mdg_node s = n->arg[0].node, c, rest = without_numbers(m, s, &c);
    s = rest ? rest : s;
    if (!mdg_is_sum_of_exp(s)) {
        return NULL;
    }
    const struct mdg_term u = {sum_of_logs(m, s), mdg_identity_ix};
    mdg_node lse = mdg_reduce(m, MDG_R_LSE, s->order, s->nlabels, s->extent, u);
    return rest ? plus_log(m, lse, c) : lse;
}

/* The factor of n that selects: one-hot along the only label that is summed, or -1. */
static int selector(mdg_node n)
{
    for (int k = 0; n->op == MDG_CONTRACT && n->nlabels == n->order + 1 && k < n->nargs;
         k++) {
        mdg_node y = n->arg[k].node;
        bool last = y->order > 0 && n->arg[k].ix[y->order - 1] == n->order;
        for (int i = 0; i + 1 < y->order; i++) {
            last &= n->arg[k].ix[i] < n->order;
        }
        if ((y->props & MDG_ONEHOT) && last) {
            return k;
        }
    }
    return -1;
}

/* Only where the logarithm of what is selected from leaves no logarithm: log(0) of what is
 * not selected would spoil the sum. */
mdg_node rule_log_of_selected(struct mdg *m, mdg_node n)
{
    mdg_node s = n->arg[0].node;
    int y = mdg_is_map(n, MDG_F_log) ? selector(s) : -1;
    if (y < 0 || s->nargs != 2 || !mdg_is_map(s->arg[1 - y].node, MDG_F_exp)) {
        return NULL;
    }
    const struct mdg_term t[2] = {{s->arg[y].node, s->arg[y].ix},
                                  {mdg_operand(m, s->arg[1 - y].node), s->arg[1 - y].ix}};
    return mdg_contract(m, s->order, s->nlabels, s->extent, 2, t);
}

mdg_node rule_log_of_part(struct mdg *m, mdg_node n)
{
    mdg_node part = n->arg[0].node, all = part;
    while (all->op == MDG_SLICE || all->op == MDG_RESHAPE) {
        all = all->arg[0].node;
    }
    if (!mdg_is_map(n, MDG_F_log) || all == part ||
        !(mdg_is_map(all, MDG_F_exp) || mdg_is_map(all, MDG_F_sigmoid))) {
        return NULL;
    }
    mdg_node log = mdg_map1(m, MDG_F_log, part->arg[0].node);
    return part->op == MDG_SLICE ? mdg_slice(m, log, part->offset, part->extent)
                                 : mdg_reshape(m, log, part->order, part->extent);
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
    if (!mdg_is_map(n, MDG_F_sqrt)) {
        return NULL;
    }
    mdg_node s = n->arg[0].node, c, rest = without_numbers(m, s, &c);
    s = rest ? rest : s;
    if (!is_square(s)) {
        return NULL;
    }
    const struct mdg_term u = {s->arg[0].node, s->arg[0].ix};
    mdg_node norm = mdg_reduce(m, MDG_R_NORM, s->order, s->nlabels, s->extent, u);
    const struct mdg_term t[2] = {{mdg_map1(m, MDG_F_sqrt, c), mdg_identity_ix},
                                  {norm, mdg_identity_ix}};
    return rest ? mdg_contract(m, s->order, s->order, s->extent, 2, t) : norm;
}

mdg_node rule_sqrt_of_reciprocal(struct mdg *m, mdg_node n)
{
    mdg_node r = n->arg[0].node;
    bool yes = mdg_is_map(n, MDG_F_sqrt) && mdg_is_map(r, MDG_F_recip);
    return yes ? mdg_map1(m, MDG_F_recip, mdg_map1(m, MDG_F_sqrt, mdg_operand(m, r)))
               : NULL;
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
