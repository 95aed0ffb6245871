/* The parts that a spec is drawn from: nodes, each kept only if its value is fit (in the
 * domain, away from kinks, of moderate size), and operands that suit an operation. */
#include "grow.h"

#include <math.h>
#include <string.h>

/* ---- nodes ------------------------------------------------------------------------- */

bool grow_is_plain(const struct node *n)
{
    return n->op == NUMBER || n->op == DIM;
}

/* Append a node if it is well-typed and its value is fit; -1 if not. */
int grow_add(struct grower *g, struct node n)
{
    struct spec *s = g->s;
    bool plain = n.nkids > 0, dim = false;
    for (int k = 0; k < n.nkids; k++) {
        if (n.kid[k] < 0) {
            return -1;
        }
        plain = plain && grow_is_plain(&s->node[n.kid[k]]);
        dim = dim || s->node[n.kid[k]].op == DIM;
    }
    plain = plain && !(dim && (n.op == MAP1 || n.op == DIV)); /* of a size, a number */
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

struct node grow_blank(enum op op)
{
    struct node n;
    memset(&n, 0, sizeof n);
    n.op = op;
    return n;
}

struct node grow_unary(enum op op, int a)
{
    struct node n = grow_blank(op);
    n.nkids = 1;
    n.kid[0] = a;
    return n;
}

struct node grow_binary(enum op op, int a, int b)
{
    struct node n = grow_unary(op, a);
    n.nkids = 2;
    n.kid[1] = b;
    return n;
}

int grow_number(struct grower *g, double v)
{
    struct node n = grow_blank(NUMBER);
    n.number = v;
    return grow_add(g, n);
}

/* an eighth, not 0 */
int grow_any_number(struct grower *g)
{
    int v = below(g, 32) - 16;
    return grow_number(g, (v ? v : 4) / 8.0);
}

int grow_map1(struct grower *g, const char *name, int a)
{
    struct node n = grow_unary(MAP1, a);
    while (strcmp(map1s[n.par[0]].name, name) != 0) {
        n.par[0]++;
    }
    return grow_add(g, n);
}

int grow_eye(struct grower *g, const struct size *s)
{
    struct node n = grow_blank(EYE);
    n.nsizes = 1;
    n.size[0] = *s;
    return grow_add(g, n);
}

/* A node that is not a plain number; those not used yet come more often. */
int grow_pick(struct grower *g)
{
    int n = g->s->nnodes, i = below(g, n);
    for (int t = 0; t < 12; t++) {
        i = chance(g, 40) ? n - 1 - below(g, n < 4 ? n : 4) : below(g, n);
        if (!grow_is_plain(&g->s->node[i]) && (g->uses[i] == 0 || chance(g, 35))) {
            return i;
        }
    }
    return grow_is_plain(&g->s->node[i]) ? 0 : i;
}

/* One of rank lo .. hi; 0 is a node too, so this always gives one */
int grow_pick_rank(struct grower *g, int lo, int hi)
{
    int i = 0;
    for (int t = 0; t < 20; t++) {
        i = grow_pick(g);
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

int grow_pick_square(struct grower *g)
{
    for (int t = 0; t < 30; t++) {
        int i = grow_pick(g);
        if (square_node(&g->s->node[i])) {
            return i;
        }
    }
    int a = grow_pick_rank(g, 2, 2);
    if (g->s->node[a].rank != 2) {
        return -1;
    }
    return chance(g, 50)
               ? grow_add(g, grow_binary(MUL, a, grow_add(g, grow_unary(TRANSPOSE, a))))
               : grow_add(g, grow_binary(MUL, grow_add(g, grow_unary(TRANSPOSE, a)), a));
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
int grow_fit(struct grower *g, int a, double lo, double hi)
{
    if (a < 0 || fits(g, a, lo, hi)) {
        return a;
    }
    if (lo > 0) {
        static const char *const positive[] = {"square", "softplus", "sigmoid", "cosh",
                                               "exp"};
        int b = grow_map1(g, positive[below(g, 5)], a);
        b = b < 0 ? grow_map1(g, "sigmoid", a) : b;
        if (b >= 0 && !fits(g, b, lo, hi)) {
            int c = grow_number(g, lo > 1 ? 1.5 : 0.5);
            b = chance(g, 50) ? grow_add(g, grow_binary(ADD, b, c))
                              : grow_add(g, grow_binary(ADD, c, b));
        }
        a = b;
    } else if (lo > -1.5) {
        static const char *const bounded[] = {"tanh", "sin", "cos", "erf", "atan"};
        int b = grow_map1(g, bounded[below(g, 5)], a);
        b = b < 0 ? grow_map1(g, "tanh", a) : b;
        a = b >= 0 && !fits(g, b, lo, hi)
                ? grow_add(g, grow_binary(MUL, grow_number(g, 0.5), b))
                : b;
    } else {
        double top = 0;
        for (int i = 0; i < g->s->node[a].count; i++) {
            top = fmax(top, fabs((double)g->e->val[a][i]));
        }
        double f = exp2(floor(log2(fmin(-lo, hi) / top)));
        a = chance(g, 50) ? grow_add(g, grow_binary(MUL, grow_number(g, f), a))
                          : grow_add(g, grow_binary(DIV, a, grow_number(g, 1 / f)));
    }
    return a >= 0 && fits(g, a, lo, hi) ? a : -1;
}

/* A positive definite matrix: an input, A'A + c I, x x' + c I ... */
int grow_definite(struct grower *g)
{
    for (int i = 0; i < g->s->nnodes && chance(g, 60); i++) {
        const struct node *n = &g->s->node[i];
        if (n->op == INPUT && g->s->input[n->par[0]].attr == SPD) {
            return i;
        }
    }
    int a = grow_pick_rank(g, 2, 2);
    if (g->s->node[a].rank != 2) {
        return -1;
    }
    a = grow_fit(g, a, -4, 4);
    int t = grow_add(g, grow_unary(TRANSPOSE, a));
    int p = chance(g, 50) ? grow_add(g, grow_binary(MUL, t, a))
                          : grow_add(g, grow_binary(MUL, a, t));
    if (p < 0 || g->s->node[p].rank != 2) {
        return -1;
    }
    struct size n = g->s->node[p].shape[0];
    int i = grow_eye(g, &n);
    if (chance(g, 60)) {
        static const double c[] = {0.5, 2, 3};
        i = grow_add(g, grow_binary(MUL, grow_number(g, c[below(g, 3)]), i));
    }
    p = chance(g, 50) ? grow_add(g, grow_binary(ADD, p, i))
                      : grow_add(g, grow_binary(ADD, i, p));
    if (p >= 0 && chance(g, 30)) {
        struct node promise = grow_unary(ASSUME, p);
        promise.par[0] = SPD;
        return grow_add(g, promise);
    }
    return p;
}

/* A matrix with an inverse, most often. */
int grow_regular(struct grower *g)
{
    if (chance(g, 40)) {
        return grow_definite(g);
    }
    int a = grow_pick_square(g);
    if (a < 0 || chance(g, 30) || g->s->node[a].rank != 2) {
        return a;
    }
    struct size n = g->s->node[a].shape[0];
    a = grow_fit(g, a, -2, 2);
    return grow_add(
        g, grow_binary(ADD, a,
                       grow_add(g, grow_binary(MUL, grow_number(g, 2.5 + below(g, 3)),
                                               grow_eye(g, &n)))));
}
