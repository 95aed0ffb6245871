/* Draw a spec: sizes, inputs with numbers, then nodes on top of them; what to derive. */
#include "grow.h"

#include <math.h>
#include <string.h>

static void draw_sizes(struct grower *g)
{
    struct spec *s = g->s;
    for (int k = 0; k < NDIMS; k++) {
        s->dim[k] = chance(g, 3)    ? 0
                    : chance(g, 10) ? 1
                    : chance(g, 5)  ? 5 + below(g, 13)
                                    : 2 + below(g, 3);
        s->fixed[k] = chance(g, 15);
        s->typical[k] = chance(g, 10);
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

static void grow_step(struct grower *g)
{
    static int (*const step[])(struct grower *) = {
        step_map1,       step_map1,       step_map1,    step_map1,        step_arithmetic,
        step_arithmetic, step_arithmetic, step_product, step_product,     step_product,
        step_map2,       step_map2,       step_map2,    step_clamp,       step_reduce,
        step_reduce,     step_reduce,     step_part,    step_part,        step_two_vectors,
        step_reshape,    step_layout,     step_layout,  step_two_vectors, step_matrix,
        step_matrix,     step_matrix,     step_einsum,  step_einsum,      step_einsum,
        step_constant,   step_promise,    step_pattern, step_pattern,     step_pattern,
        step_pattern,    step_choice};
    (void)step[below(g, (int)(sizeof step / sizeof *step))](g);
}

/* ---- the whole ---------------------------------------------------------------------- */

static int to_scalar(struct grower *g, int a)
{
    if (g->s->node[a].rank == 0) {
        return a;
    }
    static const enum op ops[] = {SUMSQ, NORM, DOT, NORM1};
    struct node n = grow_unary(REDUCE, a);
    if (chance(g, 40)) {
        n.op = ops[below(g, 4)];
        n.nkids = n.op == DOT ? 2 : 1;
        n.kid[1] = a;
    } else {
        n.par[0] = chance(g, 50) ? R_SUM : below(g, NREDUCE);
    }
    int y = grow_add(g, n);
    n = grow_unary(REDUCE, a);
    return y >= 0 ? y : grow_add(g, n);
}

static bool choose_root(struct grower *g)
{
    struct spec *s = g->s;
    if (s->mapping) {
        s->root = s->nnodes - 1;
        return s->node[s->root].count <= 60 && !grow_is_plain(&s->node[s->root]);
    }
    int total = -1, left = 1 + below(g, 3);
    for (int i = s->nnodes - 1; i >= s->ninputs && left > 0; i--) {
        if (g->uses[i] || grow_is_plain(&s->node[i])) {
            continue;
        }
        int y = to_scalar(g, i);
        int next = total < 0 || y < 0 ? y
                                      : grow_add(g, grow_binary(chance(g, 70)   ? ADD
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
    for (int i = 0; i < s->ninputs && !s->mapping && chance(g, 60); i++) {
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
        bool fit = in->form != LABELS && in->attr != ONEHOT &&
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

bool grow(struct spec *s, struct eval *e, struct rng r)
{
    struct grower g;
    memset(s, 0, sizeof *s);
    memset(&g, 0, sizeof g);
    g.s = s;
    g.e = e;
    g.r = r;
    s->seed = r.state;
    s->real_float = chance(&g, 8);
    s->mapping = chance(&g, 35);
    draw_sizes(&g);
    int want = 2 + below(&g, MAX_INPUTS - 2);
    for (int t = 0; t < 12 && s->ninputs < want; t++) {
        s->ninputs += grow_input(&g, &s->input[s->ninputs]);
    }
    if (s->ninputs == 0) {
        return false;
    }
    eval_start(e, s);
    for (int i = 0; i < s->ninputs; i++) {
        struct node n = grow_blank(INPUT);
        n.par[0] = i;
        if (grow_add(&g, n) < 0) {
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
