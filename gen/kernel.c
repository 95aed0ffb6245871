/* Which kernel computes a node: the table of kernels, tried in order. */
#include "intern.h"
#include "mapvalue.h"
#include "plan.h"

#include <string.h>

const char *const mdg_kernel_text[MDG_NKERNELS] = {
#define KERNEL(name, text) text,
#include "kernels.def"
#undef KERNEL
};

bool mdg_is_onehot(mdg_node n)
{
    return n->op == MDG_INPUT && n->input->is_labels;
}

bool mdg_is_inverse(mdg_node n)
{
    return n->op == MDG_MATRIX && n->kind == MDG_M_INV;
}

bool mdg_is_leaf(mdg_node n)
{
    return n->op == MDG_INPUT || n->op == MDG_NUMBER || n->op == MDG_SIZE ||
           n->op == MDG_TABLE || n->op == MDG_DELTA || n->op == MDG_TRI;
}

bool mdg_is_elementwise(mdg_node n)
{
    switch (n->op) {
    case MDG_SUM:
    case MDG_MAP:
    case MDG_SLICE:
    case MDG_PAD:
        return true;
    case MDG_RESHAPE:
        return n->arg[0].node->order == 0; /* a number where an array of one is wanted */
    case MDG_CONTRACT:
        return n->nlabels == n->order;
    default:
        return mdg_is_leaf(n);
    }
}

const char *mdg_vector_map(mdg_node n)
{
    static const char *const have[] = {
        "exp",   "expm1", "log",  "log1p",  "sin",     "cos",         "tan",
        "tanh",  "sinh",  "cosh", "asin",   "acos",    "atan",        "asinh",
        "acosh", "atanh", "erf",  "erfc",   "sigmoid", "log_sigmoid", "softplus",
        "gelu",  "silu",  "elu",  "lgamma", "digamma", "trigamma",    "normcdf",
        "phi",   "gauss", "sech2"};
    if (n->op != MDG_MAP || n->nargs != 1) {
        return NULL;
    }
    for (size_t k = 0; k < sizeof have / sizeof *have; k++) {
        if (strcmp(have[k], mdg_map_info[n->kind].name) == 0) {
            return have[k];
        }
    }
    return NULL;
}

/* ---- contractions ------------------------------------------------------------------ */

/* Something that a loop nest handles without memory: conditions, numbers, one-hot rows. */
static bool is_pattern(mdg_node n)
{
    return mdg_is_onehot(n) || n->op == MDG_DELTA || n->op == MDG_TRI || n->order == 0;
}

/* One factor is an inverse of which one index is summed, the other is kept; the other
 * factor has the summed index only.  The inverse's index leads the result, or ends it where
 * a Cholesky factor will do the work. */
int mdg_solve_operand(mdg_node n, struct mdg_solve *how)
{
    if (n->op != MDG_CONTRACT || n->nargs != 2 || n->nlabels != n->order + 1) {
        return -1;
    }
    for (int k = 0; k < 2; k++) {
        const struct mdg_arg *a = &n->arg[k], *b = &n->arg[1 - k];
        if (!mdg_is_inverse(a->node) || is_pattern(b->node)) {
            continue;
        }
        uint8_t row = a->ix[0], col = a->ix[1];
        bool t = row >= n->order;
        uint8_t kept = t ? col : row, summed = t ? row : col;
        bool rows = n->order > 1 && kept == n->order - 1 && (a->node->props & MDG_SPD);
        if (kept >= n->order || summed < n->order || (kept != 0 && !rows)) {
            continue;
        }
        int meets = 0, keeps = 0;
        for (int i = 0; i < b->node->order; i++) {
            meets += b->ix[i] == summed;
            keeps += b->ix[i] == kept;
        }
        if (meets == 1 && keeps == 0) {
            *how = (struct mdg_solve){t, kept != 0};
            return k;
        }
    }
    return -1;
}

/* The axes of x in order, those that are summed last? Then sums run over contiguous
 * elements. */
static bool trailing(mdg_node n, const struct mdg_arg *x)
{
    for (int i = 0; i < x->node->order; i++) {
        bool kept = i < n->order;
        if (kept ? x->ix[i] != i : x->ix[i] < n->order) {
            return false;
        }
        for (int j = 0; j < i; j++) {
            if (x->ix[j] == x->ix[i]) {
                return false;
            }
        }
    }
    return true;
}

static bool is_gram(mdg_node n, const struct mdg_match *g)
{
    return n->arg[0].node == n->arg[1].node && !g->has_batch && g->has_m && g->has_n &&
           g->m == g->n && g->transa != g->transb && !mdg_is_inverse(n->arg[0].node);
}

/* A product of two matrices that differ, known to come out symmetric: half of it will do.
 */
static bool is_symmetric(mdg_node n, const struct mdg_match *g)
{
    return n->order == 2 && (n->props & MDG_SYMMETRIC) && !g->has_batch && g->has_m &&
           g->has_n && g->m == g->n;
}

static enum mdg_kernel choose_contract(struct mdg *m, mdg_node n, unsigned *in_memory,
                                       struct mdg_match *g)
{
    struct mdg_solve how;
    int inv = mdg_solve_operand(n, &how);
    if (inv >= 0) {
        *in_memory = 0; /* the right-hand side is written into the result first */
        return MDG_K_SOLVE;
    }
    if (n->nargs == 1 && !is_pattern(n->arg[0].node) && trailing(n, &n->arg[0])) {
        *in_memory = 1;
        return n->order == 0 ? MDG_K_SUM : MDG_K_ROWSUM;
    }
    if (n->nargs == 2 && !is_pattern(n->arg[0].node) && !is_pattern(n->arg[1].node) &&
        mdg_match_node(m, n, g)) {
        *in_memory = 3;
        return is_gram(n, g)              ? MDG_K_SYRK
               : is_symmetric(n, g)       ? MDG_K_GEMMT
               : g->has_m && g->has_n     ? MDG_K_GEMM
               : g->has_m || g->has_batch ? MDG_K_GEMV
                                          : MDG_K_DOT;
    }
    if (n->nargs == 2 && !is_pattern(n->arg[0].node) && !is_pattern(n->arg[1].node) &&
        mdg_match_loops(m, n, g)) {
        *in_memory = 3;
        return MDG_K_GEMM;
    }
    return MDG_K_LOOP;
}

/* ---- the rest ----------------------------------------------------------------------- */

static enum mdg_kernel choose_reduce(mdg_node n, unsigned *in_memory)
{
    if (!trailing(n, &n->arg[0])) {
        return MDG_K_LOOP; /* plan.c brings the axes into order before it comes to this */
    }
    *in_memory = 1;
    return n->kind == MDG_R_LSE ? MDG_K_LSE
           : n->order == 0      ? MDG_K_REDUCE
                                : MDG_K_ROWREDUCE;
}

static enum mdg_kernel choose_matrix(mdg_node n, unsigned *in_memory)
{
    static const enum mdg_kernel of[MDG_NMATRIX] = {
        [MDG_M_INV] = MDG_K_INVERSE,   [MDG_M_DET] = MDG_K_DET,
        [MDG_M_LOGDET] = MDG_K_LOGDET, [MDG_M_LOGPROD] = MDG_K_LOGPROD,
        [MDG_M_ADJ] = MDG_K_ADJ,       [MDG_M_CHOL] = MDG_K_CHOL,
        [MDG_M_EIGVALS] = MDG_K_EIGH,  [MDG_M_EIGVECS] = MDG_K_EIGH,
        [MDG_M_SVDVALS] = MDG_K_SVD,   [MDG_M_SVDU] = MDG_K_SVD,
        [MDG_M_SVDV] = MDG_K_SVD,      [MDG_M_EXPM] = MDG_K_EXPM,
        [MDG_M_EXPMD] = MDG_K_EXPMD,   [MDG_M_EXPMDD] = MDG_K_EXPMDD,
        [MDG_M_ADJD] = MDG_K_ADJD,     [MDG_M_ADJDD] = MDG_K_ADJDD};
    *in_memory = 7;
    return of[n->kind];
}

static enum mdg_kernel choose(struct mdg *m, mdg_node n, unsigned *in_memory,
                              struct mdg_match *match)
{
    *in_memory = 0;
    switch (n->op) {
    case MDG_CONTRACT:
        return n->nlabels > n->order ? choose_contract(m, n, in_memory, match) : MDG_K_LOOP;
    case MDG_MAP:
        return n->order && mdg_vector_map(n) ? MDG_K_VECTOR : MDG_K_LOOP;
    case MDG_REDUCE:
        return choose_reduce(n, in_memory);
    case MDG_MATRIX:
        return choose_matrix(n, in_memory);
    case MDG_CUMSUM:
        *in_memory = 1;
        return MDG_K_CUMSUM;
    case MDG_LOO:
        *in_memory = 1;
        return MDG_K_LOO;
    case MDG_LOODIFF:
        *in_memory = 3;
        return MDG_K_LOODIFF;
    default:
        return MDG_K_LOOP;
    }
}

static bool is_product(enum mdg_kernel k)
{
    return k == MDG_K_GEMM || k == MDG_K_GEMMT || k == MDG_K_SYRK;
}

/* Kernels that a few lines of C do better where sizes are small integers. */
static bool is_simple(enum mdg_kernel k)
{
    return is_product(k) || k == MDG_K_GEMV || k == MDG_K_DOT || k == MDG_K_SUM ||
           k == MDG_K_ROWSUM || k == MDG_K_VECTOR;
}

enum mdg_kernel mdg_choose_kernel(struct mdg *m, const struct mdg_plan *p, mdg_node n,
                                  unsigned *in_memory, struct mdg_match *match)
{
    enum mdg_kernel k = choose(m, n, in_memory, match);
    if (p->small && is_simple(k) && mdg_is_few(n)) {
        *in_memory = is_product(k) ? *in_memory : 0; /* each element is read many times */
        return MDG_K_LOOP;
    }
    return k;
}
