/* Tensors as the matrices of linear maps. The derivative of a matrix Y by a matrix X has
 * four axes; as a matrix its rows are the elements of Y and its columns those of X,
 * numbered as they are stored, row by row. With vec(X') for the rows of X stacked:
 *
 *     a_ik b_jl         A kron B           vec((A X B')') = (A kron B) vec(X')
 *     a_il b_jk         (A kron B) K       K vec(X') = vec(X)
 *     u_ij delta_ik delta_jl    diag(vec(U'))      U .* X
 *     u_ij v_kl         vec(U') vec(V')'   U Tr(V' X)
 *
 * (Magnus and Neudecker, Matrix Differential Calculus, chapters 2 and 3, there with columns
 * stacked). i, j are the axes of Y and k, l those of X; where one of the two is a vector it
 * has one axis only. */
#include "print_form.h"

#include <string.h>

struct layout {
    struct printing *c;
    int rows, cols; /* axes */
    const char *commutation;
    unsigned *used;
};

static mdg_form stacked(struct layout *y, mdg_form f)
{
    mdg_form t = mdg_form_transpose(y->c, f);
    *y->used |= MDG_USES_VEC;
    return mdg_form_call(y->c, "vec", 1, &t, mdg_form_leaf(y->c, F_ONES, 1));
}

/* The matrix f with its axis `label` as rows. */
static mdg_form turned(struct layout *y, const struct factor *f, int label)
{
    return f->ix[0] == label ? f->f : mdg_form_transpose(y->c, f->f);
}

static mdg_form commuted(struct layout *y, mdg_form f)
{
    *y->used |= MDG_USES_COMMUTATION;
    mdg_form k = mdg_form_literal(y->c, y->commutation, true, true);
    return f->kind == F_EYE ? k : mdg_form_multiply(y->c, f, k);
}

/* One side of a Kronecker product: a matrix at (row, col), or a vector at each, or at one
 * of them. The factors that it takes are counted in *taken. */
static mdg_form side(struct layout *y, int n, const struct factor *f, int row, int col,
                     int *taken)
{
    mdg_form u = NULL, v = NULL;
    for (int k = 0; k < n; k++) {
        int order = f[k].f->order;
        bool at_row = f[k].ix[0] == row || (order == 2 && f[k].ix[1] == row);
        bool at_col = f[k].ix[0] == col || (order == 2 && f[k].ix[1] == col);
        if (order == 2 && at_row && at_col) {
            *taken += 1;
            return turned(y, &f[k], row);
        }
        if (order == 1 && (at_row || at_col)) {
            *taken += 1;
            u = at_row ? f[k].f : u;
            v = at_col ? f[k].f : v;
        }
    }
    mdg_form t = v ? mdg_form_transpose(y->c, v) : NULL;
    return u && t ? mdg_form_multiply(y->c, u, t) : u ? u : t;
}

/* Which axis of the first `axes` stands at side i: a single one at side `crossed`, of two
 * the other one if crossed; -1: none. */
static int axis_at(int axes, int i, int crossed)
{
    return axes == 2 ? (crossed ? 1 - i : i) : axes == 1 && i == crossed ? 0 : -1;
}

/* A kron B, row axis i with column axis i, or with the other one. */
static mdg_form kronecker(struct layout *y, int n, const struct factor *f, int crossed)
{
    mdg_form two[2];
    int taken = 0;
    bool square = y->rows == 2 && y->cols == 2;
    for (int i = 0; i < 2; i++) {
        int row = y->rows == 2 ? i : axis_at(y->rows, i, crossed);
        int col = y->cols == 2 && !square ? i : axis_at(y->cols, i, crossed);
        two[i] = side(y, n, f, row, col < 0 ? -1 : y->rows + col, &taken);
    }
    if (!two[0] || !two[1] || taken != n) {
        return NULL;
    }
    mdg_form like = mdg_form_literal(y->c, "", y->rows > 0, y->cols > 0);
    mdg_form k = mdg_form_shape(y->c, S_KRON, 2, two, like);
    bool eye = two[0]->kind == F_EYE && two[1]->kind == F_EYE;
    k = eye ? two[0] : k;
    return crossed && square ? commuted(y, k) : k;
}

static bool spans(const struct factor *f, int a, int b)
{
    return f->f->order == 2 &&
           ((f->ix[0] == a && f->ix[1] == b) || (f->ix[0] == b && f->ix[1] == a));
}

/* vec(U') vec(V')', U at the axes of Y and V at those of X. */
static mdg_form outer(struct layout *y, int n, const struct factor *f)
{
    for (int k = 0; k < 2 && n == 2; k++) {
        if (spans(&f[k], 0, 1) && spans(&f[1 - k], 2, 3)) {
            mdg_form u = stacked(y, turned(y, &f[k], 0)),
                     v = stacked(y, turned(y, &f[1 - k], 2));
            return mdg_form_multiply(y->c, u, mdg_form_transpose(y->c, v));
        }
    }
    return NULL;
}

/* diag(vec(U')): two identities, and U at one axis of each. */
static mdg_form diagonal(struct layout *y, int n, const struct factor *f, bool crossed)
{
    const struct factor *rest = NULL;
    int eyes = 0;
    for (int k = 0; k < n && n == 3; k++) {
        bool eye = f[k].f->kind == F_EYE &&
                   (spans(&f[k], 0, crossed ? 3 : 2) || spans(&f[k], 1, crossed ? 2 : 3));
        eyes += eye;
        rest = eye ? rest : &f[k];
    }
    if (eyes != 2 || !rest || rest->f->order != 2) {
        return NULL;
    }
    int l[2];
    for (int i = 0; i < 2; i++) { /* the row axis that each label is equal to */
        int a = rest->ix[i];
        l[i] = a < 2 ? a : crossed ? 3 - a : a - 2;
    }
    if (l[0] == l[1]) {
        return NULL;
    }
    mdg_form u = l[0] == 0 ? rest->f : mdg_form_transpose(y->c, rest->f);
    mdg_form d = mdg_form_diag(y->c, stacked(y, u));
    return crossed ? commuted(y, d) : d;
}

static mdg_form of_factors(struct layout *y, const struct factors *p)
{
    struct printing *c = y->c;
    struct factor *f = MDG_ARRAY(c->m, p->f.count + 1, struct factor);
    mdg_form scalars, g = NULL;
    int order = y->rows + y->cols;
    int n = mdg_form_reduced(c, order, p->nlabels, (int)p->f.count, p->f.data, f, &scalars);
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < f[k].f->order; i++) {
            if (f[k].ix[i] >= order || f[k].f->order > 2 || f[k].tri) {
                return NULL;
            }
        }
    }
    for (int crossed = 0; crossed < 2 && !g; crossed++) {
        g = kronecker(y, n, f, crossed);
        if (!g && y->rows == 2 && y->cols == 2) {
            g = diagonal(y, n, f, crossed);
        }
    }
    if (!g && y->rows == 2 && y->cols == 2) {
        g = outer(y, n, f);
    }
    if (!g && y->rows == 0 && n == 1 && spans(&f[0], 0, 1)) {
        g = mdg_form_transpose(c, stacked(y, turned(y, &f[0], 0)));
    }
    return g ? mdg_form_multiply(c, scalars, g) : NULL;
}

static mdg_form of_term(struct layout *y, mdg_node n, const uint8_t *to);

/* Terms, each with the labels `to` of n. */
static mdg_form of_sum(struct layout *y, mdg_node n, const uint8_t *to)
{
    mdg_form *f = MDG_ARRAY(y->c->m, n->nargs + 1, mdg_form);
    for (int k = 0; k < n->nargs; k++) {
        mdg_node x = n->arg[k].node;
        uint8_t *ix = MDG_ARRAY(y->c->m, x->order + 1, uint8_t);
        for (int i = 0; i < x->order; i++) {
            ix[i] = to[n->arg[k].ix[i]];
        }
        f[k] = x->order == n->order ? of_term(y, x, ix) : NULL;
        if (!f[k]) {
            return NULL;
        }
    }
    return n->nargs ? mdg_form_sum(y->c, n->nargs, f, n->coef, f[0]) : NULL;
}

/* A sum with scalars as factors, or NULL. */
static mdg_form of_multiple(struct layout *y, mdg_node n, const uint8_t *to)
{
    const struct mdg_arg *sum = NULL;
    mdg_form s = mdg_form_number(y->c, 1);
    for (int k = 0; k < n->nargs; k++) {
        mdg_node x = n->arg[k].node;
        if (x->order == 0) {
            s = mdg_form_multiply(y->c, s, mdg_form_of(y->c, x));
        } else if (!sum && x->op == MDG_SUM && x->order == n->order) {
            sum = &n->arg[k];
        } else {
            return NULL;
        }
    }
    if (!sum) {
        return NULL;
    }
    uint8_t ix[MDG_MAX_LABELS];
    for (int i = 0; i < n->order; i++) {
        ix[i] = to[sum->ix[i]];
    }
    mdg_form f = of_sum(y, sum->node, ix);
    return f ? mdg_form_multiply(y->c, s, f) : NULL;
}

static mdg_form of_term(struct layout *y, mdg_node n, const uint8_t *to)
{
    struct factors p = {.nlabels = y->rows + y->cols};
    if (n->op == MDG_SUM) {
        return of_sum(y, n, to);
    }
    if (n->op == MDG_CONTRACT) {
        mdg_form multiple = of_multiple(y, n, to);
        if (multiple || n->nlabels > MDG_MAX_LABELS) {
            return multiple;
        }
        uint8_t *ix = MDG_ARRAY(y->c->m, n->nlabels + 1, uint8_t);
        memcpy(ix, to, (size_t)n->order);
        for (int l = n->order; l < n->nlabels; l++) {
            ix[l] = (uint8_t)p.nlabels++;
        }
        mdg_form_take_factors(y->c, &p, n, ix);
    } else if (n->order <= 2) {
        const struct factor f = {.f = mdg_form_of(y->c, n), .ix = to};
        MDG_PUSH(y->c->m, &p.f, f);
    } else {
        return NULL;
    }
    return of_factors(y, &p);
}

mdg_form mdg_form_linear(struct printing *c, mdg_node n, int rows, const char *commutation,
                         unsigned *used)
{
    static const uint8_t same[4] = {0, 1, 2, 3};
    struct layout y = {c, rows, n->order - rows, commutation, used};
    if (n->order > 4 || rows > 2 || y.cols > 2) {
        return NULL;
    }
    if (rows <= 1 && y.cols <= 1) { /* a matrix as it is; of a scalar, a row */
        mdg_form f = mdg_form_of(c, n);
        return rows == 0 ? mdg_form_transpose(c, f) : f;
    }
    if (mdg_is_zero(n)) {
        return mdg_form_number(c, 0);
    }
    return of_term(&y, n, same);
}
