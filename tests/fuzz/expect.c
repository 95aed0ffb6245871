/* What every derivative has to be: central differences in 113 bits, and how much they
 * change when every operation is off by a little (to tell rounding from error). */
#include "quad.h"

#include <math.h>
#include <string.h>

static const double step1 = 1e-10, step2 = 3e-9, noise = 1e-9;

/* ---- directions: an element of wrt, or all of them ------------------------------ */

static void offset(const struct spec *s, int var, int *w, int *element)
{
    *w = 0;
    while (var >= s->input[s->wrt[*w]].count) {
        var -= s->input[s->wrt[*w]].count;
        (*w)++;
    }
    *element = var;
}

/* in += t * the structured unit direction of variable var */
static void move_unit(struct eval *e, int var, quad t)
{
    int w = 0, k = 0;
    offset(e->s, var, &w, &k);
    const struct input *in = &e->s->input[e->s->wrt[w]];
    double unit[MAX_COUNT] = {0}, d[MAX_COUNT];
    unit[k] = 1;
    structured(in, unit, d);
    for (int i = 0; i < in->count; i++) {
        e->in[e->s->wrt[w]][i] += t * (quad)d[i];
    }
}

static void move_along(struct eval *e, const double *v, quad t)
{
    for (int w = 0; w < e->s->nwrt; w++) {
        const struct input *in = &e->s->input[e->s->wrt[w]];
        double d[MAX_COUNT];
        structured(in, v, d);
        for (int i = 0; i < in->count; i++) {
            e->in[e->s->wrt[w]][i] += t * (quad)d[i];
        }
        v += in->count;
    }
}

static const quad *root(struct eval *e)
{
    eval_all(e);
    return e->val[e->s->root];
}

/* d value / d variable */
static void first(struct eval *e, int var, quad *out)
{
    int n = e->s->node[e->s->root].count;
    quad h = step1, up[MAX_COUNT];
    move_unit(e, var, h);
    memcpy(up, root(e), (size_t)n * sizeof *up);
    move_unit(e, var, -2 * h);
    const quad *down = root(e);
    for (int i = 0; i < n; i++) {
        out[i] = (up[i] - down[i]) / (2 * h);
    }
    move_unit(e, var, h);
}

/* d^2 value / d variable d direction, of a scalar value */
static quad second(struct eval *e, int var, const double *v)
{
    quad h = step2, sum = 0;
    for (int i = 0; i < 4; i++) {
        quad a = i & 1 ? -h : h, b = i & 2 ? -h : h;
        move_unit(e, var, a);
        move_along(e, v, b);
        sum += (i == 0 || i == 3 ? 1 : -1) * root(e)[0];
        move_along(e, v, -b);
        move_unit(e, var, -a);
    }
    return sum / (4 * h * h);
}

static double larger(double a, quad b)
{
    double c = fabs((double)b);
    return c > a ? c : a;
}

bool expect_make(struct expect *x, struct eval *e, const struct spec *s)
{
    bool live[MAX_NODES];
    struct rng r = {.state = hash2(s->seed, 77)};
    memset(x, 0, sizeof *x);
    for (int w = 0; w < s->nwrt; w++) {
        x->nvars += s->input[s->wrt[w]].count;
    }
    x->nvalue = s->node[s->root].count;
    if (x->nvars > MAX_VARIABLES || x->nvars * x->nvalue > MAX_JACOBIAN) {
        return false;
    }
    for (int i = 0; i < MAX_VARIABLES; i++) {
        x->v[i] = rng_between(&r, -1, 1);
    }
    for (int i = 0; i < x->nvalue; i++) {
        x->w[i] = rng_between(&r, -1, 1);
    }
    tree_live(s, live);
    eval_start(e, s);
    e->live = live;
    quad base[MAX_COUNT];
    memcpy(base, root(e), (size_t)x->nvalue * sizeof *base);
    bool curved = (s->kinds & (1u << HVP | 1u << HESSIAN)) != 0;
    if (e->bad || e->margin < 1e-3 || (curved && e->singular)) {
        return false;
    }
    for (int i = 0; i < x->nvalue; i++) {
        x->value[i] = (double)base[i];
    }
    quad d[MAX_COUNT], exact[MAX_JACOBIAN], h[MAX_VARIABLES];
    for (int pass = 0; pass < 2; pass++) {
        e->noise = pass ? noise : 0;
        const quad *y = root(e);
        for (int i = 0; i < x->nvalue && pass; i++) {
            x->value_cond = larger(x->value_cond, (y[i] - base[i]) / (quad)noise);
        }
        for (int var = 0; var < x->nvars; var++) {
            quad *row = pass ? d : exact + var * x->nvalue;
            first(e, var, row);
            for (int i = 0; i < x->nvalue && pass; i++) {
                quad c = (row[i] - exact[var * x->nvalue + i]) / (quad)noise;
                x->jac_cond[var] = larger(x->jac_cond[var], c);
            }
            x->grad_cond = larger(x->grad_cond, x->jac_cond[var]);
            if (curved && pass == 0) {
                h[var] = second(e, var, x->v);
            } else if (curved) {
                x->hv_cond =
                    larger(x->hv_cond, (second(e, var, x->v) - h[var]) / (quad)noise);
            }
        }
    }
    double top = 1e-3, hv = 1e-3;
    for (int i = 0; i < x->nvars * x->nvalue; i++) {
        x->jac[i] = (double)exact[i];
        top = larger(top, exact[i]);
    }
    for (int i = 0; i < x->nvars && curved; i++) {
        x->hv[i] = (double)h[i];
        hv = larger(hv, h[i]);
    }
    x->hv_rounding = 16 * 0x1p-113 * e->top / (step2 * step2);
    double limit = s->real_float ? 100 : 1e4;
    return !e->bad && top < 1e5 && hv < 1e6 && x->grad_cond < limit * top &&
           x->hv_cond < limit * hv;
}
