/* Generated functions under bad input, for hostile_inputs.sh. TEST is the program that
 * mdgen --test wrote: its tables of functions and its points are used here, its tests are
 * not run.
 *
 * Every array, the workspace and the state too, has exactly the size that is promised, with
 * pages that cannot be touched right before or right behind it; inputs cannot be written
 * to. Numbers that are extreme, NaN element by element, labels out of range, sizes that are
 * zero, negative or too large: a function gives a result or an error with a line of the
 * spec, and then NaN alone; it ends, and a NaN reaches every output that depends on the
 * element. */
#define _GNU_SOURCE
#define main tests_of_derivatives
#include TEST
#undef main

#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIDES = 2, ARRAYS = 64, ELEMENTS = 8, SECONDS = 60 };

/* An array between two pages that cannot be touched. */
struct fence {
    unsigned char *pages;
    size_t length; /* of all pages */
    void *at;
    size_t bytes;
};

/* One function at one point, all arrays fenced. */
struct call {
    const struct objective *o;
    enum kind kind;
    int side; /* 0: the array begins behind a page, 1: it ends before one */
    struct fence fence[ARRAYS];
    int nfences;
    struct point p;
    real *direction[INPUTS + 2];
    int64_t ndirection[INPUTS + 2];
    int n;
    int64_t count[OUTPUTS + 1];
    real *out[OUTPUTS + 1];
    void *state, *work, *work_of_prepare;
    int rc;
};

static struct {
    sigjmp_buf jump;
    int failed, passed;
    const char *what; /* is being tried */
} test;

static void caught(int sig)
{
    siglongjmp(test.jump, sig);
}

static void verdict(const struct call *c, bool good, const char *what, long where)
{
    test.passed += good;
    if (!good && ++test.failed <= 12) {
        printf("FAIL %s, %s: %s (%ld)\n", c->o->f[c->kind].name, test.what, what, where);
    }
}

/* ---- memory
 * ------------------------------------------------------------------------------ */

static void *fenced(struct call *c, size_t bytes)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t inner = (bytes + page - 1) / page * page;
    struct fence *f = &c->fence[c->nfences++];
    f->length = inner + 2 * page;
    f->bytes = bytes;
    f->pages = mmap(NULL, f->length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (c->nfences > ARRAYS || f->pages == MAP_FAILED ||
        (inner && mprotect(f->pages + page, inner, PROT_READ | PROT_WRITE))) {
        fputs("no memory\n", stderr);
        exit(3);
    }
    f->at =
        f->pages + page + (c->side ? (inner - bytes) / sizeof(double) * sizeof(double) : 0);
    if (c->side && bytes % sizeof(double) == sizeof(float)) {
        f->at =
            (unsigned char *)f->at + sizeof(float); /* an array of float ends at the page */
    }
    return f->at;
}

static void *copied(struct call *c, const void *from, size_t bytes)
{
    void *to = fenced(c, bytes);
    if (bytes) {
        memcpy(to, from, bytes);
    }
    return to;
}

static void *workspace(struct call *c, size_t bytes)
{
    unsigned char *work =
        fenced(c, (bytes + sizeof(double) - 1) / sizeof(double) * sizeof(double));
    memset(work, 0x7f, bytes);
    return work;
}

static void end(struct call *c)
{
    while (c->nfences) {
        struct fence *f = &c->fence[--c->nfences];
        munmap(f->pages, f->length);
    }
}

static bool is_prepared(enum kind kind)
{
    return kind >= VALUE_PREPARED;
}

/* Everything fenced for a function at a point. False if the sizes are refused. */
static bool begin(struct call *c, struct run *r, const struct objective *o, enum kind kind,
                  const struct point *p, int side)
{
    *c = (struct call){.o = o, .kind = kind, .side = side, .p = *p};
    const size_t bytes = o->f[kind].bytes(p->dim);
    if (bytes == SIZE_MAX) {
        return false;
    }
    for (int k = 0; k < INPUTS; k++) {
        if (input[k].promises & LABELS) {
            c->p.labels[k] =
                copied(c, p->labels[k], (size_t)p->size[k][0] * sizeof(int32_t));
        } else {
            c->p.in[k] = copied(c, p->in[k], (size_t)numel(p, k) * sizeof(real));
        }
    }
    if (kind == VJP) {
        c->ndirection[0] = o->elements(p->dim);
    }
    for (int k = 0; k < o->nwrt && (kind == JVP || kind == HVP); k++) {
        c->ndirection[k] = numel(p, o->wrt[k]);
    }
    real *drawn[INPUTS + 2] = {NULL};
    draw_directions(r, o, kind, p, drawn, INPUTS + 1);
    for (int k = 0; k < INPUTS + 1; k++) {
        if (drawn[k] && c->ndirection[k] >= 0) {
            c->direction[k] = copied(c, drawn[k], (size_t)c->ndirection[k] * sizeof(real));
        }
    }
    c->n = count_outputs(o, kind, p->dim, c->count);
    for (int k = 0; k < c->n; k++) {
        c->out[k] = fenced(c, (size_t)c->count[k] * sizeof(real));
    }
    c->work = workspace(c, bytes);
    if (kind == PREPARE || is_prepared(kind)) {
        c->state = workspace(c, o->state_bytes(p->dim));
        c->work_of_prepare = workspace(c, o->f[PREPARE].bytes(p->dim));
    }
    return true;
}

/* ---- calls
 * -------------------------------------------------------------------------------- */

static bool crashes(struct call *c)
{
    const int sig = sigsetjmp(test.jump, 1);
    if (sig) {
        verdict(c, false, sig == SIGALRM ? "does not end" : "touches what is not its own",
                sig);
        c->rc = -1;
        return true;
    }
    alarm(SECONDS);
    c->rc = MDRT_EOK;
    if (is_prepared(c->kind)) {
        c->rc = c->o->f[PREPARE].call(&c->p, NULL, NULL, c->state, c->work_of_prepare);
    }
    if (c->rc == MDRT_EOK) {
        c->rc = c->o->f[c->kind].call(&c->p, c->direction, c->out, c->state, c->work);
    }
    alarm(0);
    return false;
}

/* Call, and judge what holds in any case: on an error there is a line, and NaN alone. */
static bool run_call(struct call *c)
{
    bool prepared_fails = false;
    for (int k = 0; k < c->n; k++) {
        for (int64_t i = 0; c->out[k] && i < c->count[k]; i++) {
            c->out[k][i] = untouched;
        }
    }
    if (crashes(c)) {
        return false;
    }
    prepared_fails = is_prepared(c->kind) && c->n && c->rc && c->count[0] && c->out[0] &&
                     c->out[0][0] == untouched;
    if (c->rc != MDRT_EOK && !prepared_fails) {
        bool nan = true;
        for (int k = 0; k < c->n; k++) {
            for (int64_t i = 0; c->out[k] && i < c->count[k]; i++) {
                nan = nan && isnan(c->out[k][i]);
            }
        }
        verdict(c, nan, "an error leaves numbers", c->rc);
        verdict(c, MDRT_LINE(c->rc) > 0 && MDRT_CODE(c->rc) > 0, "an error has no line",
                c->rc);
    }
    return c->rc == MDRT_EOK;
}

static bool is_finite(const struct call *c)
{
    for (int k = 0; k < c->n; k++) {
        for (int64_t i = 0; i < c->count[k]; i++) {
            if (!isfinite(c->out[k][i])) {
                return false;
            }
        }
    }
    return true;
}

static int64_t total(const struct call *c)
{
    int64_t n = 0;
    for (int k = 0; k < c->n; k++) {
        n += c->count[k];
    }
    return n;
}

static void gather(const struct call *c, real *to)
{
    for (int k = 0; k < c->n; k++) {
        if (c->count[k]) {
            memcpy(to, c->out[k], (size_t)c->count[k] * sizeof *to);
        }
        to += c->count[k];
    }
}

/* ---- NaN
 * ----------------------------------------------------------------------------------- */

/* Which outputs change when an element moves? Those have to be NaN when it is. */
static void nan_element(struct call *c, struct run *r, real *x, const real *before,
                        long where)
{
    const real home = *x, step[] = {(real)0.015625, (real)-0.0078125};
    const int64_t n = total(c);
    real *now = take(r, (size_t)n, sizeof *now);
    bool *depends = take(r, (size_t)n, sizeof *depends);
    for (int s = 0; s < 2; s++) {
        *x = home + step[s] * (1 + (real)fabs((double)home));
        if (run_call(c) && is_finite(c)) {
            gather(c, now);
            for (int64_t i = 0; i < n; i++) {
                depends[i] = depends[i] || now[i] != before[i];
            }
        }
    }
    *x = (real)NAN;
    if (run_call(c)) {
        gather(c, now);
        for (int64_t i = 0; i < n; i++) {
            if (depends[i] && isfinite(now[i])) {
                verdict(c, false, "NaN is lost", where * 1000 + (long)i);
                break;
            }
        }
    }
    *x = (real)INFINITY;
    run_call(c);
    *x = -(real)INFINITY;
    run_call(c);
    *x = home;
}

/* Some elements of an array, the first and the last among them. */
static void nan_array(struct call *c, struct run *r, real *x, int64_t n, const real *before,
                      int k)
{
    const int64_t stride = n <= ELEMENTS ? 1 : (n - 1) / (ELEMENTS - 1);
    for (int64_t i = 0; i < n; i += stride) {
        nan_element(c, r, &x[i], before, k * 100 + (long)i);
    }
}

static bool is_input(const struct call *c, int k)
{
    return c->o->uses_input[k] && !(input[k].promises & LABELS);
}

static void try_nan(struct call *c, struct run *r)
{
    real *before = take(r, (size_t)total(c), sizeof *before);
    test.what = "NaN in an element";
    if (!run_call(c) || !is_finite(c)) {
        return;
    }
    gather(c, before);
    for (int k = 0; k < INPUTS; k++) {
        if (is_input(c, k)) {
            nan_array(c, r, c->p.in[k], numel(&c->p, k), before, k);
        }
    }
    for (int k = 0; k < INPUTS + 1; k++) {
        if (c->direction[k]) {
            nan_array(c, r, c->direction[k], c->ndirection[k], before, 100 + k);
        }
    }
}

/* ---- extreme numbers, labels
 * ------------------------------------------------------------------ */

static void try_extremes(struct call *c, struct run *r)
{
    const bool narrow = sizeof(real) == sizeof(float);
    const real huge = (real)(narrow ? 1e38 : 1e308), tiny = (real)(narrow ? 1e-38 : 1e-308);
    const real number[] = {0,
                           (real)-0.0,
                           1,
                           -1,
                           huge,
                           -huge,
                           tiny,
                           -tiny,
                           tiny / 1024,
                           (real)INFINITY,
                           -(real)INFINITY,
                           (real)NAN};
    test.what = "extreme numbers";
    for (int k = 0; k < INPUTS; k++) {
        if (!is_input(c, k)) {
            continue;
        }
        const size_t bytes = (size_t)numel(&c->p, k) * sizeof(real);
        real *home = take(r, bytes, 1);
        memcpy(home, c->p.in[k], bytes);
        for (size_t v = 0; v < sizeof number / sizeof *number; v++) {
            for (int64_t i = 0; i < numel(&c->p, k); i++) {
                c->p.in[k][i] = number[v];
            }
            run_call(c);
            for (int64_t i = 0; i < numel(&c->p, k); i++) {
                c->p.in[k][i] = i % 3 == 1 ? home[i] : i % 3 ? -number[v] : number[v];
            }
            run_call(c);
        }
        for (int64_t i = 0; i < numel(&c->p, k); i++) {
            c->p.in[k][i] = -home[i]; /* no longer definite, positive, ... */
        }
        run_call(c);
        memcpy(c->p.in[k], home, bytes);
    }
}

static void try_labels(struct call *c)
{
    test.what = "a label out of range";
    for (int k = 0; k < INPUTS; k++) {
        if (!(input[k].promises & LABELS) || !c->o->uses_input[k]) {
            continue;
        }
        const int32_t bad[] = {-1, (int32_t)c->p.size[k][1], INT32_MIN, INT32_MAX};
        for (int64_t i = 0; i < c->p.size[k][0]; i++) {
            int32_t *y = &c->p.labels[k][i], home = *y;
            for (int b = 0; b < 4; b++) {
                *y = bad[b];
                run_call(c);
                verdict(c, c->rc == -1 || MDRT_CODE(c->rc) == MDRT_ELABEL, "is not refused",
                        (long)i);
            }
            *y = home;
        }
    }
}

/* ---- sizes
 * ------------------------------------------------------------------------------------- */

/* Inputs of the sizes in p->dim; false if there are none. */
static bool draw_sizes(struct run *r, struct point *p)
{
    measure(p->dim, p->size);
    for (int k = 0; k < INPUTS; k++) {
        if (p->size[k][0] < 0 || p->size[k][1] < 0 || numel(p, k) > 100000 ||
            ((input[k].promises & LABELS) && p->size[k][0] && p->size[k][1] == 0)) {
            return false;
        }
        draw_input(r, k, DOMINANT, p);
    }
    return true;
}

static void try_small(struct run *r, const struct objective *o, enum kind kind,
                      const int64_t *dim)
{
    struct point p = {.dim = {0}};
    memcpy(p.dim, dim, sizeof p.dim);
    for (int side = 0; side < SIDES && draw_sizes(r, &p); side++) {
        struct call c;
        if (begin(&c, r, o, kind, &p, side)) {
            run_call(&c);
        }
        end(&c);
    }
}

/* Sizes that must be refused; what has no proper size must not be touched at all. */
static void try_refused(struct run *r, const struct point *p, const struct objective *o,
                        enum kind kind, const int64_t *dim)
{
    struct call c;
    int64_t count[OUTPUTS + 1];
    if (o->f[kind].bytes(dim) != SIZE_MAX || !begin(&c, r, o, kind, p, 1)) {
        return;
    }
    memcpy(c.p.dim, dim, sizeof c.p.dim);
    count_outputs(o, kind, dim, count);
    for (int k = 0; k < c.n; k++) {
        if (count[k] != c.count[k]) {
            c.out[k] = (real *)(void *)c.fence[0].pages;
            c.count[k] = 0;
        }
    }
    for (int k = 0; k < INPUTS; k++) {
        c.p.in[k] =
            p->size[k][0] == 1 && p->size[k][1] == 1 ? c.p.in[k] : (void *)c.fence[0].pages;
        c.p.labels[k] = (void *)c.fence[0].pages;
    }
    run_call(&c);
    verdict(&c, c.rc == -1 || MDRT_CODE(c.rc) == MDRT_ESIZE, "is not refused", c.rc);
    end(&c);
}

static void try_sizes(struct run *r, const struct objective *o, enum kind kind,
                      const struct point *p)
{
    static const int64_t small[] = {0, 1, 2},
                         bad[] = {
                             -1,        -1000,         INT64_MIN,        -INT64_MAX,
                             INT64_MAX, INT64_MAX / 2, INT64_C(1) << 62, INT64_C(1) << 61};
    int64_t dim[DIMS + 1];
    for (size_t s = 0; s < sizeof small / sizeof *small; s++) {
        test.what = "sizes of 0, 1, 2";
        for (int k = 0; k < DIMS; k++) {
            memcpy(dim, p->dim, sizeof dim);
            dim[k] = small[s];
            try_small(r, o, kind, dim);
        }
        for (int k = 0; k < DIMS; k++) {
            dim[k] = small[s];
        }
        try_small(r, o, kind, dim);
    }
    for (size_t s = 0; s < sizeof bad / sizeof *bad; s++) {
        test.what = "sizes that do not fit";
        for (int k = 0; k <= DIMS; k++) { /* each, then all */
            memcpy(dim, p->dim, sizeof dim);
            for (int i = 0; i < DIMS; i++) {
                dim[i] = k == i || k == DIMS ? bad[s] : dim[i];
            }
            try_refused(r, p, o, kind, dim);
        }
    }
}

/* ---- all of it
 * ------------------------------------------------------------------------------------- */

static void try_parts(struct call *c, struct run *r)
{
    real *all = take(r, (size_t)total(c), sizeof *all), *from = all;
    test.what = "one output alone";
    if (!run_call(c)) {
        return;
    }
    gather(c, all);
    real *out[OUTPUTS + 1];
    memcpy(out, c->out, sizeof out);
    for (int k = 0; k < c->n; k++) {
        memset(c->out, 0, sizeof c->out);
        c->out[k] = out[k];
        run_call(c);
        verdict(c, c->rc == MDRT_EOK, "fails", k);
        from += c->count[k];
    }
    memcpy(c->out, out, sizeof out);
}

static void protect_inputs(struct call *c, int how)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (int k = 0; k < INPUTS; k++) {
        struct fence *f = &c->fence[k];
        if (f->length > 2 * page && mprotect(f->pages + page, f->length - 2 * page, how)) {
            exit(3);
        }
    }
}

static void try_function(const struct objective *o, enum kind kind)
{
    struct run r = {NULL, UINT64_C(5)};
    bool good = false;
    for (int draw = 0; draw < MAX_DRAWS && !good; draw++) {
        struct point p;
        if (draw_point(&r, draw, &p)) {
            for (int side = 0; side < SIDES; side++) {
                struct call c;
                if (!begin(&c, &r, o, kind, &p, side)) {
                    break;
                }
                test.what = "fenced arrays";
                protect_inputs(&c, PROT_READ);
                good = run_call(&c) && is_finite(&c);
                protect_inputs(&c, PROT_READ | PROT_WRITE);
                if (good || draw == MAX_DRAWS - 1) {
                    try_parts(&c, &r);
                    try_extremes(&c, &r);
                    try_labels(&c);
                }
                if (good && side) {
                    try_nan(&c, &r);
                    try_sizes(&r, o, kind, &p);
                }
                end(&c);
            }
        }
        release(&r);
    }
}

int main(void)
{
    const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGALRM};
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int k = 0; k < 4; k++) {
        struct sigaction act = {.sa_handler = caught};
        sigaction(signals[k], &act, NULL);
    }
    for (size_t i = 0; i < sizeof objectives / sizeof *objectives; i++) {
        for (int k = 0; k < KINDS; k++) {
            if (is_emitted(&objectives[i], (enum kind)k)) {
                try_function(&objectives[i], (enum kind)k);
            }
        }
    }
    printf("%d passed, %d failed\n", test.passed, test.failed);
    return test.failed != 0;
}
