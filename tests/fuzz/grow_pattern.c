/* Steps of growth that add several operations at once: what rewrite rules and kernels look
 * for, spelled as one would, and promises that hold. Single operations drawn at random meet
 * in these forms too seldom. */
#include "grow.h"

static int negative(struct grower *g, int a)
{
    return grow_add(g, grow_unary(NEGATE, a));
}

static int turned(struct grower *g, int a)
{
    return grow_add(g, grow_unary(TRANSPOSE, a));
}

static int two(struct grower *g, enum op op, int a, int b)
{
    return grow_add(g, grow_binary(op, a, b));
}

static int reduce(struct grower *g, enum reduce how, int a, int axis)
{
    struct node n = grow_unary(REDUCE, a);
    n.par[0] = (int)how;
    n.par[1] = axis;
    return grow_add(g, n);
}

/* 0, or an axis of a */
static int any_axis(struct grower *g, int a)
{
    int rank = a < 0 ? 0 : g->s->node[a].rank;
    return rank ? below(g, rank + 1) : 0;
}

static int any(struct grower *g, double lo, double hi)
{
    return grow_fit(g, grow_pick(g), lo, hi);
}

/* ---- logarithms, exponentials, roots ---- */

static int log_sum_exp(struct grower *g)
{
    int a = any(g, -9, 3), e = grow_map1(g, "exp", a);
    return grow_map1(g, "log", reduce(g, R_SUM, e, any_axis(g, a)));
}

static int soft_max(struct grower *g)
{
    int a = any(g, -9, 3), e = grow_map1(g, "exp", a);
    int p = two(g, DIV, e, reduce(g, R_SUM, e, any_axis(g, a)));
    return chance(g, 50) ? p : grow_map1(g, "log", p);
}

static int log_of_soft_max(struct grower *g)
{
    int a = any(g, -9, 9);
    struct node n = grow_unary(SOFTMAX, a);
    n.par[1] = any_axis(g, a);
    return grow_map1(g, "log", grow_add(g, n));
}

static int one_plus_exp(struct grower *g)
{
    static const char *const outer[] = {"log", "log1p", "reciprocal", "log"};
    int e = grow_map1(g, "exp", any(g, -9, 3)), k = below(g, 4);
    return grow_map1(g, outer[k], k == 1 ? e : two(g, ADD, grow_number(g, 1), e));
}

static int of_sigmoid(struct grower *g)
{
    int a = any(g, -9, 9), s = grow_map1(g, "sigmoid", a);
    switch (below(g, 4)) {
    case 0:
        return grow_map1(g, "log", s);
    case 1:
        return two(g, HADAMARD, grow_map1(g, "exp", grow_fit(g, a, -9, 3)),
                   grow_map1(g, "sigmoid", negative(g, grow_fit(g, a, -9, 3))));
    default:
        s = two(g, SUB, grow_number(g, 1), s);
        return chance(g, 50) ? s : grow_map1(g, "log", s);
    }
}

static int log_of_product(struct grower *g)
{
    int e = grow_map1(g, "exp", any(g, -6, 3)), b = any(g, 0.05, 50);
    return grow_map1(g, "log", two(g, chance(g, 50) ? HADAMARD : DIV, e, b));
}

static int reciprocals(struct grower *g)
{
    static const char *const inner[] = {"reciprocal", "exp", "sqrt"};
    int k = below(g, 3), a = k == 1 ? any(g, -3, 3) : any(g, 0.2, 20);
    return two(g, DIV, grow_number(g, 1), grow_map1(g, inner[k], a));
}

static int root_of_squares(struct grower *g)
{
    int a = grow_pick(g), q = grow_map1(g, "square", a);
    return grow_map1(g, "sqrt", reduce(g, R_SUM, q, any_axis(g, a)));
}

static int square_of_root(struct grower *g)
{
    int k = below(g, 3), a = k == 1 ? any(g, 0.05, 50) : grow_pick(g);
    int r = k == 0   ? grow_add(g, grow_unary(NORM, a))
            : k == 1 ? grow_map1(g, "sqrt", a)
                     : grow_map1(g, "abs", a);
    return chance(g, 50) ? grow_map1(g, "square", r) : two(g, HADAMARD, r, r);
}

/* c A + c B */
static int common_factor(struct grower *g)
{
    int c = grow_pick_rank(g, 0, 0), a = grow_pick(g);
    int b = grow_map1(g, "tanh", a);
    return two(g, chance(g, 50) ? ADD : SUB, two(g, MUL, c, a), two(g, MUL, c, b));
}

/* Functions of a diagonal, and of what stands there */
static int of_diagonal(struct grower *g)
{
    static const char *const f[] = {"exp", "sigmoid", "square", "sin", "cosh", "softplus"};
    int a = grow_fit(g, grow_pick_square(g), -3, 3);
    int d = grow_add(g, grow_unary(DIAG, a));
    return grow_map1(g, f[below(g, 6)], grow_map1(g, f[below(g, 6)], d));
}

/* sum of Y o log_softmax(Z, 2), the rows of Y being classes or shares */
static int cross_entropy(struct grower *g)
{
    for (int i = 0; i < g->s->ninputs; i++) {
        const struct input *in = &g->s->input[i];
        const struct node *y = &g->s->node[i];
        bool shares = in->form == LABELS || in->attr == ONEHOT || in->attr == SIMPLEX;
        for (int z = g->s->nnodes - 1; shares && y->rank == 2 && z >= 0; z--) {
            const struct node *n = &g->s->node[z];
            if (z != i && n->rank == 2 && size_same(&n->shape[0], &y->shape[0]) &&
                size_same(&n->shape[1], &y->shape[1])) {
                struct node l = grow_unary(LOG_SOFTMAX, grow_fit(g, z, -20, 20));
                l.par[1] = 2;
                return reduce(g, R_SUM, two(g, HADAMARD, i, grow_add(g, l)), 0);
            }
        }
    }
    return -1;
}

/* ---- products ---- */

static int quadratic_form(struct grower *g)
{
    int a = grow_pick_square(g), x = -1;
    for (int t = 0; t < 20 && a >= 0; t++) {
        x = grow_pick_rank(g, 2, 2);
        const struct node *n = &g->s->node[x];
        if (n->rank == 2 && g->s->node[a].rank == 2 &&
            size_same(&n->shape[0], &g->s->node[a].shape[0])) {
            return two(g, MUL, turned(g, x), two(g, MUL, a, x));
        }
    }
    return -1;
}

/* X' diag(d) X and X' (d o X), for a column d */
static int weighted_gram(struct grower *g)
{
    int x = grow_pick_rank(g, 2, 2);
    const struct node *n = &g->s->node[x];
    if (n->rank != 2) {
        return -1;
    }
    struct size rows = n->shape[0];
    for (int t = 0; t < 20; t++) {
        int d = grow_pick_rank(g, 2, 2);
        n = &g->s->node[d];
        if (n->rank == 2 && size_is_one(&n->shape[1]) && size_same(&n->shape[0], &rows)) {
            int wide = grow_add(g, grow_unary(DIAG, d));
            return two(g, MUL, turned(g, x),
                       chance(g, 50) ? two(g, HADAMARD, d, x) : two(g, MUL, wide, x));
        }
    }
    return -1;
}

static int of_inverse(struct grower *g)
{
    int a = grow_regular(g);
    switch (below(g, 6)) {
    case 0:
        return grow_map1(g, "log", grow_add(g, grow_unary(DET, grow_definite(g))));
    case 1:
        return grow_add(g, grow_unary(INV, grow_add(g, grow_unary(INV, a))));
    case 2:
        return grow_add(g, grow_unary(INV, two(g, MUL, grow_number(g, 2), a)));
    case 3:
        return grow_add(g, grow_unary(chance(g, 50) ? INV : DET, turned(g, a)));
    case 4:
        return grow_add(
            g, grow_unary(chance(g, 50) ? DET : INV,
                          grow_add(g, grow_unary(chance(g, 50) ? TRIL : TRIU, a))));
    default:
        for (int t = 0; t < 20; t++) {
            int y = two(g, MUL, grow_add(g, grow_unary(INV, a)), grow_pick_rank(g, 2, 2));
            if (y >= 0) {
                return y;
            }
        }
        return -1;
    }
}

/* A size as a number: sqrt(n), n / 2 */
static int number_of_size(struct grower *g)
{
    static const char *const f[] = {"sqrt", "log1p", "reciprocal"};
    struct node n = grow_blank(DIM);
    n.nsizes = 1;
    n.size[0] = g->size[below(g, 3)];
    int d = size_is_int(&n.size[0], NULL) ? -1 : grow_add(g, n);
    d = chance(g, 50) ? grow_map1(g, f[below(g, 3)], d) : two(g, DIV, d, grow_number(g, 2));
    return two(g, MUL, d, grow_pick(g));
}

int step_pattern(struct grower *g)
{
    static int (*const pattern[])(struct grower *) = {
        log_sum_exp,    soft_max,      log_of_soft_max, one_plus_exp,   of_sigmoid,
        log_of_product, reciprocals,   root_of_squares, square_of_root, common_factor,
        of_diagonal,    cross_entropy, cross_entropy,   quadratic_form, weighted_gram,
        of_inverse,     of_inverse,    number_of_size};
    return pattern[below(g, (int)(sizeof pattern / sizeof *pattern))](g);
}

/* assume(): what is true of the matrix by its making */
int step_promise(struct grower *g)
{
    struct node n = grow_unary(ASSUME, grow_pick(g));
    n.par[0] = chance(g, 50) ? POSITIVE : NONNEGATIVE;
    int a = -1;
    switch (below(g, 6)) {
    case 0:
        a = grow_pick_square(g);
        n.par[0] = chance(g, 50) ? LOWER : UPPER;
        n.kid[0] = grow_add(g, grow_unary(n.par[0] == LOWER ? TRIL : TRIU, a));
        break;
    case 1:
        a = grow_pick_square(g);
        n.par[0] = SYMMETRIC;
        n.kid[0] = two(g, ADD, a, turned(g, a));
        break;
    case 2:
        n.par[0] = DIAGONAL;
        n.kid[0] = grow_add(
            g, grow_unary(DIAG, grow_add(g, grow_unary(DIAG, grow_pick_square(g)))));
        break;
    case 3: {
        struct node p = grow_unary(SOFTMAX, grow_fit(g, grow_pick_rank(g, 2, 2), -9, 9));
        const struct node *k = p.kid[0] < 0 ? NULL : &g->s->node[p.kid[0]];
        if (!k || k->rank != 2) {
            return -1;
        }
        p.par[1] = size_is_one(&k->shape[1]) ? 1 : 2;
        n.par[0] = SIMPLEX;
        n.kid[0] = grow_add(g, p);
        break;
    }
    default:
        n.kid[0] = grow_fit(g, n.kid[0], 0.01, 1e3);
    }
    bool square = n.kid[0] >= 0 && g->s->node[n.kid[0]].rank == 2;
    return square || n.par[0] >= POSITIVE ? grow_add(g, n) : -1;
}
