/* Steps of growth: products, parts and layouts, functions of matrices, einsum, constants.
 */
#include "grow.h"

#include <string.h>

int step_product(struct grower *g)
{
    for (int t = 0; t < 12; t++) {
        int a = grow_pick_rank(g, 2, 2), b = grow_pick_rank(g, 2, 2);
        a = chance(g, 35) ? grow_add(g, grow_unary(TRANSPOSE, a)) : a;
        b = chance(g, 35) ? grow_add(g, grow_unary(TRANSPOSE, b)) : b;
        int y = grow_add(g, grow_binary(MUL, a, b));
        if (y >= 0) {
            return y;
        }
    }
    return -1;
}

int step_two_vectors(struct grower *g)
{
    static const enum op ops[] = {DOT, QUADRATIC, OUTER, KRON, HCAT, VCAT};
    for (int t = 0; t < 10; t++) {
        struct node n = grow_binary(ops[below(g, 6)], grow_pick(g), grow_pick(g));
        if (n.op >= HCAT && chance(g, 30)) {
            n.kid[n.nkids++] = grow_pick(g);
        }
        int y = grow_add(g, n);
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

int step_part(struct grower *g)
{
    int a = grow_pick_rank(g, 2, 4);
    const struct node *k = &g->s->node[a];
    if (k->rank == 0) {
        return -1;
    }
    static const enum op ops[] = {AT, ROW, COL, ROWS, COLS, SLICE};
    struct node n = grow_unary(k->rank > 2 ? AT : ops[below(g, 6)], a);
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
    return grow_add(g, n);
}

int step_reshape(struct grower *g)
{
    int a = grow_pick_rank(g, 2, 4);
    const struct node *k = &g->s->node[a];
    struct node n = grow_unary(RESHAPE, a);
    if (k->rank == 0) {
        return -1;
    }
    n.nsizes = 2;
    n.size[1] = size_int(1);
    int first = chance(g, 40); /* the last axis stays as it is, or the first */
    n.size[0] = k->shape[first ? 0 : k->rank - 1];
    for (int i = 0; i < k->rank; i++) {
        if (i != (first ? 0 : k->rank - 1) &&
            !size_mul(&n.size[1], &k->shape[i], &n.size[1])) {
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
    } else if (k->rank == 4 && chance(g, 50)) { /* the two in the middle become one */
        n.nsizes = 3;
        n.size[0] = k->shape[0];
        n.size[2] = k->shape[3];
        if (!size_mul(&k->shape[1], &k->shape[2], &n.size[1])) {
            return -1;
        }
    }
    return grow_add(g, n);
}

int step_layout(struct grower *g)
{
    static const enum op ops[] = {TRANSPOSE, NEGATE, DIAG, TRIL, TRIU, VEC, REPMAT, TRACE};
    struct node n = grow_unary(ops[below(g, 8)], grow_pick_rank(g, 2, 2));
    if (n.op == REPMAT) {
        n.nsizes = 2;
        n.size[0] = chance(g, 30) ? g->size[0] : size_int(1 + below(g, 2));
        n.size[1] = chance(g, 15) ? g->size[1] : size_int(1 + below(g, 2));
    }
    if (n.op == DIAG || n.op == TRACE) {
        n.kid[0] = chance(g, 50) ? grow_pick_square(g) : n.kid[0];
    }
    return grow_add(g, n);
}

int step_matrix(struct grower *g)
{
    static const enum op ops[] = {DET,      LOGDET,   INV,    SOLVE,  CHOL,    ADJ,
                                  EXPM,     EIGVALSH, EIGMAX, EIGMIN, SVDVALS, NUCLEAR,
                                  SPECTRAL, POWER,    INV,    SOLVE,  LOGDET};
    struct node n = grow_unary(ops[below(g, 17)], 0);
    switch (n.op) {
    case LOGDET:
    case INV:
        n.kid[0] = grow_regular(g);
        break;
    case SOLVE:
        n.nkids = 2;
        n.kid[0] = grow_regular(g);
        for (int t = 0; t < 20; t++) {
            n.kid[1] = grow_pick_rank(g, 2, 2);
            int y = grow_add(g, n);
            if (y >= 0) {
                return y;
            }
        }
        return -1;
    case CHOL:
        n.kid[0] = grow_definite(g);
        break;
    case EXPM:
        n.kid[0] = grow_fit(g, grow_pick_square(g), -2, 2);
        break;
    case SVDVALS:
    case NUCLEAR:
    case SPECTRAL:
        n.kid[0] = grow_pick_rank(g, 2, 2);
        break;
    case POWER:
        if (chance(g, 30)) {
            static const double p[] = {2, 3, 0.5, -1, 1.5};
            n.nkids = 2;
            n.kid[1] = grow_number(g, p[below(g, 5)]);
            n.kid[0] = grow_fit(g, grow_pick_rank(g, 0, 0), 0.1, 50);
            return n.kid[0] >= 0 && g->s->node[n.kid[0]].rank == 0 ? grow_add(g, n) : -1;
        }
        n.par[0] = below(g, 6) - 2;
        n.kid[0] = n.par[0] < 0 ? grow_regular(g) : grow_pick_square(g);
        return n.kid[0] >= 0 && g->s->node[n.kid[0]].rank == 2 ? grow_add(g, n) : -1;
    default:
        n.kid[0] = grow_pick_square(g);
    }
    if (n.kid[0] >= 0 && g->s->node[n.kid[0]].count > 25) {
        return -1;
    }
    return grow_add(g, n);
}

int step_einsum(struct grower *g)
{
    struct node n = grow_blank(EINSUM);
    struct size of[MAX_LETTERS];
    int nl = 0;
    char *p = n.text;
    n.nkids = 1 + below(g, chance(g, 20) ? MAX_KIDS : 3);
    for (int i = 0; i < n.nkids; i++) {
        n.kid[i] = grow_pick_rank(g, i && chance(g, 8) ? 0 : 2, 4);
        const struct node *a = &g->s->node[n.kid[i]];
        int axes = a->rank == 2 && size_is_one(&a->shape[1]) ? 1 : a->rank;
        for (int k = 0; k < axes; k++) {
            int c = nl;
            for (int t = 0; t < 4 && nl && c == nl; t++) {
                int l = below(g, nl);
                c = size_same(&of[l], &a->shape[k]) && chance(g, 80) ? l : nl;
            }
            if (c == nl) {
                if (nl == MAX_LETTERS) {
                    return -1;
                }
                of[nl++] = a->shape[k];
            }
            *p++ = (char)('a' + c);
        }
        *p++ = i + 1 < n.nkids ? ',' : '-';
    }
    *p++ = '>';
    int space = 1, out = nl ? below(g, 5) : 0;
    bool used[MAX_LETTERS] = {false};
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
    return space > 3000 ? -1 : grow_add(g, n);
}

int step_constant(struct grower *g)
{
    static const enum op ops[] = {CONSTANT, CONSTANT, CONSTANT, ONES, ZEROS, EYE};
    struct node n = grow_blank(ops[below(g, 6)]);
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
    return grow_add(g, n);
}
