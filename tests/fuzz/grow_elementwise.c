/* Steps of growth: element-wise functions, arithmetic with broadcasting, reductions. */
#include "grow.h"

int step_map1(struct grower *g)
{
    struct node n = grow_unary(MAP1, 0);
    n.par[0] = below(g, nmap1s);
    const struct map1 *f = &map1s[n.par[0]];
    n.kid[0] = grow_fit(g, grow_pick(g), f->lo, f->hi);
    return grow_add(g, n);
}

static int operand(struct grower *g)
{
    if (chance(g, 18)) {
        return grow_any_number(g);
    }
    if (chance(g, 5)) {
        struct node n = grow_blank(DIM);
        n.nsizes = 1;
        n.size[0] = g->size[below(g, 3)];
        return size_is_int(&n.size[0], NULL) ? -1 : grow_add(g, n);
    }
    return grow_pick(g);
}

int step_arithmetic(struct grower *g)
{
    static const enum op ops[] = {ADD, SUB, HADAMARD, DIV, ADD, MUL};
    for (int t = 0; t < 8; t++) {
        enum op op = ops[below(g, 6)];
        int a = operand(g), b = operand(g);
        if (op == DIV && b >= 0 && !grow_is_plain(&g->s->node[b])) {
            b = grow_fit(g, b, 0.2, 1e3);
        }
        int y = grow_add(g, grow_binary(op, a, b));
        if (y >= 0) {
            return y;
        }
    }
    return -1;
}

int step_map2(struct grower *g)
{
    int a = operand(g), b = operand(g);
    struct node n = grow_binary(MAP2, a, b);
    n.par[0] = below(g, M_EQ);
    if (a < 0 || b < 0) {
        return -1;
    }
    switch ((enum map2)n.par[0]) {
    case M_POW:
        if (chance(g, 60)) {
            static const double p[] = {2, 3, 0.5, -1, -2, 1, 0, 1.5, 4, -0.5};
            double v = p[below(g, 10)];
            n.kid[1] = grow_number(g, v);
            n.kid[0] = v == 2 || v == 3 || v == 1 || v == 4 ? grow_fit(g, a, -8, 8)
                                                            : grow_fit(g, a, 0.1, 50);
        } else {
            n.kid[0] = grow_fit(g, a, 0.1, 8);
            n.kid[1] = grow_fit(g, b, -3, 3);
        }
        break;
    case M_XLOGY:
        n.kid[1] = grow_fit(g, b, 0.05, 1e3);
        break;
    case M_HUBER:
        n.kid[1] = chance(g, 50) ? grow_number(g, 0.5 + below(g, 4) / 2.0)
                                 : grow_fit(g, b, 0.1, 4);
        break;
    case M_LEAKY:
        n.kid[1] = grow_number(g, 0.125 * (1 + below(g, 6)));
        break;
    case M_LT:
    case M_LE:
    case M_GT:
    case M_GE: {
        struct node c = grow_blank(WHERE);
        c.nkids = 3;
        c.kid[0] = grow_add(g, n);
        c.kid[1] = operand(g);
        c.kid[2] = operand(g);
        return grow_add(g, c);
    }
    default:
        break;
    }
    return grow_add(g, n);
}

/* One-hot rows or classes, which do not move: an input, or -1. */
static int classes(struct grower *g)
{
    for (int i = 0; i < g->s->ninputs; i++) {
        const struct input *in = &g->s->input[i];
        if (in->form == LABELS || in->attr == ONEHOT) {
            return i;
        }
    }
    return -1;
}

/* where(C, a, b), where(eq(C, 1), a, b) of classes C */
int step_choice(struct grower *g)
{
    int c = classes(g);
    if (c >= 0 && chance(g, 60)) {
        struct node eq = grow_binary(MAP2, c, grow_number(g, below(g, 2)));
        eq.par[0] = M_EQ;
        c = grow_add(g, eq);
    }
    for (int t = 0; t < 10; t++) {
        struct node n = grow_binary(WHERE, c, operand(g));
        n.nkids = 3;
        n.kid[2] = operand(g);
        int y = grow_add(g, n);
        if (y >= 0) {
            return y;
        }
    }
    return -1;
}

int step_clamp(struct grower *g)
{
    struct node n = grow_binary(CLAMP, grow_pick(g), 0);
    n.nkids = 3;
    double lo = (below(g, 12) - 8) / 8.0 + 0.0625;
    n.kid[1] = grow_number(g, lo);
    n.kid[2] = grow_number(g, lo + 0.5 + below(g, 8) / 4.0);
    return grow_add(g, n);
}

int step_reduce(struct grower *g)
{
    int a = grow_pick_rank(g, 2, 4);
    static const enum op ops[] = {REDUCE, REDUCE, REDUCE, SOFTMAX,  LOG_SOFTMAX,
                                  SUMSQ,  NORM,   NORM1,  NORM_INF, CUMSUM};
    struct node n = grow_unary(ops[below(g, 10)], a);
    n.par[0] = below(g, NREDUCE);
    int rank = g->s->node[a].rank;
    n.par[1] = n.op >= SUMSQ && n.op <= NORM_INF ? 0 : rank ? below(g, rank + 1) : 0;
    bool grows = n.op == SOFTMAX || n.op == LOG_SOFTMAX ||
                 (n.op == REDUCE && n.par[0] == R_LOGSUMEXP);
    n.kid[0] = grows ? grow_fit(g, a, -20, 20) : a;
    return grow_add(g, n);
}
