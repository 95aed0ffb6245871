/* Random points that keep promises. */
#include "sample.h"

#include <math.h>
#include <string.h>

/* ---- random numbers: splitmix64 (Steele, Lea, Flood, 2014) --------------- */

static uint64_t next(struct mdg_random *r)
{
    uint64_t z = r->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double mdg_random_uniform(struct mdg_random *r, double lo, double hi)
{
    return lo + (hi - lo) * ((double)(next(r) >> 11) + 0.5) / 9007199254740992.0;
}

int64_t mdg_random_int(struct mdg_random *r, int64_t lo, int64_t hi)
{
    return lo + (int64_t)(next(r) % ((uint64_t)(hi - lo) + 1));
}

/* ---- sizes --------------------------------------------------------------- */

enum { MOST_ELEMENTS = 1 << 20, SMALL_MATRIX = 64 };

/* Different sizes, so that a mix-up of axes shows. */
static void draw_dims(struct mdg_sample *s, int n, int64_t width)
{
    for (int k = 0; k < n; k++) {
        bool taken = true;
        for (int attempt = 0; taken && attempt < 20; attempt++) {
            s->dims[k] = mdg_random_int(&s->random, 2, 2 + width);
            taken = false;
            for (int i = 0; i < k; i++) {
                taken |= s->dims[i] == s->dims[k];
            }
        }
    }
}

void mdg_sample_new(struct mdg_sample *s, const struct mdg *m, struct mdg *arena,
                    struct mdg_random random, int64_t width)
{
    int n = mdg_input_count(m);
    *s = (struct mdg_sample){.arena = arena, .random = random};
    s->dims = MDG_ARRAY(arena, mdg_dim_count(m) + 1, int64_t);
    s->values = MDG_ARRAY(arena, n + 1, double *);
    s->labels = MDG_ARRAY(arena, n + 1, int32_t *);
    s->count = MDG_ARRAY(arena, n + 1, int64_t);
    s->props = MDG_ARRAY(arena, n + 1, unsigned);
    for (int k = 0; k < n; k++) {
        s->props[k] = mdg_input(m, k)->props;
    }
    draw_dims(s, mdg_dim_count(m), width);
}

struct mdg_point mdg_sample_point(const struct mdg_sample *s)
{
    return (struct mdg_point){s->dims, (const double *const *)s->values,
                              (const int32_t *const *)s->labels};
}

/* The declared shape at these dims. */
static enum mdg_eval_code shape_of(const struct mdg_sample *s, const struct mdg_input *in,
                                   int64_t *shape, int64_t *count)
{
    double all = 1;
    for (int i = 0; i < in->rank; i++) {
        if (!mdg_size_exact(in->declared[i], s->dims, &shape[i]) || shape[i] < 0) {
            return MDG_EVAL_SIZE;
        }
        all *= (double)shape[i];
    }
    *count = (int64_t)(all < MOST_ELEMENTS ? all : 0);
    return all < MOST_ELEMENTS ? MDG_EVAL_OK : MDG_EVAL_BUDGET;
}

static bool is_square(const struct mdg_input *in)
{
    return in->rank == 2 && in->declared[0] == in->declared[1];
}

/* ---- values -------------------------------------------------------------- */

static double number(struct mdg_sample *s, enum mdg_sample_style style)
{
    static const double range[MDG_SAMPLE_NSTYLES][2] = {
        [MDG_SAMPLE_ANY] = {-1.8, 1.8},      [MDG_SAMPLE_POSITIVE] = {0.3, 1.7},
        [MDG_SAMPLE_DOMINANT] = {-1.8, 1.8}, [MDG_SAMPLE_SMALL] = {-0.3, 0.3},
        [MDG_SAMPLE_UNIT] = {0.05, 0.95},    [MDG_SAMPLE_LARGE] = {1.2, 2.5},
    };
    return mdg_random_uniform(&s->random, range[style][0], range[style][1]);
}

/* B B'/n + I/2; of large matrices (B + B')/4n + I, whose rows sum to more than 0 */
static void make_definite(struct mdg_sample *s, int64_t n, double *v)
{
    double *b = MDG_ARRAY(s->arena, n * n + 1, double);
    memcpy(b, v, (size_t)(n * n) * sizeof *b);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            bool small = n <= SMALL_MATRIX;
            double sum = i != j ? 0 : small ? 0.5 : 1;
            sum += small ? 0 : (b[i * n + j] + b[j * n + i]) / (double)(4 * n);
            for (int64_t k = 0; small && k < n; k++) {
                sum += b[i * n + k] * b[j * n + k] / (double)n;
            }
            v[i * n + j] = sum;
        }
    }
}

static void add_to_diagonal(int64_t n, double *v, double c)
{
    for (int64_t i = 0; i < n; i++) {
        v[i * n + i] = fabs(v[i * n + i]) + c;
    }
}

static void make_onehot(struct mdg_sample *s, int64_t count, int64_t last, double *v)
{
    for (int64_t i = 0; i < count; i += last) {
        int64_t one = mdg_random_int(&s->random, 0, last - 1);
        for (int64_t j = 0; j < last; j++) {
            v[i + j] = j == one;
        }
    }
}

static void make_simplex(int64_t count, int64_t last, double *v)
{
    for (int64_t i = 0; i < count; i += last) {
        double sum = 0;
        for (int64_t j = 0; j < last; j++) {
            v[i + j] = fabs(v[i + j]) + 0.05;
            sum += v[i + j];
        }
        for (int64_t j = 0; j < last; j++) {
            v[i + j] /= sum;
        }
    }
}

/* What lies outside of a triangle stays as it is: nobody may read it. */
static void keep_promises(struct mdg_sample *s, const struct mdg_input *in,
                          enum mdg_sample_style style, const int64_t *shape, double *v)
{
    int64_t count = s->count[in->index], last = in->rank ? shape[in->rank - 1] : 1;
    unsigned p = s->props[in->index];
    for (int64_t i = 0; i < count && (p & MDG_NONNEGATIVE); i++) {
        v[i] = fabs(v[i]) + (p & MDG_POSITIVE ? 0.05 : 0);
    }
    bool dominant = style == MDG_SAMPLE_DOMINANT || style == MDG_SAMPLE_LARGE;
    if (is_square(in) && (p & MDG_DIAGONAL)) {
        add_to_diagonal(shape[0], v, style == MDG_SAMPLE_ANY ? 0 : 0.3);
    } else if (is_square(in) && (p & MDG_PSD)) {
        make_definite(s, shape[0], v);
    } else if (is_square(in)) {
        add_to_diagonal(dominant ? shape[0] : 0, v, 1.5 * (double)shape[0]);
        mdg_sample_project(s, in, s->props[in->index], v);
    }
    if (p & MDG_ONEHOT) {
        make_onehot(s, count, last, v);
    } else if (p & MDG_SIMPLEX) {
        make_simplex(count, last, v);
    }
}

enum mdg_eval_code mdg_sample_draw(struct mdg_sample *s, const struct mdg_input *in,
                                   enum mdg_sample_style style)
{
    int64_t shape[MDG_MAX_ORDER + 2] = {0}, count = 0;
    enum mdg_eval_code rc = shape_of(s, in, shape, &count);
    if (rc) {
        return rc;
    }
    int k = in->index;
    if (in->is_labels) {
        s->count[k] = shape[0];
        s->labels[k] = MDG_ARRAY(s->arena, shape[0] + 1, int32_t);
        for (int64_t i = 0; i < shape[0] && shape[1] > 0; i++) {
            s->labels[k][i] = (int32_t)mdg_random_int(&s->random, 0, shape[1] - 1);
        }
        return shape[1] > 0 ? MDG_EVAL_OK : MDG_EVAL_SIZE;
    }
    s->count[k] = count;
    s->values[k] = MDG_ARRAY(s->arena, count + 1, double);
    for (int64_t i = 0; i < count; i++) {
        s->values[k][i] = number(s, style);
    }
    if (count) {
        keep_promises(s, in, style, shape, s->values[k]);
    }
    return MDG_EVAL_OK;
}

void mdg_sample_project(const struct mdg_sample *s, const struct mdg_input *in,
                        unsigned props, double *v)
{
    int64_t n;
    if (!is_square(in) || !mdg_size_exact(in->declared[0], s->dims, &n)) {
        return;
    }
    bool lower = (props & MDG_LOWER) != 0, upper = (props & MDG_UPPER) != 0;
    bool average = !lower && !upper && (props & MDG_SYMMETRIC);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            if ((lower && i < j) || (upper && i > j)) {
                v[i * n + j] = 0;
            } else if (average && i < j) {
                v[i * n + j] = v[j * n + i] = 0.5 * (v[i * n + j] + v[j * n + i]);
            }
        }
    }
}

double *mdg_sample_direction(struct mdg_sample *s, const struct mdg_input *in)
{
    double *v = MDG_ARRAY(s->arena, s->count[in->index] + 1, double);
    for (int64_t i = 0; i < s->count[in->index]; i++) {
        v[i] = mdg_random_uniform(&s->random, -1, 1);
    }
    mdg_sample_project(s, in, s->props[in->index], v);
    return v;
}
