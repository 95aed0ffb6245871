/* Evaluation of the DAG in double, node by node in the order of ids. */
#include "eval.h"

#include "dense.h"
#include "loops.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PER_NODE = 50 }; /* operations that a node costs beside its elements */

struct slot {
    mdg_node node;
    double *v;
    size_t room;   /* elements allocated */
    int64_t count; /* elements in use */
};

struct mdg_eval {
    struct mdg_owned own; /* by m */
    struct mdg *m;
    size_t nslots, nroots;
    struct slot *slot;
    size_t *of;   /* node id -> slot */
    size_t *root; /* root -> slot */
    double *work; /* scratch */
    size_t room;
    mdg_node failed;
};

const char *mdg_eval_text(enum mdg_eval_code code)
{
    static const char *const text[] = {
        [MDG_EVAL_OK] = "no error",
        [MDG_EVAL_NOT_SPD] = "matrix is not positive definite",
        [MDG_EVAL_SINGULAR] = "matrix is singular",
        [MDG_EVAL_DOMAIN] = "logarithm of a determinant or product that is not positive",
        [MDG_EVAL_LABEL] = "class label out of range",
        [MDG_EVAL_EMPTY] = "maximum or minimum of nothing",
        [MDG_EVAL_SIZE] = "a size is negative, or a part lies outside",
        [MDG_EVAL_BUDGET] = "too large to evaluate",
        [MDG_EVAL_MEMORY] = "out of memory",
        [MDG_EVAL_LINEAR] = "a placeholder of the calculus",
    };
    return text[code];
}

/* ---- a run's memory ------------------------------------------------------ */

static void release(struct mdg_owned *own)
{
    struct mdg_eval *e = (struct mdg_eval *)(void *)own; /* its first member */
    for (size_t k = 0; k < e->nslots; k++) {
        free(e->slot[k].v);
    }
    free(e->slot);
    free(e->work);
    free(e);
}

struct mdg_eval *mdg_eval_new(struct mdg *m, size_t nroots, const mdg_node *roots)
{
    unsigned *ids;
    size_t n = mdg_reach(m, nroots, roots, &ids);
    size_t *of = MDG_ARRAY(m, n ? ids[n - 1] + 1 : 1, size_t);
    size_t *root = MDG_ARRAY(m, nroots + 1, size_t);
    for (size_t k = 0; k < n; k++) {
        of[ids[k]] = k;
    }
    for (size_t k = 0; k < nroots; k++) {
        root[k] = of[roots[k]->id];
    }
    struct mdg_eval *e = calloc(1, sizeof *e);
    struct slot *slot = calloc(n + 1, sizeof *slot);
    if (!e || !slot) {
        free(e);
        free(slot);
        mdg_fail(m, MDG_EIO, "out of memory");
    }
    for (size_t k = 0; k < n; k++) {
        slot[k].node = mdg_node_at(m, ids[k]);
    }
    *e = (struct mdg_eval){
        .m = m, .nslots = n, .nroots = nroots, .slot = slot, .of = of, .root = root};
    mdg_own(m, &e->own, release);
    return e;
}

void mdg_eval_free(struct mdg_eval *e)
{
    if (e) {
        mdg_disown(&e->own);
        release(&e->own);
    }
}

/* Scratch of n elements; NULL without memory. Valid until the next call. */
static double *scratch(struct mdg_eval *e, size_t n)
{
    if (n >= e->room) {
        free(e->work);
        e->work = malloc((n + 1) * sizeof *e->work);
        e->room = e->work ? n + 1 : 0;
    }
    return e->work;
}

const double *mdg_eval_value(const struct mdg_eval *e, size_t root, int64_t *count)
{
    const struct slot *s = &e->slot[e->root[root]];
    *count = s->count;
    return s->v;
}

mdg_node mdg_eval_failed(const struct mdg_eval *e)
{
    return e->failed;
}

bool mdg_eval_uses(const struct mdg_eval *e, const struct mdg_input *in)
{
    for (size_t k = 0; k < e->nslots; k++) {
        if (e->slot[k].node->op == MDG_INPUT && e->slot[k].node->input == in) {
            return true;
        }
    }
    return false;
}

/* ---- operators over labels ----------------------------------------------- */

/* Is a product with n 0 where n is 0, whatever the others are? Generated code has no terms
 * there either: 1 / U is infinite below the diagonal of an upper triangle U, and the
 * product with the identity is a diagonal. */
static bool selects(mdg_node n)
{
    return n->selects || n->op == MDG_DELTA || n->op == MDG_TRI;
}

static struct mdg_factor factor_of(const struct mdg_eval *e, const struct mdg_arg *a)
{
    const struct slot *s = &e->slot[e->of[a->node->id]];
    struct mdg_factor f = {.v = s->v, .order = a->node->order, .selects = selects(a->node)};
    for (int i = 0; i < f.order; i++) {
        f.ix[i] = a->ix ? a->ix[i] : (uint8_t)i;
    }
    return f;
}

static const enum mdg_eval_code from_loop[] = {
    [MDG_LOOP_OK] = MDG_EVAL_OK,
    [MDG_LOOP_EMPTY] = MDG_EVAL_EMPTY,
    [MDG_LOOP_BUDGET] = MDG_EVAL_BUDGET,
    [MDG_LOOP_MEMORY] = MDG_EVAL_MEMORY,
};

static enum mdg_eval_code eval_labelled(struct mdg_eval *e, mdg_node n,
                                        const int64_t *extent, int64_t count, double *y,
                                        uint64_t *budget)
{
    double loop = n->op == MDG_REDUCE ? 20 * mdg_points(n->nlabels, extent)
                  : n->op == MDG_MAP  ? 20 * (double)count
                  : n->op == MDG_SUM  ? (double)n->nargs * (double)count
                                      : 0; /* CONTRACT charges itself */
    if (!mdg_charge(budget, loop)) {
        return MDG_EVAL_BUDGET;
    }
    struct mdg_factor *f = calloc((size_t)n->nargs + 1, sizeof *f);
    enum mdg_loop_code rc = f ? MDG_LOOP_OK : MDG_LOOP_MEMORY;
    for (int k = 0; f && k < n->nargs; k++) {
        f[k] = factor_of(e, &n->arg[k]);
    }
    if (!rc && n->op == MDG_CONTRACT) {
        rc = mdg_loop_contract(n->nargs, f, n->order, n->nlabels, extent, y, budget);
    } else if (!rc && n->op == MDG_MAP) {
        mdg_loop_map((enum mdg_map_fn)n->kind, f, n->order, extent, y);
    } else if (!rc && n->op == MDG_REDUCE) {
        rc = mdg_loop_reduce((enum mdg_reduce)n->kind, f, n->order, n->nlabels, extent, y);
    } else if (!rc) {
        memset(y, 0, (size_t)count * sizeof *y);
        for (int k = 0; k < n->nargs; k++) {
            mdg_loop_add(n->coef[k], &f[k], n->order, extent, y);
        }
    }
    free(f);
    return from_loop[rc];
}

/* ---- leaves and re-indexings --------------------------------------------- */

static enum mdg_eval_code eval_input(mdg_node n, const struct mdg_point *at,
                                     const int64_t *extent, int64_t count, double *y)
{
    const struct mdg_input *in = n->input;
    if (!in->is_labels) {
        if (count) {
            memcpy(y, at->values[in->index], (size_t)count * sizeof *y);
        }
        return MDG_EVAL_OK;
    }
    int64_t classes = mdg_size_is(in->declared[1], 1) ? 1 : extent[n->order - 1];
    for (int64_t i = 0; i < count && classes > 0; i++) {
        int32_t c = at->labels[in->index][i / classes];
        if (c < 0 || c >= classes) {
            return MDG_EVAL_LABEL;
        }
        y[i] = i % classes == c;
    }
    return MDG_EVAL_OK;
}

static void eval_pattern(mdg_node n, const int64_t *extent, double *y)
{
    for (int64_t i = 0; i < extent[0]; i++) {
        for (int64_t j = 0; j < extent[1]; j++) {
            bool one = n->op == MDG_DELTA          ? i == j
                       : n->kind == MDG_TRI_STRICT ? i > j
                                                   : i >= j;
            y[i * extent[1] + j] = one;
        }
    }
}

/* Both ways: the elements of `part` lie at offset in `whole`. */
static enum mdg_eval_code move_part(mdg_node n, const int64_t *dims, const int64_t *whole,
                                    const int64_t *part, bool is_slice, const double *x,
                                    double *y)
{
    struct mdg_view w = {.v = NULL};
    int64_t pos[MDG_MAX_LABELS] = {0}, at = 0, step = 1, i = 0;
    for (int a = n->order; a-- > 0;) {
        int64_t offset;
        if (!mdg_size_exact(n->offset[a], dims, &offset) || offset < 0 ||
            part[a] > whole[a] || offset > whole[a] - part[a]) {
            return MDG_EVAL_SIZE;
        }
        w.stride[a] = step;
        at += offset * step;
        step *= whole[a];
    }
    if (mdg_product(n->order, part) == 0) {
        return MDG_EVAL_OK;
    }
    do {
        double *to = is_slice ? &y[i] : &y[at];
        *to = is_slice ? x[at] : x[i];
        i++;
    } while (mdg_advance(0, n->order, part, pos, 1, &w, &at));
    return MDG_EVAL_OK;
}

static void eval_cumsum(mdg_node n, const int64_t *extent, int64_t count, const double *x,
                        double *y)
{
    int64_t step = mdg_product(n->order - n->kind - 1, extent + n->kind + 1),
            len = extent[n->kind];
    for (int64_t k = 0; k < count; k++) {
        int64_t i =
            n->flag ? count - 1 - k : k; /* against the order of storage if reversed */
        int64_t at = i / step % len;
        bool first = at == (n->flag ? len - 1 : 0);
        y[i] = x[i] + (first ? 0 : y[n->flag ? i + step : i - step]);
    }
}

/* The product of a[0 .. n-1] without elements i and j. */
static double product_without(int64_t n, const double *a, int64_t i, int64_t j)
{
    double p = 1;
    for (int64_t k = 0; k < n; k++) {
        p *= k == i || k == j ? 1 : a[k];
    }
    return p;
}

static void eval_loo(int64_t n, int64_t count, const double *a, double *y)
{
    for (int64_t i = 0; i < count; i++) {
        y[i] = product_without(n, a + i / n * n, i % n, i % n);
    }
}

static void eval_loo_diff(int64_t n, int64_t acount, int64_t count, const double *a,
                          const double *v, double *y)
{
    for (int64_t i = 0; i < count; i++) { /* a repeats along the leading axes of v */
        const double *row = a + i % acount / n * n;
        y[i] = 0;
        for (int64_t j = 0; j < n; j++) {
            y[i] += j == i % n ? 0 : v[i / n * n + j] * product_without(n, row, i % n, j);
        }
    }
}

/* ---- matrix functions ---------------------------------------------------- */

static const enum mdg_eval_code from_dense[] = {
    [MDG_DENSE_OK] = MDG_EVAL_OK,
    [MDG_DENSE_SINGULAR] = MDG_EVAL_SINGULAR,
    [MDG_DENSE_NOT_SPD] = MDG_EVAL_NOT_SPD,
    [MDG_DENSE_DOMAIN] = MDG_EVAL_DOMAIN,
};

/* log det through Cholesky, for matrices that are positive definite */
static enum mdg_dense_code logdet_spd(int64_t n, const double *a, double *y, double *work)
{
    enum mdg_dense_code rc = mdg_dense_chol(n, a, work);
    *y = 0;
    for (int64_t i = 0; i < n; i++) {
        *y += 2 * log(work[i * n + i]);
    }
    return rc;
}

/* About so many operations for each of k^3; count elements of the result. */
static double multiplications(mdg_node n, double k, double count)
{
    double directions = count / (k * k + 1) + 1;
    switch ((enum mdg_matrix_fn)n->kind) {
    case MDG_M_INV:
        return 1;
    case MDG_M_ADJ:
        return k * k;
    case MDG_M_ADJD:
        return k * k * k * directions;
    case MDG_M_ADJDD:
        return k * k * k * k * directions;
    case MDG_M_EXPMD:
        return 200 * directions;
    case MDG_M_EXPMDD:
        return 1600 * directions;
    default:
        return 40;
    }
}

/* Derivatives in every direction that the last operand holds. */
static void eval_derivative(const struct mdg_eval *e, mdg_node n, int64_t k, int64_t count,
                            double *y, double *work)
{
    const double *x[3] = {NULL, NULL, NULL};
    for (int i = 0; i < n->nargs; i++) {
        x[i] = e->slot[e->of[n->arg[i].node->id]].v;
    }
    bool expm = n->kind == MDG_M_EXPMD || n->kind == MDG_M_EXPMDD, second = n->nargs > 2;
    for (int64_t at = 0; at < count; at += k * k) {
        const double *last = x[n->nargs - 1] + at;
        (expm ? mdg_dense_expmd : mdg_dense_adjd)(k, x[0], second ? x[1] : last,
                                                  second ? last : NULL, y + at, work);
    }
}

static enum mdg_eval_code eval_matrix(struct mdg_eval *e, mdg_node n, const int64_t *dims,
                                      int64_t count, double *y, uint64_t *budget)
{
    mdg_node a = n->arg[0].node;
    const double *x = e->slot[e->of[a->id]].v;
    int64_t rows = 1, cols = 1;
    mdg_size_exact(a->extent[0], dims, &rows);
    mdg_size_exact(a->extent[a->order > 1 ? 1 : 0], dims, &cols);
    int64_t k = rows < cols ? rows : cols, big = rows > cols ? rows : cols;
    double cube = (double)big * (double)big * (double)k + (double)big;
    double times = multiplications(n, (double)k, (double)count);
    if (n->kind == MDG_M_LOGPROD) { /* a vector */
        cube = (double)rows;
        big = 0;
    }
    if (!mdg_charge(budget, times * cube)) {
        return MDG_EVAL_BUDGET;
    }
    double *w = scratch(e, 64 * (size_t)(big * big) + (size_t)big);
    if (!w) {
        return MDG_EVAL_MEMORY;
    }
    double *w1 = w + big * big, *w2 = w1 + big * big, *w3 = w2 + big * big;
    enum mdg_dense_code rc = MDG_DENSE_OK;
    switch ((enum mdg_matrix_fn)n->kind) {
    case MDG_M_INV:
        rc = mdg_dense_inv(k, x, y, w);
        break;
    case MDG_M_DET:
        *y = mdg_dense_det(k, x, w);
        break;
    case MDG_M_LOGDET:
        rc = a->props & MDG_SPD ? logdet_spd(k, x, y, w) : mdg_dense_logdet(k, x, y, w);
        break;
    case MDG_M_LOGPROD:
        rc = mdg_dense_logprod(rows, x, y);
        break;
    case MDG_M_ADJ:
        mdg_dense_adj(k, x, y, w);
        break;
    case MDG_M_CHOL:
        rc = mdg_dense_chol(k, x, y);
        break;
    case MDG_M_EIGVALS:
        mdg_dense_eigh(k, x, y, w, w1);
        break;
    case MDG_M_EIGVECS:
        mdg_dense_eigh(k, x, w, y, w1);
        break;
    case MDG_M_SVDVALS:
        mdg_dense_svd(rows, cols, x, y, w1, w2);
        break;
    case MDG_M_SVDU:
        mdg_dense_svd(rows, cols, x, w3, y, w2);
        break;
    case MDG_M_SVDV:
        mdg_dense_svd(rows, cols, x, w3, w1, y);
        break;
    case MDG_M_EXPM:
        mdg_dense_expm(k, x, y, w);
        break;
    case MDG_M_EXPMD:
    case MDG_M_EXPMDD:
    case MDG_M_ADJD:
    case MDG_M_ADJDD:
        eval_derivative(e, n, k, count, y, w);
        break;
    case MDG_NMATRIX:
        break;
    }
    return from_dense[rc];
}

/* ---- one node, and all of them ------------------------------------------- */

static bool extents(mdg_node n, const int64_t *dims, int64_t *extent)
{
    for (int l = 0; l < n->nlabels; l++) {
        if (!mdg_size_exact(n->extent[l], dims, &extent[l]) || extent[l] < 0) {
            return false;
        }
    }
    return true;
}

static enum mdg_eval_code eval_reshape(const struct slot *from, int64_t count, double *y)
{
    if (from->count != count) {
        return MDG_EVAL_SIZE;
    }
    if (count) {
        memcpy(y, from->v, (size_t)count * sizeof *y);
    }
    return MDG_EVAL_OK;
}

static enum mdg_eval_code eval_node(struct mdg_eval *e, const struct slot *s,
                                    const struct mdg_point *p, const int64_t *extent,
                                    uint64_t *budget)
{
    mdg_node n = s->node;
    double *y = s->v;
    /* operands, or s itself where there is none */
    const struct slot *a = n->nargs > 0 ? &e->slot[e->of[n->arg[0].node->id]] : s;
    const struct slot *b = n->nargs > 1 ? &e->slot[e->of[n->arg[1].node->id]] : s;
    int64_t other[MDG_MAX_LABELS], last = n->order ? extent[n->order - 1] : 1;
    switch (n->op) {
    case MDG_INPUT:
        return eval_input(n, p, extent, s->count, y);
    case MDG_NUMBER:
        *y = n->number;
        return MDG_EVAL_OK;
    case MDG_SIZE: {
        int64_t v = 0;
        bool fits = mdg_size_exact(n->size, p->dims, &v);
        *y = (double)v;
        return fits ? MDG_EVAL_OK : MDG_EVAL_SIZE;
    }
    case MDG_TABLE:
        memcpy(y, n->table, (size_t)s->count * sizeof *y);
        return MDG_EVAL_OK;
    case MDG_DELTA:
    case MDG_TRI:
        eval_pattern(n, extent, y);
        return MDG_EVAL_OK;
    case MDG_CONTRACT:
    case MDG_SUM:
    case MDG_MAP:
    case MDG_REDUCE:
        return eval_labelled(e, n, extent, s->count, y, budget);
    case MDG_MATRIX:
        return eval_matrix(e, n, p->dims, s->count, y, budget);
    case MDG_SLICE:
        extents(a->node, p->dims, other);
        return move_part(n, p->dims, other, extent, true, a->v, y);
    case MDG_PAD:
        memset(y, 0, (size_t)s->count * sizeof *y);
        extents(a->node, p->dims, other);
        return move_part(n, p->dims, extent, other, false, a->v, y);
    case MDG_RESHAPE:
    case MDG_ASSUME:
        return eval_reshape(a, s->count, y);
    case MDG_CUMSUM:
        eval_cumsum(n, extent, s->count, a->v, y);
        return MDG_EVAL_OK;
    case MDG_LOO:
        eval_loo(last, s->count, a->v, y);
        return mdg_charge(budget, (double)s->count * (double)last) ? MDG_EVAL_OK
                                                                   : MDG_EVAL_BUDGET;
    case MDG_LOODIFF:
        if (!mdg_charge(budget, (double)s->count * (double)last * (double)last)) {
            return MDG_EVAL_BUDGET;
        }
        eval_loo_diff(last, a->count, s->count, a->v, b->v, y);
        return MDG_EVAL_OK;
    case MDG_DIFF:
    case MDG_NOPS:
        break;
    }
    return MDG_EVAL_LINEAR;
}

static enum mdg_eval_code run_slot(struct mdg_eval *e, struct slot *s,
                                   const struct mdg_point *p, uint64_t *budget)
{
    int64_t extent[MDG_MAX_LABELS] = {0};
    if (!extents(s->node, p->dims, extent)) {
        return MDG_EVAL_SIZE;
    }
    double count = mdg_points(s->node->order, extent);
    if (!mdg_charge(budget, count + PER_NODE)) {
        return MDG_EVAL_BUDGET;
    }
    s->count = (int64_t)count;
    if ((size_t)s->count >= s->room) {
        free(s->v);
        s->v = malloc(((size_t)s->count + 1) * sizeof *s->v);
        s->room = s->v ? (size_t)s->count + 1 : 0;
    }
    return s->v ? eval_node(e, s, p, extent, budget) : MDG_EVAL_MEMORY;
}

enum mdg_eval_code mdg_eval_run(struct mdg_eval *e, const struct mdg_point *at,
                                uint64_t *budget)
{
    for (size_t k = 0; k < e->nslots; k++) {
        enum mdg_eval_code rc = run_slot(e, &e->slot[k], at, budget);
        if (rc == MDG_EVAL_MEMORY) {
            mdg_fail(e->m, MDG_EIO, "out of memory");
        }
        if (rc) {
            e->failed = e->slot[k].node;
            return rc;
        }
    }
    e->failed = NULL;
    return MDG_EVAL_OK;
}
