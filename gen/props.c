/* What is known of a node: structure that follows from its operands. */
#include "intern.h"

#include <string.h>

unsigned mdg_props_close(unsigned p)
{
    p |= p & MDG_SPD ? MDG_PSD : 0u;
    p |= p & MDG_PSD ? MDG_SYMMETRIC : 0u;
    p |= (p & MDG_DIAGONAL) == MDG_DIAGONAL ? MDG_SYMMETRIC : 0u;
    p |= p & MDG_ONEHOT ? MDG_SIMPLEX : 0u;
    p |= p & MDG_SIMPLEX ? MDG_NONNEGATIVE : 0u;
    p |= p & MDG_POSITIVE ? MDG_NONNEGATIVE : 0u;
    return p;
}

static bool same_labels(const uint8_t *a, const uint8_t *b, int n)
{
    return memcmp(a, b, (size_t)n) == 0;
}

enum {
    MOST_FACTORS = 8, /* of a contraction that is tried for symmetry */
    MOST_TRIALS = 64,
    NOWHERE = MDG_MAX_LABELS
};

/* A renaming of labels, as far as it is found, that maps factors onto factors. */
struct renaming {
    uint8_t to[MDG_MAX_LABELS], from[MDG_MAX_LABELS];
    bool taken[MOST_FACTORS]; /* a factor that is the image of another */
};

/* Extend the renaming so that factor x with labels ix becomes the one with labels jx, its
 * axes exchanged if so told. */
static bool rename_onto(struct renaming *r, mdg_node x, const uint8_t *ix,
                        const uint8_t *jx, bool flipped)
{
    for (int i = 0; i < x->order; i++) {
        uint8_t p = ix[i], q = jx[flipped ? 1 - i : i];
        if (r->to[p] == NOWHERE && r->from[q] == NOWHERE) {
            r->to[p] = q;
            r->from[q] = p;
        } else if (r->to[p] != q) {
            return false;
        }
    }
    return true;
}

/* Can the factors of n from the a-th on be mapped onto those that are left? */
static bool map_factors(mdg_node n, int a, const struct renaming *r, int *trials)
{
    if (a == n->nargs) {
        return true;
    }
    mdg_node x = n->arg[a].node;
    int ways = x->order == 2 && (x->props & MDG_SYMMETRIC) ? 2 : 1;
    for (int b = 0; b < n->nargs; b++) {
        bool same = n->arg[b].node == x && (n->op != MDG_SUM || n->coef[a] == n->coef[b]);
        for (int w = 0; same && !r->taken[b] && w<ways && * trials> 0; w++) {
            struct renaming next = *r;
            --*trials;
            next.taken[b] = true;
            if (rename_onto(&next, x, n->arg[a].ix, n->arg[b].ix, w == 1) &&
                map_factors(n, a + 1, &next, trials)) {
                return true;
            }
        }
    }
    return false;
}

/* Swapping the two labels of the result maps the factors onto each other, under some
 * renaming of what is summed: x_i x_j, and (F P F')_ij = F_ik P_kl F_jl with P symmetric.
 */
static bool swap_symmetric(mdg_node n)
{
    if (n->order != 2 || n->nargs == 0 || n->nargs > MOST_FACTORS ||
        n->extent[0] != n->extent[1]) {
        return false;
    }
    struct renaming r = {.taken = {false}};
    memset(r.to, NOWHERE, sizeof r.to);
    memset(r.from, NOWHERE, sizeof r.from);
    r.to[0] = r.from[0] = 1;
    r.to[1] = r.from[1] = 0;
    int trials = MOST_TRIALS;
    return map_factors(n, 0, &r, &trials);
}

/* A'A and A A': one summed label, the two factors the same. */
static bool is_gram(mdg_node n)
{
    if (n->order != 2 || n->nlabels != 3 || n->nargs != 2 ||
        n->arg[0].node != n->arg[1].node || n->arg[0].node->order != 2) {
        return false;
    }
    const uint8_t *p = n->arg[0].ix, *q = n->arg[1].ix;
    return (p[0] == 2 && q[0] == 2 && p[1] != q[1] && p[1] < 2 && q[1] < 2) ||
           (p[1] == 2 && q[1] == 2 && p[0] != q[0] && p[0] < 2 && q[0] < 2);
}

static unsigned all_args(mdg_node n)
{
    unsigned p = ~0u;
    for (int a = 0; a < n->nargs; a++) {
        mdg_node x = n->arg[a].node;
        p &= x->op == MDG_NUMBER ? (x->number > 0 ? MDG_POSITIVE | MDG_NONNEGATIVE : 0u)
             : x->op == MDG_SIZE ? MDG_NONNEGATIVE
                                 : x->props;
    }
    return n->nargs ? p : 0u;
}

/* A triangular factor, element-wise in place, makes the product triangular. */
static unsigned contract_triangles(mdg_node n)
{
    unsigned p = 0;
    for (int a = 0; a < n->nargs; a++) {
        mdg_node x = n->arg[a].node;
        if (x->order != 2 || n->order != 2 || n->arg[a].ix[0] > 1 || n->arg[a].ix[1] > 1 ||
            n->arg[a].ix[0] == n->arg[a].ix[1]) {
            continue;
        }
        unsigned t = x->props & MDG_DIAGONAL;
        bool swapped = n->arg[a].ix[0] == 1;
        p |= !swapped ? t
                      : (unsigned)((t & MDG_LOWER ? MDG_UPPER : 0) |
                                   (t & MDG_UPPER ? MDG_LOWER : 0));
    }
    return p;
}

static unsigned of_contract(mdg_node n)
{
    unsigned all = all_args(n), p = all & MDG_NONNEGATIVE;
    p |= n->nlabels == n->order ? all & MDG_POSITIVE : 0u;
    p |= n->nargs == 0 ? MDG_POSITIVE : 0u;
    p |= swap_symmetric(n) ? MDG_SYMMETRIC : 0u;
    p |= is_gram(n) ? MDG_PSD : 0u;
    p |= contract_triangles(n);
    bool square = n->nargs == 2 && n->arg[0].node == n->arg[1].node &&
                  same_labels(n->arg[0].ix, n->arg[1].ix, n->arg[0].node->order);
    return p | (square ? MDG_NONNEGATIVE : 0u);
}

/* A positive combination of semidefinite matrices with one definite among them. */
static unsigned sum_definite(mdg_node n)
{
    bool definite = false;
    for (int a = 0; a < n->nargs; a++) {
        unsigned p = n->arg[a].node->props;
        if (n->coef[a] <= 0 || !(p & MDG_PSD) || n->arg[a].node->order != 2) {
            return 0;
        }
        definite |= (p & MDG_SPD) != 0;
    }
    return n->nargs == 0 || n->order != 2 ? 0 : definite ? MDG_SPD : MDG_PSD;
}

static unsigned of_sum(mdg_node n)
{
    unsigned p = swap_symmetric(n) ? MDG_SYMMETRIC : 0u;
    unsigned all = all_args(n);
    bool positive = n->nargs > 0, aligned = true;
    for (int a = 0; a < n->nargs; a++) {
        positive &= n->coef[a] > 0;
        aligned &= n->arg[a].node->order == n->order &&
                   same_labels(n->arg[a].ix, mdg_identity_ix, n->order);
    }
    bool some = false;
    for (int a = 0; a < n->nargs; a++) {
        mdg_node x = n->arg[a].node;
        some |= x->op == MDG_NUMBER || (x->props & MDG_POSITIVE);
    }
    p |= positive ? all & MDG_NONNEGATIVE : 0u;
    p |= positive && some && (all & MDG_NONNEGATIVE) ? MDG_POSITIVE : 0u;
    p |= aligned && n->order == 2 ? all & MDG_DIAGONAL : 0u;
    return p | sum_definite(n);
}

static unsigned of_map(mdg_node n)
{
    unsigned p = swap_symmetric(n) && n->nargs == 1 ? MDG_SYMMETRIC : 0u;
    if (n->nargs == 1 && n->arg[0].node->order == 2) {
        p |= n->arg[0].node->props & MDG_SYMMETRIC;
    }
    unsigned in = n->arg[0].node->props;
    switch ((enum mdg_map_fn)n->kind) {
    case MDG_F_exp:
    case MDG_F_cosh:
    case MDG_F_sigmoid:
    case MDG_F_softplus:
    case MDG_F_phi:
    case MDG_F_gauss:
    case MDG_F_sech2:
    case MDG_F_normcdf:
        return p | MDG_POSITIVE;
    case MDG_F_abs:
    case MDG_F_relu:
    case MDG_F_step:
        return p | MDG_NONNEGATIVE;
    case MDG_F_sqrt:
        return p | MDG_NONNEGATIVE | (in & MDG_POSITIVE);
    case MDG_F_recip:
        return p | (in & MDG_POSITIVE);
    case MDG_F_where:
        return p;
    default:
        return p;
    }
}

static unsigned of_matrix(mdg_node n)
{
    unsigned in = n->arg[0].node->props;
    switch ((enum mdg_matrix_fn)n->kind) {
    case MDG_M_INV:
        return in & (MDG_SYMMETRIC | MDG_SPD | MDG_LOWER | MDG_UPPER);
    case MDG_M_ADJ:
    case MDG_M_EXPM:
        return in & (MDG_SYMMETRIC | MDG_LOWER | MDG_UPPER);
    case MDG_M_EXPMD:
    case MDG_M_EXPMDD:
    case MDG_M_ADJD:
    case MDG_M_ADJDD:
        for (int k = 1; k < n->nargs; k++) {
            in &= n->arg[k].node->props;
        }
        return in & (MDG_SYMMETRIC | MDG_LOWER | MDG_UPPER);
    case MDG_M_DET:
        return in & MDG_SPD ? MDG_POSITIVE : 0u;
    case MDG_M_CHOL:
        return MDG_LOWER;
    case MDG_M_SVDVALS:
        return MDG_NONNEGATIVE;
    default:
        return 0;
    }
}

unsigned mdg_props_infer(mdg_node n)
{
    unsigned p = 0;
    switch (n->op) {
    case MDG_INPUT:
        p = n->input->props;
        p &= n->order < 2 ? ~(unsigned)(MDG_SPD | MDG_PSD | MDG_SYMMETRIC | MDG_DIAGONAL)
                          : ~0u;
        /* a triangular leaf is raw: the other half holds anything (value.c multiplies it
         * away) */
        p &= ~(unsigned)MDG_DIAGONAL | 0u;
        p &= (n->input->props & MDG_DIAGONAL) ? ~(unsigned)MDG_SYMMETRIC : ~0u;
        break;
    case MDG_NUMBER:
        p = n->number > 0 ? MDG_POSITIVE : n->number == 0 ? MDG_NONNEGATIVE : 0u;
        break;
    case MDG_SIZE:
        p = MDG_NONNEGATIVE;
        break;
    case MDG_DELTA:
        p = MDG_SPD | MDG_DIAGONAL | MDG_NONNEGATIVE;
        break;
    case MDG_TRI:
        p = MDG_LOWER | MDG_NONNEGATIVE;
        break;
    case MDG_CONTRACT:
        p = of_contract(n);
        break;
    case MDG_SUM:
        p = of_sum(n);
        break;
    case MDG_MAP:
        p = of_map(n);
        break;
    case MDG_REDUCE:
        p = n->kind == MDG_R_NORM ? MDG_NONNEGATIVE
            : n->kind == MDG_R_LSE
                ? 0u
                : n->arg[0].node->props & (MDG_POSITIVE | MDG_NONNEGATIVE);
        break;
    case MDG_MATRIX:
        p = of_matrix(n);
        break;
    case MDG_SLICE:
    case MDG_RESHAPE:
        p = n->arg[0].node->props & (MDG_POSITIVE | MDG_NONNEGATIVE);
        break;
    case MDG_PAD:
    case MDG_CUMSUM:
        p = n->arg[0].node->props & MDG_NONNEGATIVE;
        break;
    case MDG_ASSUME:
        p = n->arg[0].node->props | (unsigned)n->kind;
        break;
    default:
        break;
    }
    p = n->op == MDG_DIFF ? MDG_HAS_DIFF : p & ~(unsigned)MDG_HAS_DIFF;
    for (int a = 0; a < n->nargs; a++) {
        p |= n->arg[a].node->props & MDG_HAS_DIFF;
    }
    p = mdg_props_close(p);
    bool square = n->order == 2 && n->extent[0] == n->extent[1];
    /* a diagonal in a rectangle is no symmetry */
    return square ? p : p & ~(unsigned)(MDG_SYMMETRIC | MDG_SPD | MDG_PSD);
}
