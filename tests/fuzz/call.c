/* Calls of generated functions. Every array ends at a page that must not be touched. */
#define _DEFAULT_SOURCE
#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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
    if (!wrong && leave < 0 && j->f->flavour == DIRECT) {
        note_pairing(j, arg);
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
    struct pairing pair = {false, false, 0, 0};
    struct judge j = {s, x, f, why, n, &pair};
    int nf = functions_of(s, f);
    for (int k = 0; k < NDIMS; k++) {
        dim[k] = s->dim[k];
    }
    m->used = 0;
    for (int i = 0; i < nf; i++) {
        j.f = &f[i];
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
    return !pairing_wrong(&j);
}
