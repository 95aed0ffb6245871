/* Inputs of a spec: their forms, promises and numbers. */
#include "grow.h"

#include <string.h>

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
    bool positive = in->attr == POSITIVE || in->attr == NONNEGATIVE || in->positive;
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
    if (in->attr <= DIAGONAL) {
        memcpy(x, in->x, sizeof x);
        structured(in, x, in->x);
    }
}

/* An input of random form; false if it came out too large or has no such promise. */
bool grow_input(struct grower *g, struct input *in)
{
    memset(in, 0, sizeof *in);
    int form = below(g, 100);
    in->form = form < 12   ? SCALAR
               : form < 40 ? VECTOR
               : form < 84 ? MATRIX
               : form < 94 ? TENSOR
                           : LABELS;
    in->rank = in->form == SCALAR   ? 0
               : in->form == VECTOR ? 1
               : in->form == TENSOR ? 3 + chance(g, 40)
                                    : 2;
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
    if (in->count > (chance(g, 15) ? 120 : 40) || in->count < 0) {
        return false;
    }
    bool one = in->rank && size_is_one(&in->shape[0]);
    int last = in->rank ? in->extent[in->rank - 1] : 0;
    bool rows = in->rank == 1 || (in->rank == 2 && !size_is_one(&in->shape[1]));
    square = in->rank == 2 && size_same(&in->shape[0], &in->shape[1]);
    if (square && !one && chance(g, 60)) {
        in->attr = (enum attr)(SYMMETRIC + below(g, 5));
        in->positive = in->attr == SYMMETRIC && chance(g, 20);
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
