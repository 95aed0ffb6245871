/* Sizes: interned polynomials in the dims. */
#include "size.h"

#include <inttypes.h>
#include <string.h>

struct term {
    int64_t coef;
    int ndims;       /* degree */
    const int *dims; /* dims with repetition, ascending */
};

struct mdg_size {
    int nterms;        /* no term is zero; 0 terms: the size 0 */
    struct term *term; /* by descending degree, then by dims; the constant comes last */
    uint64_t hash;
    struct mdg_size *next; /* in its bucket */
};

struct mdg_sizes {
    struct mdg_size **bucket;
    size_t nbuckets, count; /* buckets are a power of 2, and at least as many as sizes */
    struct {
        struct mdg_dim *data;
        size_t count, cap;
    } dims;
};

static struct mdg_sizes *sizes(struct mdg *m)
{
    if (!m->sizes) {
        m->sizes = MDG_KEEP(m, 1, struct mdg_sizes);
    }
    return m->sizes;
}

int mdg_dim_new(struct mdg *m, const char *name, double typical)
{
    struct mdg_dim d = {mdg_intern(m, name), typical, m->at};
    MDG_KEEP_PUSH(m, &sizes(m)->dims, d);
    return (int)sizes(m)->dims.count - 1;
}

int mdg_dim_count(const struct mdg *m)
{
    return m->sizes ? (int)m->sizes->dims.count : 0;
}

const struct mdg_dim *mdg_dim(const struct mdg *m, int k)
{
    return &m->sizes->dims.data[k];
}

/* ---- interning ------------------------------------------------------------- */

static int monomial_cmp(const struct term *a, const struct term *b)
{
    if (a->ndims != b->ndims) {
        return a->ndims > b->ndims ? -1 : 1;
    }
    for (int i = 0; i < a->ndims; i++) {
        if (a->dims[i] != b->dims[i]) {
            return a->dims[i] < b->dims[i] ? -1 : 1;
        }
    }
    return 0;
}

static uint64_t hash_terms(int n, const struct term *t)
{
    uint64_t h = 14695981039346656037u;
    for (int i = 0; i < n; i++) {
        h = (h ^ (uint64_t)t[i].coef) * 1099511628211u;
        for (int j = 0; j < t[i].ndims; j++) {
            h = (h ^ (uint64_t)(t[i].dims[j] + 1)) * 1099511628211u;
        }
        h = (h ^ 0x9e3779b9u) * 1099511628211u;
    }
    return h;
}

static bool same(const struct mdg_size *s, int n, const struct term *t)
{
    if (s->nterms != n) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        if (s->term[i].coef != t[i].coef || monomial_cmp(&s->term[i], &t[i]) != 0) {
            return false;
        }
    }
    return true;
}

static void grow_buckets(struct mdg *m, struct mdg_sizes *z)
{
    struct mdg_size **old = z->bucket;
    size_t nold = z->nbuckets;
    z->nbuckets = nold ? 4 * nold : 1024;
    z->bucket = MDG_KEEP(m, z->nbuckets, struct mdg_size *);
    for (size_t i = 0; i < nold; i++) {
        for (struct mdg_size *s = old[i], *next; s; s = next) {
            struct mdg_size **p = &z->bucket[s->hash & (z->nbuckets - 1)];
            next = s->next;
            s->next = *p;
            *p = s;
        }
    }
}

enum { FEW = 16 }; /* terms, dims of a term: as many are put together on the stack */

static struct term *copy_terms(struct mdg *m, int n, const struct term *t)
{
    struct term *c = MDG_KEEP(m, n, struct term);
    for (int i = 0; i < n; i++) {
        int *dims = MDG_KEEP(m, t[i].ndims, int);
        memcpy(dims, t[i].dims, (size_t)t[i].ndims * sizeof *dims);
        c[i] = (struct term){t[i].coef, t[i].ndims, dims};
    }
    return c;
}

/* The one size of these terms, which are copied if it is new. */
static mdg_size intern(struct mdg *m, int n, const struct term *t)
{
    struct mdg_sizes *z = sizes(m);
    uint64_t h = hash_terms(n, t);
    if (z->count >= z->nbuckets) {
        grow_buckets(m, z);
    }
    struct mdg_size **p = &z->bucket[h & (z->nbuckets - 1)];
    for (struct mdg_size *s = *p; s; s = s->next) {
        if (s->hash == h && same(s, n, t)) {
            return s;
        }
    }
    struct mdg_size *s = MDG_KEEP(m, 1, struct mdg_size);
    *s = (struct mdg_size){n, copy_terms(m, n, t), h, *p};
    *p = s;
    z->count++;
    return s;
}

mdg_size mdg_size_int(struct mdg *m, int64_t v)
{
    static const int none[1];
    const struct term t = {v, 0, none};
    return intern(m, v ? 1 : 0, &t);
}

mdg_size mdg_size_dim(struct mdg *m, int k)
{
    const struct term t = {1, 1, &k};
    return intern(m, 1, &t);
}

/* ---- arithmetic ------------------------------------------------------------ */

static int64_t checked(struct mdg *m, int64_t a, int64_t b, char op)
{
    int64_t r = 0;
    bool bad =
        op == '+' ? __builtin_add_overflow(a, b, &r) : __builtin_mul_overflow(a, b, &r);
    if (bad) {
        mdg_err(m, m->at,
                "a size is too large: %" PRId64 " %c %" PRId64
                "\n  hint: sizes are 64-bit integers",
                a, op, b);
    }
    return r;
}

static mdg_size add_scaled(struct mdg *m, mdg_size a, mdg_size b, int64_t s)
{
    struct term few[FEW];
    int most = a->nterms + b->nterms, i = 0, j = 0, n = 0;
    struct term *t = most > FEW ? MDG_ARRAY(m, most, struct term) : few;
    while (i < a->nterms || j < b->nterms) {
        int c = i == a->nterms   ? 1
                : j == b->nterms ? -1
                                 : monomial_cmp(&a->term[i], &b->term[j]);
        struct term next = c <= 0 ? a->term[i] : b->term[j];
        next.coef =
            c < 0    ? a->term[i].coef
            : c == 0 ? checked(m, a->term[i].coef, checked(m, s, b->term[j].coef, '*'), '+')
                     : checked(m, s, b->term[j].coef, '*');
        i += c <= 0;
        j += c >= 0;
        if (next.coef) {
            t[n++] = next;
        }
    }
    return intern(m, n, t);
}

mdg_size mdg_size_add(struct mdg *m, mdg_size a, mdg_size b)
{
    return add_scaled(m, a, b, 1);
}

mdg_size mdg_size_sub(struct mdg *m, mdg_size a, mdg_size b)
{
    return add_scaled(m, a, b, -1);
}

static mdg_size mul_term(struct mdg *m, mdg_size a, const struct term *b)
{
    mdg_size r = mdg_size_int(m, 0);
    for (int i = 0; i < a->nterms; i++) {
        const struct term *x = &a->term[i];
        int few[FEW], ndims = x->ndims + b->ndims, p = 0, q = 0;
        int *dims = ndims > FEW ? MDG_ARRAY(m, ndims, int) : few;
        for (int k = 0; k < ndims; k++) {
            bool left = q == b->ndims || (p < x->ndims && x->dims[p] <= b->dims[q]);
            dims[k] = left ? x->dims[p++] : b->dims[q++];
        }
        const struct term t = {checked(m, x->coef, b->coef, '*'), ndims, dims};
        r = mdg_size_add(m, r, intern(m, 1, &t));
    }
    return r;
}

mdg_size mdg_size_mul(struct mdg *m, mdg_size a, mdg_size b)
{
    mdg_size r = mdg_size_int(m, 0);
    for (int j = 0; j < b->nterms; j++) {
        r = mdg_size_add(m, r, mul_term(m, a, &b->term[j]));
    }
    return r;
}

/* ---- questions ------------------------------------------------------------- */

bool mdg_size_is_int(mdg_size s, int64_t *v)
{
    if (s->nterms > 1 || (s->nterms == 1 && s->term[0].ndims)) {
        return false;
    }
    if (v) {
        *v = s->nterms ? s->term[0].coef : 0;
    }
    return true;
}

bool mdg_size_is(mdg_size s, int64_t v)
{
    int64_t w = 0;
    return mdg_size_is_int(s, &w) && w == v;
}

bool mdg_size_uses(mdg_size s, int dim)
{
    for (int i = 0; i < s->nterms; i++) {
        for (int k = 0; k < s->term[i].ndims; k++) {
            if (s->term[i].dims[k] == dim) {
                return true;
            }
        }
    }
    return false;
}

bool mdg_size_may_be_negative(mdg_size s)
{
    for (int i = 0; i < s->nterms; i++) {
        if (s->term[i].coef < 0) {
            return true;
        }
    }
    return false;
}

double mdg_size_value(mdg_size s, const double *dims)
{
    double sum = 0;
    for (int i = 0; i < s->nterms; i++) {
        double t = (double)s->term[i].coef;
        for (int k = 0; k < s->term[i].ndims; k++) {
            t *= dims[s->term[i].dims[k]];
        }
        sum += t;
    }
    return sum;
}

bool mdg_size_exact(mdg_size s, const int64_t *dims, int64_t *out)
{
    int64_t sum = 0;
    for (int i = 0; i < s->nterms; i++) {
        int64_t t = s->term[i].coef;
        for (int k = 0; k < s->term[i].ndims; k++) {
            if (__builtin_mul_overflow(t, dims[s->term[i].dims[k]], &t)) {
                return false;
            }
        }
        if (__builtin_add_overflow(sum, t, &sum)) {
            return false;
        }
    }
    *out = sum;
    return true;
}

double mdg_size_typical(const struct mdg *m, mdg_size s)
{
    double sum = 0;
    for (int i = 0; i < s->nterms; i++) {
        double t = (double)s->term[i].coef;
        for (int k = 0; k < s->term[i].ndims; k++) {
            t *= mdg_dim(m, s->term[i].dims[k])->typical;
        }
        sum += t;
    }
    return sum;
}

int mdg_size_terms(mdg_size s)
{
    return s->nterms;
}

int64_t mdg_size_term(mdg_size s, int k, int *ndims, const int **dims)
{
    *ndims = s->term[k].ndims;
    *dims = s->term[k].dims;
    return s->term[k].coef;
}

/* ---- text ------------------------------------------------------------------ */

static void put_term(struct mdg *m, struct mdg_buf *b, const struct term *t)
{
    uint64_t c = t->coef < 0 ? 0 - (uint64_t)t->coef : (uint64_t)t->coef;
    if (c != 1 || !t->ndims) {
        mdg_putf(m, b, "%" PRIu64 "%s", c, t->ndims ? "*" : "");
    }
    for (int k = 0; k < t->ndims; k++) {
        mdg_putf(m, b, "%s%s", k ? "*" : "", mdg_dim(m, t->dims[k])->name);
    }
}

const char *mdg_size_text(struct mdg *m, mdg_size s)
{
    struct mdg_buf b = {0};
    for (int i = 0; i < s->nterms; i++) {
        bool minus = s->term[i].coef < 0;
        mdg_put(m, &b, i ? (minus ? " - " : " + ") : minus ? "-" : "");
        put_term(m, &b, &s->term[i]);
    }
    return s->nterms ? b.data : "0";
}

bool mdg_size_is_atom(mdg_size s)
{
    return s->nterms == 0 ||
           (s->nterms == 1 && s->term[0].coef > 0 &&
            (s->term[0].ndims == 0 || (s->term[0].ndims == 1 && s->term[0].coef == 1)));
}

const char *mdg_shape_text(struct mdg *m, int order, const mdg_size *shape)
{
    struct mdg_buf b = {0};
    for (int i = 0; i < order; i++) {
        bool atom = mdg_size_is_atom(shape[i]);
        mdg_putf(m, &b, atom ? "%s%s" : "%s(%s)", i ? " x " : "",
                 mdg_size_text(m, shape[i]));
    }
    return order ? b.data : "1 x 1";
}
