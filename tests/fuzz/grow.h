/* Shared by the files that draw a spec (grow*.c). Every function that adds a node gives its
 * index, or -1 if it would not be well-typed or its value is not fit. */
#ifndef GROW_H
#define GROW_H

#include "fuzz.h"

struct grower {
    struct spec *s;
    struct eval *e;
    struct rng r;
    struct size size[3]; /* what most axes have */
    int uses[MAX_NODES];
};

static inline int below(struct grower *g, int n)
{
    return rng_below(&g->r, n);
}

static inline bool chance(struct grower *g, int percent)
{
    return rng_chance(&g->r, percent);
}

/* ---- grow_input.c: draw an input of random form; false if it came out too large or has no
 * such promise */
bool grow_input(struct grower *g, struct input *in);

/* ---- grow_node.c: nodes, and operands that suit an operation */
struct node grow_blank(enum op op);
struct node grow_unary(enum op op, int a);
struct node grow_binary(enum op op, int a, int b);
int grow_add(struct grower *g, struct node n);
int grow_number(struct grower *g, double v);
int grow_any_number(struct grower *g);
int grow_map1(struct grower *g, const char *name, int a);
int grow_eye(struct grower *g, const struct size *s);
/* A number or a dim as it stands */
bool grow_is_plain(const struct node *n);
/* A node that is not; those not used yet come more often. */
int grow_pick(struct grower *g);
int grow_pick_rank(struct grower *g, int lo, int hi);
int grow_pick_square(struct grower *g);
/* a, or a function of it with values in lo .. hi */
int grow_fit(struct grower *g, int a, double lo, double hi);
/* A positive definite matrix; one with an inverse, most often */
int grow_definite(struct grower *g);
int grow_regular(struct grower *g);

/* ---- steps: each tries to add one operation */
/* grow_elementwise.c */
int step_map1(struct grower *g);
int step_map2(struct grower *g);
int step_clamp(struct grower *g);
int step_choice(struct grower *g);
int step_arithmetic(struct grower *g);
int step_reduce(struct grower *g);
/* grow_matrix.c */
int step_product(struct grower *g);
int step_two_vectors(struct grower *g);
int step_part(struct grower *g);
int step_reshape(struct grower *g);
int step_layout(struct grower *g);
int step_matrix(struct grower *g);
int step_einsum(struct grower *g);
int step_constant(struct grower *g);
/* grow_pattern.c */
int step_pattern(struct grower *g);
int step_promise(struct grower *g);

#endif
