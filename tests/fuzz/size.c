/* Random numbers, and sizes: polynomials in the dims with integer coefficients. */
#include "fuzz.h"

#include <string.h>

const char *const dim_name[NDIMS] = {"n", "m", "k"};

uint64_t rng_next(struct rng *r)
{
    uint64_t z = (r->state += 0x9e3779b97f4a7c15u); /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t hash2(uint64_t a, uint64_t b)
{
    struct rng r = {.state = a * 0x9fb21c651e98df25u + b};
    (void)rng_next(&r);
    return rng_next(&r);
}

int rng_below(struct rng *r, int n)
{
    if (r->left > 0) {
        r->left--;
        return *r->bytes++ % n;
    }
    return (int)(rng_next(r) % (uint64_t)n);
}

bool rng_chance(struct rng *r, int percent)
{
    return rng_below(r, 100) < percent;
}

double rng_between(struct rng *r, double lo, double hi)
{
    return lo + (hi - lo) * (double)(rng_next(r) >> 11) / 9007199254740992.0;
}

struct size size_int(int v)
{
    struct size s = {0};
    s.n = v != 0;
    s.t[0].coef = v;
    return s;
}

struct size size_dim(int k)
{
    struct size s = size_int(1);
    s.t[0].power[k] = 1;
    return s;
}

static int order(const struct term *a, const struct term *b)
{
    return memcmp(b->power, a->power, sizeof a->power);
}

/* s + coef * (a power), in its place */
static bool put(struct size *s, const struct term *t)
{
    int i = 0;
    while (i < s->n && order(&s->t[i], t) < 0) {
        i++;
    }
    if (i < s->n && order(&s->t[i], t) == 0) {
        s->t[i].coef += t->coef;
        if (s->t[i].coef == 0) {
            s->n--;
            memmove(&s->t[i], &s->t[i + 1], (size_t)(s->n - i) * sizeof *t);
        }
        return true;
    }
    if (s->n == MAX_TERMS) {
        return false;
    }
    memmove(&s->t[i + 1], &s->t[i], (size_t)(s->n - i) * sizeof *t);
    s->t[i] = *t;
    s->n++;
    return true;
}

bool size_add(const struct size *a, int sign, const struct size *b, struct size *out)
{
    struct size s = *a;
    for (int i = 0; i < b->n; i++) {
        struct term t = b->t[i];
        t.coef *= sign;
        if (!put(&s, &t)) {
            return false;
        }
    }
    *out = s;
    return true;
}

bool size_mul(const struct size *a, const struct size *b, struct size *out)
{
    struct size s = size_int(0);
    for (int i = 0; i < a->n; i++) {
        for (int j = 0; j < b->n; j++) {
            struct term t = a->t[i];
            t.coef *= b->t[j].coef;
            for (int k = 0; k < NDIMS; k++) {
                t.power[k] = (uint8_t)(t.power[k] + b->t[j].power[k]);
            }
            if (!put(&s, &t)) {
                return false;
            }
        }
    }
    *out = s;
    return true;
}

bool size_same(const struct size *a, const struct size *b)
{
    for (int i = 0; i < a->n && a->n == b->n; i++) {
        if (order(&a->t[i], &b->t[i]) != 0 || a->t[i].coef != b->t[i].coef) {
            return false;
        }
    }
    return a->n == b->n;
}

bool size_is_int(const struct size *a, int *v)
{
    static const struct term one = {1, {0}};
    if (a->n > 1 || (a->n == 1 && order(&a->t[0], &one) != 0)) {
        return false;
    }
    if (v) {
        *v = a->n ? a->t[0].coef : 0;
    }
    return true;
}

bool size_is_one(const struct size *a)
{
    int v = 0;
    return size_is_int(a, &v) && v == 1;
}

int size_value(const struct size *a, const int dim[NDIMS])
{
    int sum = 0;
    for (int i = 0; i < a->n; i++) {
        int p = a->t[i].coef;
        for (int k = 0; k < NDIMS; k++) {
            for (int e = 0; e < a->t[i].power[k]; e++) {
                p *= dim[k];
            }
        }
        sum += p;
    }
    return sum;
}

unsigned size_dims(const struct size *a)
{
    unsigned bits = 0;
    for (int i = 0; i < a->n; i++) {
        for (int k = 0; k < NDIMS; k++) {
            bits |= a->t[i].power[k] ? 1u << k : 0;
        }
    }
    return bits;
}

const char *size_text(const struct size *a, char *buf, size_t n)
{
    size_t at = 0;
    bool alone = a->n <= 1 && (a->n == 0 || a->t[0].coef >= 0);
    buf[0] = '\0';
    at += (size_t)snprintf(buf + at, n - at, "%s", alone ? "" : "(");
    for (int i = 0; i < a->n; i++) {
        const struct term *t = &a->t[i];
        int c = t->coef < 0 ? -t->coef : t->coef;
        bool bare = true;
        const char *sign = t->coef < 0 ? (i ? " - " : "-") : (i ? " + " : "");
        at += (size_t)snprintf(buf + at, n - at, "%s", sign);
        for (int k = 0; k < NDIMS; k++) {
            for (int e = 0; e < t->power[k]; e++) {
                at += (size_t)snprintf(buf + at, n - at, "%s%s", bare ? "" : "*",
                                       dim_name[k]);
                bare = false;
            }
        }
        if (c != 1 || bare) {
            at += (size_t)snprintf(buf + at, n - at, "%s%d", bare ? "" : "*", c);
        }
    }
    snprintf(buf + at, n - at, "%s", a->n == 0 ? "0" : alone ? "" : ")");
    return buf;
}
