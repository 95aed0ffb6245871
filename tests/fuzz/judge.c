/* What generated functions gave against what is expected, and against each other.
 *
 * A number may be off by 1000 units of rounding of (scale + cond + 1), where scale is the
 * largest element of what it is compared with, and cond how much that changes when every
 * operation on the way is off by a little (expect.c). */
#include "judge.h"

#include <math.h>
#include <string.h>

double get_real(const struct spec *s, const void *from, int i)
{
    return s->real_float ? (double)((const float *)from)[i] : ((const double *)from)[i];
}

static double tolerance(const struct judge *j, double scale, double cond)
{
    double eps = j->s->real_float ? 0x1p-23 : 0x1p-52;
    return 1000 * eps * (scale + cond + 1);
}

static int first_var(const struct spec *s, int w)
{
    int v = 0;
    for (int k = 0; k < w; k++) {
        v += slot_count(s, k);
    }
    return v;
}

static bool differs(const struct judge *j, const char *what, int index, double got,
                    double want, double tol)
{
    if (fabs(got - want) <= tol) {
        return false;
    }
    snprintf(j->why, j->n, "%s%s: %s[%d] is %.17g, but exactly %.17g (tolerance %.2g)",
             kind_name[j->f->kind], j->f->flavour == PREPARED ? "_prepared" : "", what,
             index, got, want, tol);
    return true;
}

static double largest(int n, const double *a)
{
    double y = 0;
    for (int i = 0; i < n; i++) {
        y = fmax(y, fabs(a[i]));
    }
    return y;
}

static bool value_wrong(const struct judge *j, const void *got)
{
    double tol = tolerance(j, largest(j->x->nvalue, j->x->value), j->x->value_cond);
    for (int i = 0; i < j->x->nvalue; i++) {
        if (differs(j, "value", i, get_real(j->s, got, i), j->x->value[i], tol)) {
            return true;
        }
    }
    return false;
}

/* the structured direction, all of wrt in a row; rounded as the call has it */
static void direction(const struct judge *j, double *d)
{
    for (int w = 0; w < j->s->nwrt; w++) {
        int at = first_var(j->s, w);
        structured(&j->s->input[j->s->wrt[w]], j->x->v + at, d + at);
    }
}

static bool jvp_wrong(const struct judge *j, const void *got)
{
    double d[MAX_VARIABLES], cond = 0;
    direction(j, d);
    for (int v = 0; v < j->x->nvars; v++) {
        cond += j->x->jac_cond[v];
    }
    double tol =
        tolerance(j, largest(j->x->nvars * j->x->nvalue, j->x->jac) * j->x->nvars, cond);
    for (int i = 0; i < j->x->nvalue; i++) {
        double want = 0;
        for (int v = 0; v < j->x->nvars; v++) {
            want += d[v] * j->x->jac[v * j->x->nvalue + i];
        }
        if (differs(j, "dvalue", i, get_real(j->s, got, i), want, tol)) {
            return true;
        }
    }
    return false;
}

/* Gradients by a simplex are compared along the directions that it leaves: across them, the
 * promise decides what they are. */
static void only_simplex(const struct input *in, double *g)
{
    if (in->attr == SIMPLEX) {
        structured(in, g, g);
    }
}

/* Elements 0, stride, 2 stride, ... of what a function gave by input w */
static void read_gradient(const struct spec *s, int w, const void *got, int stride,
                          double *g)
{
    for (int i = 0; i < slot_count(s, w); i++) {
        g[i] = get_real(s, got, i * stride);
    }
    only_simplex(&s->input[s->wrt[w]], g);
}

/* grad, vjp: weights times the Jacobian */
static bool gradient_wrong(const struct judge *j, int w, const void *got)
{
    const struct expect *x = j->x;
    double sum = largest(x->nvars * x->nvalue, x->jac) * x->nvalue;
    double tol = tolerance(j, sum, x->grad_cond * x->nvalue);
    double g[MAX_COUNT];
    char what[20];
    snprintf(what, sizeof what, "grad_%c", "ABCDEF"[j->s->wrt[w]]);
    read_gradient(j->s, w, got, 1, g);
    for (int i = 0; i < slot_count(j->s, w); i++) {
        const double *row = x->jac + (first_var(j->s, w) + i) * x->nvalue;
        double want = 0;
        for (int k = 0; k < x->nvalue; k++) {
            want += (j->f->kind == VJP ? x->w[k] : 1) * row[k];
        }
        if (differs(j, what, i, g[i], want, tol)) {
            return true;
        }
    }
    return false;
}

static bool jacobian_wrong(const struct judge *j, int w, const void *got)
{
    const struct expect *x = j->x;
    int n = slot_count(j->s, w);
    double tol = tolerance(j, largest(x->nvars * x->nvalue, x->jac), x->grad_cond);
    char what[20];
    bool turned = j->f->kind == JACOBIAN_T;
    snprintf(what, sizeof what, "%s_%c", turned ? "jac_t" : "jac", "ABCDEF"[j->s->wrt[w]]);
    size_t real = j->s->real_float ? sizeof(float) : sizeof(double);
    for (int k = 0; k < x->nvalue; k++) {
        double g[MAX_COUNT];
        size_t first = (size_t)(turned ? k : k * n);
        read_gradient(j->s, w, (const char *)got + first * real, turned ? x->nvalue : 1, g);
        for (int i = 0; i < n; i++) {
            int at = turned ? i * x->nvalue + k : k * n + i;
            double want = x->jac[(first_var(j->s, w) + i) * x->nvalue + k];
            if (differs(j, what, at, g[i], want, tol)) {
                return true;
            }
        }
    }
    return false;
}

static bool hvp_wrong(const struct judge *j, int w, const void *got)
{
    double tol =
        tolerance(j, largest(j->x->nvars, j->x->hv), j->x->hv_cond) + j->x->hv_rounding;
    double g[MAX_COUNT];
    char what[20];
    snprintf(what, sizeof what, "hv_%c", "ABCDEF"[j->s->wrt[w]]);
    read_gradient(j->s, w, got, 1, g);
    for (int i = 0; i < slot_count(j->s, w); i++) {
        double want = j->x->hv[first_var(j->s, w) + i];
        if (differs(j, what, i, g[i], want, tol)) {
            return true;
        }
    }
    return false;
}

/* All blocks of the Hessian times the direction as it was drawn: both sides are projected.
 * What each element may be off by adds up along the direction. */
static bool hessian_wrong(const struct judge *j, void *const *arg)
{
    const struct spec *s = j->s;
    double sum[MAX_VARIABLES] = {0}, d[MAX_VARIABLES], top = 0;
    memcpy(d, j->x->v, sizeof d);
    for (int w = 0; w < s->nwrt; w++) {
        only_simplex(&s->input[s->wrt[w]], d + first_var(s, w));
    }
    for (int k = 0; k < j->f->nargs; k++) {
        const struct arg *a = &j->f->arg[k];
        if (a->role != R_OUTPUT) {
            continue;
        }
        int np = slot_count(s, a->index), nq = slot_count(s, a->second);
        int p0 = first_var(s, a->index), q0 = first_var(s, a->second);
        for (int i = 0; i < np * nq; i++) {
            double h = get_real(s, arg[k], i);
            top = fmax(top, fabs(h));
            sum[p0 + i / nq] += h * d[q0 + i % nq];
            if (a->index != a->second) {
                sum[q0 + i % nq] += h * d[p0 + i / nq];
            }
        }
    }
    double scale = fmax(top, largest(j->x->nvars, j->x->hv));
    double length = 0;
    for (int v = 0; v < j->x->nvars; v++) {
        length += fabs(d[v]);
    }
    double tol = fmax(1, length) * tolerance(j, scale, j->x->hv_cond) + j->x->hv_rounding;
    for (int w = 0; w < s->nwrt; w++) {
        only_simplex(&s->input[s->wrt[w]], sum + first_var(s, w));
    }
    for (int v = 0; v < j->x->nvars; v++) {
        if (differs(j, "hess * v", v, sum[v], j->x->hv[v], tol)) {
            return true;
        }
    }
    return false;
}

bool outputs_wrong(const struct judge *j, void *const *arg)
{
    if (j->f->kind == HESSIAN) {
        return hessian_wrong(j, arg);
    }
    for (int k = 0; k < j->f->nargs; k++) {
        const struct arg *a = &j->f->arg[k];
        if (a->role != R_OUTPUT || !arg[k]) {
            continue;
        }
        bool wrong = a->index < 0 && j->f->kind == JVP ? jvp_wrong(j, arg[k])
                     : a->index < 0                    ? value_wrong(j, arg[k])
                     : j->f->kind == HVP               ? hvp_wrong(j, a->index, arg[k])
                     : j->f->kind == JACOBIAN || j->f->kind == JACOBIAN_T
                         ? jacobian_wrong(j, a->index, arg[k])
                         : gradient_wrong(j, a->index, arg[k]);
        if (wrong) {
            return true;
        }
    }
    return false;
}

/* The weights of the value: w of a vjp, 1 for an objective. */
static double weight(const struct judge *j, int i)
{
    return j->s->mapping ? j->x->w[i] : 1;
}

static void note_forward(struct judge *j, const void *dvalue)
{
    j->pair->forward = true;
    for (int i = 0; i < j->x->nvalue; i++) {
        j->pair->jv += weight(j, i) * get_real(j->s, dvalue, i);
    }
}

static void note_backward(struct judge *j, int w, const void *grad)
{
    double d[MAX_VARIABLES];
    direction(j, d);
    j->pair->backward = true;
    for (int i = 0; i < slot_count(j->s, w); i++) {
        j->pair->jtw += d[first_var(j->s, w) + i] * get_real(j->s, grad, i);
    }
}

void note_pairing(struct judge *j, void *const *arg)
{
    bool backward = j->f->kind == VJP || (j->f->kind == GRAD && !j->s->mapping);
    for (int k = 0; k < j->f->nargs; k++) {
        const struct arg *a = &j->f->arg[k];
        if (a->role == R_OUTPUT && j->f->kind == JVP) {
            note_forward(j, arg[k]);
        } else if (a->role == R_OUTPUT && backward) {
            note_backward(j, a->index, arg[k]);
        }
    }
}

/* Do both sides agree to 1e-12 of the terms that they are sums of (in float, to as many
 * units of rounding)? */
bool pairing_wrong(struct judge *j)
{
    const struct pairing *p = j->pair;
    double d[MAX_VARIABLES], scale = 1;
    if (!p->forward || !p->backward) {
        return false;
    }
    direction(j, d);
    for (int v = 0; v < j->x->nvars; v++) {
        for (int i = 0; i < j->x->nvalue; i++) {
            scale += fabs(weight(j, i) * j->x->jac[v * j->x->nvalue + i] * d[v]);
        }
        scale += j->x->jac_cond[v] * j->x->nvalue;
    }
    double tol = scale * (j->s->real_float ? 1e-12 * 0x1p29 : 1e-12);
    if (fabs(p->jv - p->jtw) <= tol) {
        return false;
    }
    snprintf(j->why, j->n, "dot product: %.17g by jvp, %.17g by gradient (tolerance %.2g)",
             p->jv, p->jtw, tol);
    return true;
}
