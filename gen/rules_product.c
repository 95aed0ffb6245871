/* Rewrite rules of contractions. */
#include "rules.h"

#include <string.h>

/* n with factors p and q replaced by the term t. */
static mdg_node replace_two(struct mdg *m, mdg_node n, int p, int q, struct mdg_term t)
{
    struct mdg_term *f = MDG_ARRAY(m, n->nargs, struct mdg_term);
    int count = 0;
    f[count++] = t;
    for (int k = 0; k < n->nargs; k++) {
        if (k != p && k != q) {
            f[count++] = (struct mdg_term){n->arg[k].node, n->arg[k].ix};
        }
    }
    return mdg_contract(m, n->order, n->nlabels, n->extent, count, f);
}

/* Does s sum exp(u) of the factor e, along labels of e, so that e/s is a softmax?  The axes
 * that s keeps must carry e's labels in n. */
static bool sums_factor(const struct mdg_arg *e, const struct mdg_arg *recip)
{
    mdg_node s = recip->node->arg[0].node;
    if (s->op != MDG_CONTRACT || s->nargs != 1 || s->nlabels == s->order ||
        s->arg[0].node != e->node) {
        return false;
    }
    for (int i = 0; i < e->node->order; i++) {
        uint8_t l = s->arg[0].ix[i];
        if (l < s->order && recip->ix[l] != e->ix[i]) {
            return false;
        }
    }
    return true;
}

mdg_node rule_softmax(struct mdg *m, mdg_node n)
{
    for (int p = 0; p < n->nargs; p++) {
        for (int q = 0; q < n->nargs; q++) {
            mdg_node e = n->arg[p].node;
            if (!mdg_is_map(e, MDG_F_exp) || !mdg_is_map(n->arg[q].node, MDG_F_recip) ||
                !sums_factor(&n->arg[p], &n->arg[q])) {
                continue;
            }
            mdg_node s = n->arg[q].node->arg[0].node, u = mdg_operand(m, e);
            struct mdg_term v = {u, s->arg[0].ix};
            mdg_node lse = mdg_reduce(m, MDG_R_LSE, s->order, s->nlabels, s->extent, v);
            uint8_t at[MDG_MAX_LABELS];
            for (int i = 0; i < u->order; i++) {
                if (s->arg[0].ix[i] < s->order) {
                    at[s->arg[0].ix[i]] = (uint8_t)i;
                }
            }
            const struct mdg_term t[2] = {{u, mdg_identity_ix}, {lse, at}};
            const double c[2] = {1, -1};
            mdg_node z = mdg_sum(m, u->order, u->extent, 2, t, c);
            return replace_two(m, n, p, q,
                               (struct mdg_term){mdg_map1(m, MDG_F_exp, z), n->arg[p].ix});
        }
    }
    return NULL;
}

mdg_node rule_exp_times_sigmoid(struct mdg *m, mdg_node n)
{
    for (int p = 0; p < n->nargs; p++) {
        for (int q = 0; q < n->nargs; q++) {
            mdg_node e = n->arg[p].node, s = n->arg[q].node;
            if (!mdg_is_map(e, MDG_F_exp) || !mdg_is_map(s, MDG_F_sigmoid) ||
                e->order != s->order ||
                memcmp(n->arg[p].ix, n->arg[q].ix, (size_t)e->order) != 0) {
                continue;
            }
            mdg_node u = mdg_operand(m, e);
            if (mdg_operand(m, s) == mdg_scale(m, -1, u)) {
                struct mdg_term t = {mdg_map1(m, MDG_F_sigmoid, u), n->arg[p].ix};
                return replace_two(m, n, p, q, t);
            }
        }
    }
    return NULL;
}

/* The factor whose square is known: norm(u), sqrt(u), |u|; then the square. */
static mdg_node square_of(struct mdg *m, mdg_node r)
{
    if (mdg_is_map(r, MDG_F_sqrt)) {
        return mdg_operand(m, r);
    }
    bool norm = r->op == MDG_REDUCE && r->kind == MDG_R_NORM;
    if (norm || mdg_is_map(r, MDG_F_abs)) {
        const struct mdg_term u[2] = {{r->arg[0].node, r->arg[0].ix},
                                      {r->arg[0].node, r->arg[0].ix}};
        return mdg_contract(m, r->order, r->nlabels, r->extent, 2, u);
    }
    return NULL;
}

mdg_node rule_square_of_root(struct mdg *m, mdg_node n)
{
    for (int p = 0; p + 1 < n->nargs; p++) {
        mdg_node r = n->arg[p].node; /* equal factors stand next to each other */
        if (r != n->arg[p + 1].node ||
            memcmp(n->arg[p].ix, n->arg[p + 1].ix, (size_t)r->order) != 0) {
            continue;
        }
        mdg_node s = square_of(m, r);
        if (s) {
            return replace_two(m, n, p, p + 1, (struct mdg_term){s, n->arg[p].ix});
        }
    }
    return NULL;
}

/* The derivative of log(|u|). */
mdg_node rule_sign_over_magnitude(struct mdg *m, mdg_node n)
{
    for (int p = 0; p < n->nargs; p++) {
        for (int q = 0; q < n->nargs; q++) {
            mdg_node s = n->arg[p].node, r = n->arg[q].node;
            mdg_node a = mdg_is_map(r, MDG_F_recip) ? mdg_operand(m, r) : s;
            if (mdg_is_map(s, MDG_F_sign) && mdg_is_map(a, MDG_F_abs) &&
                s->order == r->order && mdg_operand(m, a) == mdg_operand(m, s) &&
                memcmp(n->arg[p].ix, n->arg[q].ix, (size_t)s->order) == 0) {
                struct mdg_term t = {mdg_map1(m, MDG_F_recip, mdg_operand(m, s)),
                                     n->arg[p].ix};
                return replace_two(m, n, p, q, t);
            }
        }
    }
    return NULL;
}
