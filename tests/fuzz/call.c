/* The generated functions of a spec by the rules of their interface: C text that calls
 * them, and the comparison of what they give. Every array ends at a page that must not be
 * touched. */
#define _DEFAULT_SOURCE
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- signatures --------------------------------------------------------------------- */

static int slot_count(const struct spec *s, int w)
{
    return s->input[s->wrt[w]].count;
}

static unsigned value_dims(const struct spec *s)
{
    bool live[MAX_NODES];
    unsigned bits = 0;
    tree_live(s, live);
    for (int i = 0; i <= s->root; i++) {
        const struct node *n = &s->node[i];
        for (int k = 0; live[i] && k < n->nsizes; k++) {
            bits |= size_dims(&n->size[k]);
        }
        if (live[i] && n->op == REDUCE && n->par[0] == R_MEAN) { /* divides by a size */
            const struct node *a = &s->node[n->kid[0]];
            for (int k = 0; k < a->rank; k++) {
                bits |= size_dims(&a->shape[k]);
            }
        }
    }
    return bits;
}

static void add_arg(struct function *f, struct arg a)
{
    f->arg[f->nargs++] = a;
}

static void add_inputs(struct function *f, const struct spec *s, unsigned which)
{
    for (int i = 0; i < s->ninputs; i++) {
        if (which & 1u << i) {
            add_arg(f, (struct arg){R_INPUT, i, 0, s->input[i].count,
                                    s->input[i].form == SCALAR, true});
        }
    }
}

static void add_outputs(struct function *f, const struct spec *s)
{
    int value = s->node[s->root].count;
    bool each =
        f->kind == GRAD || f->kind == VALUE_GRAD || f->kind == HVP || f->kind == VJP;
    if (f->kind == JVP || f->kind == HVP) {
        for (int w = 0; w < s->nwrt; w++) {
            add_arg(f, (struct arg){R_DIRECTION, w, 0, slot_count(s, w), false, true});
        }
    } else if (f->kind == VJP) {
        add_arg(f, (struct arg){R_DIRECTION, -1, 0, value, false, true});
    }
    if (f->kind == VALUE || f->kind == VALUE_GRAD || f->kind == JVP) {
        add_arg(f, (struct arg){R_OUTPUT, -1, 0, value, false, false});
    }
    for (int w = 0; w < s->nwrt; w++) {
        if (each) {
            add_arg(f, (struct arg){R_OUTPUT, w, 0, slot_count(s, w), false, false});
        } else if (f->kind == JACOBIAN || f->kind == JACOBIAN_T) {
            add_arg(f,
                    (struct arg){R_OUTPUT, w, 0, slot_count(s, w) * value, false, false});
        }
        for (int q = w; q < s->nwrt && f->kind == HESSIAN; q++) {
            int n = slot_count(s, w) * slot_count(s, q);
            add_arg(f, (struct arg){R_OUTPUT, w, q, n, false, false});
        }
    }
}

int functions_of(const struct spec *s, struct function f[MAX_FUNCTIONS])
{
    unsigned used = tree_inputs(s), dims = value_dims(s);
    int n = 0;
    memset(f, 0, MAX_FUNCTIONS * sizeof *f);
    for (int w = 0; w < s->nwrt; w++) {
        used |= 1u << s->wrt[w];
    }
    for (int i = 0; i < s->ninputs; i++) {
        for (int k = 0; k < s->input[i].rank && used & 1u << i; k++) {
            dims |= size_dims(&s->input[i].shape[k]);
        }
    }
    for (int k = 0; k < NDIMS; k++) {
        dims &= s->fixed[k] ? ~(1u << k) : ~0u;
    }
    for (int k = 0; k < NKINDS; k++) {
        if (s->kinds & 1u << k) {
            f[n].kind = (enum kind)k;
            f[n].dims = dims;
            add_inputs(&f[n], s, used);
            add_outputs(&f[n++], s);
        }
    }
    if (s->prepare) {
        f[n].flavour = STATE_SIZE;
        f[n++].dims = dims;
        f[n].flavour = PREPARE;
        f[n].dims = dims;
        add_inputs(&f[n], s, s->prepare);
        add_arg(&f[n++], (struct arg){R_STATE, 0, 0, 0, false, false});
        for (int k = VALUE; k <= VALUE_GRAD; k++) {
            if (s->kinds & 1u << k) {
                f[n].kind = (enum kind)k;
                f[n].flavour = PREPARED;
                f[n].dims = dims;
                add_arg(&f[n], (struct arg){R_STATE, 0, 0, 0, false, true});
                add_inputs(&f[n], s, used & ~s->prepare);
                add_outputs(&f[n++], s);
            }
        }
    }
    return n;
}

/* ---- the C text
 * -------------------------------------------------------------------------- */

static void function_name(char *buf, size_t n, const struct function *f, const char *name)
{
    static const char *const suffix[] = {"", "", "", "_prepared"};
    const char *kind = f->flavour == STATE_SIZE ? "state_size"
                       : f->flavour == PREPARE  ? "prepare"
                                                : kind_name[f->kind];
    snprintf(buf, n, "%s_%s%s", name, kind, suffix[f->flavour]);
}

static void dim_args(FILE *out, const struct function *f)
{
    bool first = true;
    for (int k = 0; k < NDIMS; k++) {
        if (f->dims & 1u << k) {
            fprintf(out, "%sdim[%d]", first ? "" : ", ", k);
            first = false;
        }
    }
}

void call_shims(FILE *out, const struct spec *s, const char *name)
{
    struct function f[MAX_FUNCTIONS];
    const char *real = s->real_float ? "float" : "double";
    char of[80];
    int n = functions_of(s, f);
    for (int i = 0; i < n; i++) {
        function_name(of, sizeof of, &f[i], name);
        fprintf(out,
                "static size_t work_%s(const int64_t *dim)\n{\n    (void)dim;\n    return "
                "%s%s(",
                of, of, f[i].flavour == STATE_SIZE ? "" : "_work");
        dim_args(out, &f[i]);
        fprintf(out, ");\n}\n");
        if (f[i].flavour == STATE_SIZE) {
            continue;
        }
        fprintf(out,
                "static int call_%s(const int64_t *dim, void *const *arg, void *work)\n"
                "{\n    (void)dim;\n    return %s(",
                of, of);
        dim_args(out, &f[i]);
        for (int k = 0; k < f[i].nargs; k++) {
            const struct arg *a = &f[i].arg[k];
            const char *type = a->role == R_STATE ? "void"
                               : a->role == R_INPUT && s->input[a->index].form == LABELS
                                   ? "int32_t"
                                   : real;
            fprintf(out, "%s%s(%s%s *)arg[%d]", k || f[i].dims ? ", " : "",
                    a->by_value ? "*" : "", a->constant ? "const " : "", type, k);
        }
        fprintf(out, ", work);\n}\n");
    }
}

void call_entries(FILE *out, const struct spec *s, const char *name)
{
    struct function f[MAX_FUNCTIONS];
    char of[80];
    int n = functions_of(s, f);
    for (int i = 0; i < n; i++) {
        function_name(of, sizeof of, &f[i], name);
        if (f[i].flavour == STATE_SIZE) {
            fprintf(out, "    {NULL, work_%s},\n", of);
        } else {
            fprintf(out, "    {call_%s, work_%s},\n", of, of);
        }
    }
}

/* ---- memory with guards
 * ---------------------------------------------------------------------- */

enum { SLOTS = 28, SLOT = 1 << 21 };
struct arena {
    char *base;
    size_t page;
    size_t size[SLOTS];
    int used;
};

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a) {
        return NULL;
    }
    a->page = (size_t)sysconf(_SC_PAGESIZE);
    size_t each = SLOT + a->page;
    char *p = mmap(NULL, each * SLOTS + a->page, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) {
        free(a);
        return NULL;
    }
    a->base = p + a->page;
    mprotect(p, a->page, PROT_NONE);
    for (int i = 0; i < SLOTS; i++) {
        mprotect(a->base + (size_t)i * each + SLOT, a->page, PROT_NONE);
    }
    return a;
}

/* bytes that end at a guard, with 64 bytes before them that are looked at after the call;
 * all are 0xff, which are NaNs */
static void *take(struct arena *a, size_t bytes)
{
    if (bytes + 64 > SLOT || a->used == SLOTS) {
        return NULL;
    }
    char *end = a->base + (size_t)a->used * (SLOT + a->page) + SLOT;
    a->size[a->used++] = bytes;
    memset(end - bytes - 64, 0xff, bytes + 64);
    return end - bytes;
}

static bool intact(const struct arena *a)
{
    for (int i = 0; i < a->used; i++) {
        const unsigned char *p = (const unsigned char *)a->base +
                                 (size_t)i * (SLOT + a->page) + SLOT - a->size[i] - 64;
        for (int k = 0; k < 64; k++) {
            if (p[k] != 0xff) {
                return false;
            }
        }
    }
    return true;
}

/* ---- values of arguments ---------------------------------------------------------------
 */

static void put_reals(const struct spec *s, void *to, int n, const double *x)
{
    for (int i = 0; i < n; i++) {
        if (s->real_float) {
            ((float *)to)[i] = (float)x[i];
        } else {
            ((double *)to)[i] = x[i];
        }
    }
}

static double get_real(const struct spec *s, const void *from, int i)
{
    return s->real_float ? (double)((const float *)from)[i] : ((const double *)from)[i];
}

/* What lies outside of a triangle is not read: NaN is put there. */
static void hide(const struct input *in, double *x)
{
    int n = in->rank == 2 ? in->extent[1] : 0;
    for (int i = 0; i < in->count && n; i++) {
        int r = i / n, c = i % n;
        if ((in->attr == LOWER && c > r) || (in->attr == UPPER && c < r)) {
            x[i] = NAN;
        }
    }
}

static void *make_arg(struct arena *m, const struct spec *s, const struct expect *x,
                      const struct arg *a)
{
    size_t real = s->real_float ? sizeof(float) : sizeof(double);
    const struct input *in = NULL;
    double t[MAX_COUNT], d[MAX_COUNT];
    if (a->role == R_INPUT && s->input[a->index].form == LABELS) {
        int rows = s->input[a->index].extent[0];
        void *p = take(m, (size_t)rows * sizeof(int32_t));
        memcpy(p, s->input[a->index].label, (size_t)rows * sizeof(int32_t));
        return p;
    }
    void *p = take(m, (size_t)a->count * real);
    if (a->role == R_OUTPUT || !p) {
        return p;
    }
    if (a->role == R_DIRECTION && a->index < 0) {
        put_reals(s, p, a->count, x->w);
        return p;
    }
    if (a->role == R_DIRECTION) {
        const double *v = x->v;
        for (int w = 0; w < a->index; w++) {
            v += slot_count(s, w);
        }
        in = &s->input[s->wrt[a->index]];
        structured(in, v, d);
    } else {
        in = &s->input[a->index];
        memcpy(d, in->x, sizeof d);
    }
    memcpy(t, d, (size_t)a->count * sizeof *t);
    hide(in, t);
    put_reals(s, p, a->count, t);
    return p;
}

/* ---- comparison -------------------------------------------------------------------------
 */

struct judge {
    const struct spec *s;
    const struct expect *x;
    const struct function *f;
    char *why;
    size_t n;
};

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

/* grad, vjp: weights times the Jacobian */
static bool gradient_wrong(const struct judge *j, int w, const void *got)
{
    const struct expect *x = j->x;
    double sum = largest(x->nvars * x->nvalue, x->jac) * x->nvalue;
    double tol = tolerance(j, sum, x->grad_cond * x->nvalue);
    char what[20];
    snprintf(what, sizeof what, "grad_%c", "ABCDEF"[j->s->wrt[w]]);
    for (int i = 0; i < slot_count(j->s, w); i++) {
        const double *row = x->jac + (first_var(j->s, w) + i) * x->nvalue;
        double want = 0;
        for (int k = 0; k < x->nvalue; k++) {
            want += (j->f->kind == VJP ? x->w[k] : 1) * row[k];
        }
        if (differs(j, what, i, get_real(j->s, got, i), want, tol)) {
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
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < x->nvalue; k++) {
            int at = turned ? i * x->nvalue + k : k * n + i;
            double want = x->jac[(first_var(j->s, w) + i) * x->nvalue + k];
            if (differs(j, what, at, get_real(j->s, got, at), want, tol)) {
                return true;
            }
        }
    }
    return false;
}

static bool hvp_wrong(const struct judge *j, int w, const void *got)
{
    double tol = tolerance(j, largest(j->x->nvars, j->x->hv), j->x->hv_cond);
    char what[20];
    snprintf(what, sizeof what, "hv_%c", "ABCDEF"[j->s->wrt[w]]);
    for (int i = 0; i < slot_count(j->s, w); i++) {
        double want = j->x->hv[first_var(j->s, w) + i];
        if (differs(j, what, i, get_real(j->s, got, i), want, tol)) {
            return true;
        }
    }
    return false;
}

/* All blocks of the Hessian times the direction as it was drawn: both sides are projected.
 */
static bool hessian_wrong(const struct judge *j, void *const *arg)
{
    const struct spec *s = j->s;
    double sum[MAX_VARIABLES] = {0}, top = 0;
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
            sum[p0 + i / nq] += h * j->x->v[q0 + i % nq];
            if (a->index != a->second) {
                sum[q0 + i % nq] += h * j->x->v[p0 + i / nq];
            }
        }
    }
    double scale = fmax(top, largest(j->x->nvars, j->x->hv));
    double tol = tolerance(j, scale, j->x->hv_cond);
    for (int v = 0; v < j->x->nvars; v++) {
        if (differs(j, "hess * v", v, sum[v], j->x->hv[v], tol)) {
            return true;
        }
    }
    return false;
}

static bool outputs_wrong(const struct judge *j, void *const *arg)
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

/* One call; leave: an output passed as NULL, or -1. */
static bool call_wrong(struct arena *m, struct judge *j, const struct fuzz_function *c,
                       const int64_t *dim, void *state, int leave)
{
    void *arg[24] = {NULL};
    int kept = m->used;
    size_t bytes = c->work(dim);
    void *work = take(m, bytes);
    bool wrong = false;
    if (!work) {
        snprintf(j->why, j->n, "%zu bytes of workspace", bytes);
        return true;
    }
    for (int k = 0; k < j->f->nargs; k++) {
        const struct arg *a = &j->f->arg[k];
        arg[k] = a->role == R_STATE ? state : make_arg(m, j->s, j->x, a);
        if (a->role == R_OUTPUT && leave == k) {
            arg[k] = NULL;
        }
    }
    int rc = c->call(dim, arg, work);
    if (rc != 0) {
        snprintf(j->why, j->n, "%s%s: error %d of line %d", kind_name[j->f->kind],
                 j->f->flavour == PREPARE ? " (prepare)" : "", rc & 15, rc >> 4);
        wrong = true;
    } else if (!intact(m)) {
        snprintf(j->why, j->n, "%s: written before an array", kind_name[j->f->kind]);
        wrong = true;
    } else if (j->f->flavour != PREPARE && outputs_wrong(j, arg)) {
        wrong = true;
        if (leave >= 0) {
            strncat(j->why, ", with one output NULL", j->n - strlen(j->why) - 1);
        }
    }
    m->used = kept;
    return wrong;
}

bool call_check(struct arena *m, const struct spec *s, const struct expect *x,
                const struct fuzz_function *table, char *why, size_t n)
{
    struct function f[MAX_FUNCTIONS];
    int64_t dim[NDIMS];
    void *state = NULL;
    int nf = functions_of(s, f);
    for (int k = 0; k < NDIMS; k++) {
        dim[k] = s->dim[k];
    }
    m->used = 0;
    for (int i = 0; i < nf; i++) {
        struct judge j = {s, x, &f[i], why, n};
        if (f[i].flavour == STATE_SIZE) {
            state = take(m, table[i].work(dim));
            continue;
        }
        if (call_wrong(m, &j, &table[i], dim, state, -1)) {
            return false;
        }
        int outputs = 0, leave = -1;
        for (int k = 0; k < f[i].nargs; k++) {
            if (f[i].arg[k].role == R_OUTPUT) {
                outputs++;
                bool this_one = hash2(s->seed, (uint64_t)(i + k)) % (uint64_t)outputs == 0;
                leave = this_one ? k : leave;
            }
        }
        if (outputs > 1 && f[i].kind != HESSIAN &&
            call_wrong(m, &j, &table[i], dim, state, leave)) {
            return false;
        }
    }
    return true;
}
