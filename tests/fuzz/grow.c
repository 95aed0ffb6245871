/* Draw a spec: inputs with numbers, then nodes on top of them, each kept only if its value
 * is fit (in the domain, away from kinks, of moderate size). */
#include "fuzz.h"

#include <math.h>
#include <string.h>

struct grower {
    struct spec *s;
    struct eval *e;
    struct rng r;
    struct size size[3]; /* what most axes have */
    int uses[MAX_NODES];
};

static int below(struct grower *g, int n)
{
    return rng_below(&g->r, n);
}

static bool chance(struct grower *g, int percent)
{
    return rng_chance(&g->r, percent);
}

/* ---- nodes ------------------------------------------------------------------------- */

static bool is_plain(const struct node *n)
{
    return n->op == NUMBER || n->op == DIM;
}

/* Append a node if it is well-typed and its value is fit; -1 if not. */
static int add(struct grower *g, struct node n)
{
    struct spec *s = g->s;
    bool plain = n.nkids > 0;
    for (int k = 0; k < n.nkids; k++) {
        if (n.kid[k] < 0) {
            return -1;
        }
        plain = plain && is_plain(&s->node[n.kid[k]]);
    }
    if (plain || s->nnodes == MAX_NODES || !tree_shape(s, &n)) {
        return -1;
    }
    int i = s->nnodes;
    s->node[i] = n;
    g->e->bad = false;
    g->e->margin = INFINITY;
    eval_node(g->e, i);
    if (g->e->bad || g->e->margin < 4e-3) {
        return -1;
    }
    for (int k = 0; k < n.nkids; k++) {
        g->uses[n.kid[k]]++;
    }
    g->uses[i] = 0;
    return s->nnodes++;
}

static struct node blank(enum op op)
{
    struct node n;
    memset(&n, 0, sizeof n);
    n.op = op;
    return n;
}

static struct node unary(enum op op, int a)
{
    struct node n = blank(op);
    n.nkids = 1;
    n.kid[0] = a;
    return n;
}

static struct node binary(enum op op, int a, int b)
{
    struct node n = unary(op, a);
    n.nkids = 2;
    n.kid[1] = b;
    return n;
}

static int number(struct grower *g, double v)
{
    struct node n = blank(NUMBER);
    n.number = v;
    return add(g, n);
}

/* an eighth, not 0 */
static int any_number(struct grower *g)
{
    int v = below(g, 32) - 16;
    return number(g, (v ? v : 4) / 8.0);
}

static int map1(struct grower *g, const char *name, int a)
{
    struct node n = unary(MAP1, a);
    while (strcmp(map1s[n.par[0]].name, name) != 0) {
        n.par[0]++;
    }
    return add(g, n);
}

static int eye(struct grower *g, const struct size *s)
{
    struct node n = blank(EYE);
    n.nsizes = 1;
    n.size[0] = *s;
    return add(g, n);
}

/* A node that is not a plain number; those not used yet come more often. */
static int pick(struct grower *g)
{
    int n = g->s->nnodes, i = below(g, n);
    for (int t = 0; t < 12; t++) {
        i = chance(g, 40) ? n - 1 - below(g, n < 4 ? n : 4) : below(g, n);
        if (!is_plain(&g->s->node[i]) && (g->uses[i] == 0 || chance(g, 35))) {
            return i;
        }
    }
    return is_plain(&g->s->node[i]) ? 0 : i;
}

/* One of rank lo .. hi; 0 is a node too, so this always gives one */
static int pick_rank(struct grower *g, int lo, int hi)
{
    int i = 0;
    for (int t = 0; t < 20; t++) {
        i = pick(g);
        if (g->s->node[i].rank >= lo && g->s->node[i].rank <= hi) {
            return i;
        }
    }
    return i;
}

static bool square_node(const struct node *n)
{
    return n->rank == 2 && size_same(&n->shape[0], &n->shape[1]);
}

static int pick_square(struct grower *g)
{
    for (int t = 0; t < 30; t++) {
        int i = pick(g);
        if (square_node(&g->s->node[i])) {
            return i;
        }
    }
    int a = pick_rank(g, 2, 2);
    if (g->s->node[a].rank != 2) {
        return -1;
    }
    return chance(g, 50) ? add(g, binary(MUL, a, add(g, unary(TRANSPOSE, a))))
                         : add(g, binary(MUL, add(g, unary(TRANSPOSE, a)), a));
}

/* ---- arguments that fit -------------------------------------------------------------- */

static bool fits(const struct grower *g, int a, double lo, double hi)
{
    for (int i = 0; i < g->s->node[a].count; i++) {
        double v = (double)g->e->val[a][i];
        if (!(v >= lo && v <= hi)) {
            return false;
        }
    }
    return true;
}

/* a, or a function of it with values in lo .. hi */
static int fit(struct grower *g, int a, double lo, double hi)
{
    if (a < 0 || fits(g, a, lo, hi)) {
        return a;
    }
    if (lo > 0) {
        static const char *const positive[] = {"square", "softplus", "sigmoid", "cosh",
                                               "exp"};
        int b = map1(g, positive[below(g, 5)], a);
        b = b < 0 ? map1(g, "sigmoid", a) : b;
        if (b >= 0 && !fits(g, b, lo, hi)) {
            int c = number(g, lo > 1 ? 1.5 : 0.5);
            b = chance(g, 50) ? add(g, binary(ADD, b, c)) : add(g, binary(ADD, c, b));
        }
        a = b;
    } else if (lo > -1.5) {
        static const char *const bounded[] = {"tanh", "sin", "cos", "erf", "atan"};
        int b = map1(g, bounded[below(g, 5)], a);
        b = b < 0 ? map1(g, "tanh", a) : b;
        a = b >= 0 && !fits(g, b, lo, hi) ? add(g, binary(MUL, number(g, 0.5), b)) : b;
    } else {
        double top = 0;
        for (int i = 0; i < g->s->node[a].count; i++) {
            top = fmax(top, fabs((double)g->e->val[a][i]));
        }
        double f = exp2(floor(log2(fmin(-lo, hi) / top)));
        a = chance(g, 50) ? add(g, binary(MUL, number(g, f), a))
                          : add(g, binary(DIV, a, number(g, 1 / f)));
    }
    return a >= 0 && fits(g, a, lo, hi) ? a : -1;
}

/* A positive definite matrix: an input, A'A + c I, x x' + c I ... */
static int definite(struct grower *g)
{
    for (int i = 0; i < g->s->nnodes && chance(g, 60); i++) {
        const struct node *n = &g->s->node[i];
        if (n->op == INPUT && g->s->input[n->par[0]].attr == SPD) {
            return i;
        }
    }
    int a = pick_rank(g, 2, 2);
    if (g->s->node[a].rank != 2) {
        return -1;
    }
    a = fit(g, a, -4, 4);
    int t = add(g, unary(TRANSPOSE, a));
    int p = chance(g, 50) ? add(g, binary(MUL, t, a)) : add(g, binary(MUL, a, t));
    if (p < 0 || g->s->node[p].rank != 2) {
        return -1;
    }
    struct size n = g->s->node[p].shape[0];
    int i = eye(g, &n);
    if (chance(g, 60)) {
        static const double c[] = {0.5, 2, 3};
        i = add(g, binary(MUL, number(g, c[below(g, 3)]), i));
    }
    p = chance(g, 50) ? add(g, binary(ADD, p, i)) : add(g, binary(ADD, i, p));
    if (p >= 0 && chance(g, 30)) {
        struct node promise = unary(ASSUME, p);
        promise.par[0] = SPD;
        return add(g, promise);
    }
    return p;
}

/* A matrix with an inverse, most often. */
static int regular(struct grower *g)
{
    if (chance(g, 40)) {
        return definite(g);
    }
    int a = pick_square(g);
    if (a < 0 || chance(g, 30) || g->s->node[a].rank != 2) {
        return a;
    }
    struct size n = g->s->node[a].shape[0];
    a = fit(g, a, -2, 2);
    return add(
        g, binary(ADD, a, add(g, binary(MUL, number(g, 2.5 + below(g, 3)), eye(g, &n)))));
}

/* ---- steps: each tries to add one operation ---------------------------------------- */

static int step_map1(struct grower *g)
{
    struct node n = unary(MAP1, 0);
    n.par[0] = below(g, nmap1s);
    const struct map1 *f = &map1s[n.par[0]];
    n.kid[0] = fit(g, pick(g), f->lo, f->hi);
    return add(g, n);
}

static int operand(struct grower *g)
{
    if (chance(g, 18)) {
        return any_number(g);
    }
    if (chance(g, 5)) {
        struct node n = blank(DIM);
        n.nsizes = 1;
        n.size[0] = g->size[below(g, 3)];
        return size_is_int(&n.size[0], NULL) ? -1 : add(g, n);
    }
    return pick(g);
}

static int step_arithmetic(struct grower *g)
{
    static const enum op ops[] = {ADD, SUB, HADAMARD, DIV, ADD, MUL};
    for (int t = 0; t < 8; t++) {
        enum op op = ops[below(g, 6)];
        int a = operand(g), b = operand(g);
        if (op == DIV && b >= 0 && !is_plain(&g->s->node[b])) {
            b = fit(g, b, 0.2, 1e3);
        }
        int y = add(g, binary(op, a, b));
        if (y >= 0) {
            return y;
        }
    }
    return -1;
}

static int step_product(struct grower *g)
{
    for (int t = 0; t < 12; t++) {
        int a = pick_rank(g, 2, 2), b = pick_rank(g, 2, 2);
        a = chance(g, 35) ? add(g, unary(TRANSPOSE, a)) : a;
        b = chance(g, 35) ? add(g, unary(TRANSPOSE, b)) : b;
        int y = add(g, binary(MUL, a, b));
        if (y >= 0) {
            return y;
        }
    }
    return -1;
}

static int step_map2(struct grower *g)
{
    int a = operand(g), b = operand(g);
    struct node n = binary(MAP2, a, b);
    n.par[0] = below(g, NMAP2);
    if (a < 0 || b < 0) {
        return -1;
    }
    switch ((enum map2)n.par[0]) {
    case M_POW:
        if (chance(g, 60)) {
            static const double p[] = {2, 3, 0.5, -1, -2, 1, 0, 1.5, 4, -0.5};
            double v = p[below(g, 10)];
            n.kid[1] = number(g, v);
            n.kid[0] = v == 2 || v == 3 || v == 1 || v == 4 ? fit(g, a, -8, 8)
                                                            : fit(g, a, 0.1, 50);
        } else {
            n.kid[0] = fit(g, a, 0.1, 8);
            n.kid[1] = fit(g, b, -3, 3);
        }
        break;
    case M_XLOGY:
        n.kid[1] = fit(g, b, 0.05, 1e3);
        break;
    case M_HUBER:
        n.kid[1] = chance(g, 50) ? number(g, 0.5 + below(g, 4) / 2.0) : fit(g, b, 0.1, 4);
        break;
    case M_LEAKY:
        n.kid[1] = number(g, 0.125 * (1 + below(g, 6)));
        break;
    case M_LT:
    case M_LE:
    case M_GT:
    case M_GE: {
        struct node c = blank(WHERE);
        c.nkids = 3;
        c.kid[0] = add(g, n);
        c.kid[1] = operand(g);
        c.kid[2] = operand(g);
        return add(g, c);
    }
    default:
        break;
    }
    return add(g, n);
}

static int step_clamp(struct grower *g)
{
    struct node n = binary(CLAMP, pick(g), 0);
    n.nkids = 3;
    double lo = (below(g, 12) - 8) / 8.0 + 0.0625;
    n.kid[1] = number(g, lo);
    n.kid[2] = number(g, lo + 0.5 + below(g, 8) / 4.0);
    return add(g, n);
}

static int step_reduce(struct grower *g)
{
    int a = pick_rank(g, 2, 4);
    static const enum op ops[] = {REDUCE, REDUCE, REDUCE, SOFTMAX,  LOG_SOFTMAX,
                                  SUMSQ,  NORM,   NORM1,  NORM_INF, CUMSUM};
    struct node n = unary(ops[below(g, 10)], a);
    n.par[0] = below(g, NREDUCE);
    int rank = g->s->node[a].rank;
    n.par[1] = n.op >= SUMSQ && n.op <= NORM_INF ? 0 : rank ? below(g, rank + 1) : 0;
    bool grows = n.op == SOFTMAX || n.op == LOG_SOFTMAX ||
                 (n.op == REDUCE && n.par[0] == R_LOGSUMEXP);
    n.kid[0] = grows ? fit(g, a, -20, 20) : a;
    return add(g, n);
}

static int step_two_vectors(struct grower *g)
{
    static const enum op ops[] = {DOT, QUADRATIC, OUTER, KRON, HCAT, VCAT};
    for (int t = 0; t < 10; t++) {
        struct node n = binary(ops[below(g, 6)], pick(g), pick(g));
        if (n.op >= HCAT && chance(g, 30)) {
            n.kid[n.nkids++] = pick(g);
        }
        int y = add(g, n);
        if (y >= 0) {
            return y;
        }
    }
    return -1;
}

/* A bound of an axis: 1, 2, ..., or counted from its end. */
static struct size bound(struct grower *g, const struct node *a, int axis, int from)
{
    int left = a->extent[axis] - from;
    struct size s = size_int(from + (left > 0 ? below(g, left + 1) : 0));
    if (chance(g, 50)) {
        struct size back = size_int(left > 0 ? below(g, left + 1) : 0);
        if (!size_add(&a->shape[axis], -1, &back, &s)) {
            s = size_int(1);
        }
    }
    return s;
}

static int step_part(struct grower *g)
{
    int a = pick_rank(g, 2, 4);
    const struct node *k = &g->s->node[a];
    if (k->rank == 0) {
        return -1;
    }
    static const enum op ops[] = {AT, ROW, COL, ROWS, COLS, SLICE};
    struct node n = unary(k->rank > 2 ? AT : ops[below(g, 6)], a);
    int axis = n.op == COL || n.op == COLS || (n.op == SLICE && size_is_one(&k->shape[0]));
    switch (n.op) {
    case AT:
        n.nsizes = k->rank;
        for (int i = 0; i < k->rank; i++) {
            n.size[i] = bound(g, k, i, 1);
        }
        break;
    case ROW:
    case COL:
        n.nsizes = 1;
        n.size[0] = bound(g, k, axis, 1);
        break;
    default:
        n.nsizes = 2;
        n.size[0] = chance(g, 50) ? size_int(1) : bound(g, k, axis, 1);
        n.size[1] = bound(g, k, axis, size_value(&n.size[0], g->s->dim));
    }
    return add(g, n);
}

static int step_reshape(struct grower *g)
{
    int a = pick_rank(g, 2, 4);
    const struct node *k = &g->s->node[a];
    struct node n = unary(RESHAPE, a);
    if (k->rank == 0) {
        return -1;
    }
    n.nsizes = 2;
    n.size[0] = k->shape[k->rank - 1];
    n.size[1] = size_int(1);
    for (int i = 0; i < k->rank - 1; i++) {
        if (!size_mul(&n.size[1], &k->shape[i], &n.size[1])) {
            return -1;
        }
    }
    if (chance(g, 40)) {
        int into = below(g, 2);
        if (!size_mul(&n.size[0], &n.size[1], &n.size[into])) {
            return -1;
        }
        n.size[!into] = size_int(1);
    } else if (k->rank == 2 && chance(g, 20)) {
        n.nsizes = 3;
        n.size[2] = size_int(1);
    }
    return add(g, n);
}

static int step_layout(struct grower *g)
{
    static const enum op ops[] = {TRANSPOSE, NEGATE, DIAG, TRIL, TRIU, VEC, REPMAT, TRACE};
    struct node n = unary(ops[below(g, 8)], pick_rank(g, 2, 2));
    if (n.op == REPMAT) {
        n.nsizes = 2;
        n.size[0] = chance(g, 30) ? g->size[0] : size_int(1 + below(g, 2));
        n.size[1] = chance(g, 15) ? g->size[1] : size_int(1 + below(g, 2));
    }
    if (n.op == DIAG || n.op == TRACE) {
        n.kid[0] = chance(g, 50) ? pick_square(g) : n.kid[0];
    }
    return add(g, n);
}

static int step_matrix(struct grower *g)
{
    static const enum op ops[] = {DET,      LOGDET,   INV,    SOLVE,  CHOL,    ADJ,
                                  EXPM,     EIGVALSH, EIGMAX, EIGMIN, SVDVALS, NUCLEAR,
                                  SPECTRAL, POWER,    INV,    SOLVE,  LOGDET};
    struct node n = unary(ops[below(g, 17)], 0);
    switch (n.op) {
    case LOGDET:
    case INV:
        n.kid[0] = regular(g);
        break;
    case SOLVE:
        n.nkids = 2;
        n.kid[0] = regular(g);
        for (int t = 0; t < 20; t++) {
            n.kid[1] = pick_rank(g, 2, 2);
            int y = add(g, n);
            if (y >= 0) {
                return y;
            }
        }
        return -1;
    case CHOL:
        n.kid[0] = definite(g);
        break;
    case EXPM:
        n.kid[0] = fit(g, pick_square(g), -2, 2);
        break;
    case SVDVALS:
    case NUCLEAR:
    case SPECTRAL:
        n.kid[0] = pick_rank(g, 2, 2);
        break;
    case POWER:
        if (chance(g, 30)) {
            static const double p[] = {2, 3, 0.5, -1, 1.5};
            n.nkids = 2;
            n.kid[1] = number(g, p[below(g, 5)]);
            n.kid[0] = fit(g, pick_rank(g, 0, 0), 0.1, 50);
            return n.kid[0] >= 0 && g->s->node[n.kid[0]].rank == 0 ? add(g, n) : -1;
        }
        n.par[0] = below(g, 6) - 2;
        n.kid[0] = n.par[0] < 0 ? regular(g) : pick_square(g);
        return n.kid[0] >= 0 && g->s->node[n.kid[0]].rank == 2 ? add(g, n) : -1;
    default:
        n.kid[0] = pick_square(g);
    }
    if (n.kid[0] >= 0 && g->s->node[n.kid[0]].count > 25) {
        return -1;
    }
    return add(g, n);
}

static int step_einsum(struct grower *g)
{
    struct node n = blank(EINSUM);
    struct size of[6];
    int nl = 0;
    char *p = n.text;
    n.nkids = 1 + below(g, 3);
    for (int i = 0; i < n.nkids; i++) {
        n.kid[i] = pick_rank(g, 2, 4);
        const struct node *a = &g->s->node[n.kid[i]];
        bool row = a->rank == 2 && size_is_one(&a->shape[0]);
        int axes = a->rank == 2 && size_is_one(&a->shape[1]) ? 1 : a->rank;
        if (a->rank == 0 || row) {
            return -1;
        }
        for (int k = 0; k < axes; k++) {
            int c = nl;
            for (int t = 0; t < 4 && nl && c == nl; t++) {
                int l = below(g, nl);
                c = size_same(&of[l], &a->shape[k]) && chance(g, 80) ? l : nl;
            }
            if (c == nl) {
                if (nl == 6) {
                    return -1;
                }
                of[nl++] = a->shape[k];
            }
            *p++ = (char)('a' + c);
        }
        *p++ = i + 1 < n.nkids ? ',' : '-';
    }
    *p++ = '>';
    int space = 1, out = below(g, 4);
    bool used[6] = {false};
    for (int i = 0; i < nl; i++) {
        space *= size_value(&of[i], g->s->dim);
    }
    for (int t = 0; t < 12 && out > 0; t++) {
        int l = below(g, nl);
        if (!used[l]) {
            used[l] = true;
            out--;
            *p++ = (char)('a' + l);
        }
    }
    return space > 3000 ? -1 : add(g, n);
}

static int step_constant(struct grower *g)
{
    struct node n = blank(chance(g, 60) ? CONSTANT : chance(g, 70) ? ONES : EYE);
    n.nsizes = n.op == EYE ? 1 : 1 + below(g, 2);
    for (int i = 0; i < n.nsizes; i++) {
        n.size[i] = g->size[below(g, 3)];
        if (n.op == CONSTANT) {
            int v = size_value(&n.size[i], g->s->dim);
            int fixed = 0;
            if (!size_is_int(&n.size[i], &fixed)) {
                return -1;
            }
            n.size[i] = size_int(v);
            if (v == 0) {
                return -1;
            }
        }
    }
    n.number = (double)below(g, 1000);
    return add(g, n);
}

static int step_promise(struct grower *g)
{
    struct node n = unary(ASSUME, pick(g));
    n.kid[0] = fit(g, n.kid[0], 0.01, 1e3);
    n.par[0] = chance(g, 50) ? POSITIVE : NONNEGATIVE;
    return add(g, n);
}

static void grow_step(struct grower *g)
{
    static int (*const step[])(struct grower *) = {
        step_map1,       step_map1,    step_map1,     step_arithmetic,  step_arithmetic,
        step_arithmetic, step_product, step_product,  step_product,     step_map2,
        step_clamp,      step_reduce,  step_reduce,   step_two_vectors, step_part,
        step_reshape,    step_layout,  step_layout,   step_matrix,      step_matrix,
        step_einsum,     step_einsum,  step_constant, step_promise};
    (void)step[below(g, (int)(sizeof step / sizeof *step))](g);
}

/* ---- inputs ------------------------------------------------------------------------ */

static void fill_rows(struct grower *g, struct input *in)
{
    int len = in->rank == 1 ? in->count : in->extent[in->rank - 1];
    for (int i = 0; i < in->count; i += len) {
        double sum = 0;
        int one = below(g, len);
        for (int j = 0; j < len; j++) {
            in->x[i + j] = in->attr == SIMPLEX ? rng_between(&g->r, 0.2, 1) : j == one;
            sum += in->x[i + j];
        }
        in->label[i / len] = one;
        for (int j = 0; j < len; j++) {
            in->x[i + j] /= sum;
        }
    }
}

static void fill_definite(struct input *in)
{
    double b[MAX_COUNT];
    int n = in->extent[0];
    memcpy(b, in->x, (size_t)in->count * sizeof *b);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double s = i == j ? 0.75 : 0;
            for (int k = 0; k < n; k++) {
                s += b[i * n + k] * b[j * n + k] / 4;
            }
            in->x[i * n + j] = s;
        }
    }
}

static void fill(struct grower *g, struct input *in)
{
    double x[MAX_COUNT];
    bool positive = in->attr == POSITIVE || in->attr == NONNEGATIVE;
    for (int i = 0; i < in->count; i++) {
        in->x[i] = positive ? rng_between(&g->r, 0.1, 2) : rng_between(&g->r, -1.5, 1.5);
        if (g->s->real_float) {
            in->x[i] = (double)(float)in->x[i];
        }
    }
    if (in->attr == ONEHOT || in->attr == SIMPLEX || in->form == LABELS) {
        fill_rows(g, in);
    } else if (in->attr == SPD) {
        fill_definite(in);
    }
    if (g->s->real_float) {
        for (int i = 0; i < in->count; i++) {
            in->x[i] = (double)(float)in->x[i];
        }
    }
    memcpy(x, in->x, sizeof x);
    structured(in, x, in->x);
}

/* An input of random form; false if it came out too large or has no such promise. */
static bool draw_input(struct grower *g, struct input *in)
{
    memset(in, 0, sizeof *in);
    int form = below(g, 100);
    in->form = form < 12   ? SCALAR
               : form < 40 ? VECTOR
               : form < 84 ? MATRIX
               : form < 94 ? TENSOR
                           : LABELS;
    in->rank = in->form == SCALAR ? 0 : in->form == VECTOR ? 1 : in->form == TENSOR ? 3 : 2;
    in->count = 1;
    bool square = in->form == MATRIX && chance(g, 45);
    for (int k = 0; k < in->rank; k++) {
        in->shape[k] = k && square ? in->shape[0] : g->size[below(g, 3)];
        if (chance(g, 4)) {
            in->shape[k] = size_int(1);
        }
        in->extent[k] = size_value(&in->shape[k], g->s->dim);
        in->count *= in->extent[k];
    }
    if (in->count > 40 || in->count < 0) {
        return false;
    }
    bool one = in->rank && size_is_one(&in->shape[0]);
    int last = in->rank ? in->extent[in->rank - 1] : 0;
    bool rows = in->rank == 1 || (in->rank == 2 && !size_is_one(&in->shape[1]));
    square = in->rank == 2 && size_same(&in->shape[0], &in->shape[1]);
    if (square && !one && chance(g, 60)) {
        in->attr = (enum attr)(SYMMETRIC + below(g, 5));
    } else if (rows && !one && last > 0 && chance(g, 10)) {
        in->attr = chance(g, 50) ? ONEHOT : SIMPLEX;
    } else if (chance(g, 15)) {
        in->attr = chance(g, 50) ? POSITIVE : NONNEGATIVE;
    }
    if (in->form == LABELS) {
        in->attr = PLAIN;
        if (last == 0) {
            return false;
        }
    }
    fill(g, in);
    return true;
}

static void draw_sizes(struct grower *g)
{
    struct spec *s = g->s;
    for (int k = 0; k < NDIMS; k++) {
        s->dim[k] = chance(g, 3) ? 0 : chance(g, 10) ? 1 : 2 + below(g, 3);
        s->fixed[k] = chance(g, 15);
    }
    for (int k = 0; k < 3; k++) {
        g->size[k] =
            chance(g, 70) ? size_dim(k) : size_int(chance(g, 8) ? 1 : 2 + below(g, 3));
        if (chance(g, 6)) {
            struct size more = chance(g, 50) ? size_int(1) : g->size[0];
            (void)size_add(&g->size[k], 1, &more, &g->size[k]);
        }
    }
    if (chance(g, 50)) {
        g->size[2] = g->size[below(g, 2)]; /* two sizes meet more often than three */
    }
}

/* ---- the whole ---------------------------------------------------------------------- */

static int to_scalar(struct grower *g, int a)
{
    if (g->s->node[a].rank == 0) {
        return a;
    }
    static const enum op ops[] = {SUMSQ, NORM, DOT, NORM1};
    struct node n = unary(REDUCE, a);
    if (chance(g, 40)) {
        n.op = ops[below(g, 4)];
        n.nkids = n.op == DOT ? 2 : 1;
        n.kid[1] = a;
    } else {
        n.par[0] = chance(g, 50) ? R_SUM : below(g, NREDUCE);
    }
    int y = add(g, n);
    n = unary(REDUCE, a);
    return y >= 0 ? y : add(g, n);
}

static bool choose_root(struct grower *g)
{
    struct spec *s = g->s;
    if (s->mapping) {
        s->root = s->nnodes - 1;
        return s->node[s->root].count <= 60 && !is_plain(&s->node[s->root]);
    }
    int total = -1, left = 1 + below(g, 3);
    for (int i = s->nnodes - 1; i >= s->ninputs && left > 0; i--) {
        if (g->uses[i] || is_plain(&s->node[i])) {
            continue;
        }
        int y = to_scalar(g, i);
        int next = total < 0 || y < 0 ? y
                                      : add(g, binary(chance(g, 70)   ? ADD
                                                      : chance(g, 50) ? SUB
                                                                      : MUL,
                                                      total, y));
        total = next >= 0 ? next : total;
        left--;
    }
    s->root = total;
    return total >= 0;
}

static void choose_kinds(struct grower *g)
{
    struct spec *s = g->s;
    unsigned all =
        s->mapping ? 1u << VALUE | 1u << JVP | 1u << VJP | 1u << JACOBIAN | 1u << JACOBIAN_T
                   : 1u << VALUE | 1u << GRAD | 1u << VALUE_GRAD | 1u << JVP | 1u << HVP |
                         1u << HESSIAN;
    s->kinds = all;
    if (!chance(g, 20)) { /* all of them would spend the time in the C compiler */
        s->kinds = 0;
        for (int t = 0; t < 3; t++) {
            int k = below(g, NKINDS);
            s->kinds |= all & 1u << k;
        }
        s->kinds |= s->kinds ? 0 : s->mapping ? 1u << JACOBIAN : 1u << VALUE_GRAD;
    }
    unsigned used = tree_inputs(s);
    for (int i = 0; i < s->ninputs && !s->mapping && chance(g, 30); i++) {
        bool in_wrt = false;
        for (int w = 0; w < s->nwrt; w++) {
            in_wrt = in_wrt || s->wrt[w] == i;
        }
        if (!in_wrt && used & 1u << i && chance(g, 70)) {
            s->prepare |= 1u << i;
            s->kinds |= 1u << (chance(g, 50) ? GRAD : VALUE_GRAD);
        }
    }
}

static bool choose_wrt(struct grower *g)
{
    struct spec *s = g->s;
    unsigned used = tree_inputs(s);
    int want = 1 + below(g, MAX_WRT), total = 0;
    s->nwrt = 0;
    for (int t = 0; t < 12 && s->nwrt < want; t++) {
        int i = below(g, s->ninputs);
        const struct input *in = &s->input[i];
        bool fit = in->form != LABELS && in->attr != ONEHOT && in->attr != SIMPLEX &&
                   (used & 1u << i || chance(g, 2)) && total + in->count <= MAX_VARIABLES;
        for (int w = 0; w < s->nwrt; w++) {
            fit = fit && s->wrt[w] != i;
        }
        if (fit) {
            s->wrt[s->nwrt++] = i;
            total += in->count;
        }
    }
    return s->nwrt > 0;
}

bool grow(struct spec *s, struct eval *e, uint64_t seed)
{
    struct grower g;
    memset(s, 0, sizeof *s);
    memset(&g, 0, sizeof g);
    g.s = s;
    g.e = e;
    g.r.state = seed;
    s->seed = seed;
    s->real_float = chance(&g, 8);
    s->mapping = chance(&g, 35);
    draw_sizes(&g);
    int want = 2 + below(&g, MAX_INPUTS - 2);
    for (int t = 0; t < 12 && s->ninputs < want; t++) {
        s->ninputs += draw_input(&g, &s->input[s->ninputs]);
    }
    if (s->ninputs == 0) {
        return false;
    }
    eval_start(e, s);
    for (int i = 0; i < s->ninputs; i++) {
        struct node n = blank(INPUT);
        n.par[0] = i;
        if (add(&g, n) < 0) {
            return false;
        }
    }
    int target = s->ninputs + 3 + below(&g, 16);
    for (int t = 0; t < 60 && s->nnodes < target; t++) {
        grow_step(&g);
    }
    if (!choose_root(&g) || !choose_wrt(&g)) {
        return false;
    }
    choose_kinds(&g);
    return true;
}
