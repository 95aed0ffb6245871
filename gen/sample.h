/* Random points that keep the promises of the attributes, for --check and the tests.
 *
 * The same seed gives the same points on every machine.
 */
#ifndef MDG_SAMPLE_H
#define MDG_SAMPLE_H

#include "eval.h"

struct mdg_random {
    uint64_t state;
};
/* Uniform in (lo, hi); an integer of lo .. hi. */
double mdg_random_uniform(struct mdg_random *r, double lo, double hi);
int64_t mdg_random_int(struct mdg_random *r, int64_t lo, int64_t hi);

/* Where numbers come from. Functions have domains, so that one way does not fit all. */
enum mdg_sample_style {
    MDG_SAMPLE_ANY,      /* both signs, of size 1 */
    MDG_SAMPLE_POSITIVE, /* 0.3 .. 1.7 */
    MDG_SAMPLE_DOMINANT, /* as ANY, square matrices with a dominant positive diagonal */
    MDG_SAMPLE_SMALL,    /* -0.3 .. 0.3 */
    MDG_SAMPLE_UNIT,     /* 0.05 .. 0.95 */
    MDG_SAMPLE_LARGE,    /* 1.2 .. 2.5, square matrices with a dominant diagonal */
    MDG_SAMPLE_NSTYLES
};

/* A point; all arrays in an arena. Values of inputs are filled in one by one. */
struct mdg_sample {
    struct mdg *arena;
    struct mdg_random random;
    int64_t *dims;
    double **values;  /* by input */
    int32_t **labels; /* by input */
    int64_t *count;   /* by input: elements of the declared shape; labels: n */
    unsigned *props;  /* by input: its attributes, and what assume() promises of it */
};

/* A sample for the dims and inputs of m; dims lie in 2 .. 2 + width, different if there is
 * room. */
void mdg_sample_new(struct mdg_sample *s, const struct mdg *m, struct mdg *arena,
                    struct mdg_random random, int64_t width);

/* Draw an input. SIZE: its shape is not valid at these dims; BUDGET: it is large beyond
 * reason. */
enum mdg_eval_code mdg_sample_draw(struct mdg_sample *s, const struct mdg_input *in,
                                   enum mdg_sample_style style);

/* A random direction of the input's shape that keeps its structure. */
double *mdg_sample_direction(struct mdg_sample *s, const struct mdg_input *in);

/* The projection onto the structure in props of what has the shape of an input, in place:
 * (V + V')/2, a triangle, the diagonal. */
void mdg_sample_project(const struct mdg_sample *s, const struct mdg_input *in,
                        unsigned props, double *v);

struct mdg_point mdg_sample_point(const struct mdg_sample *s);

#endif
