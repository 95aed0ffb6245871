/* Interned strings, growing texts, numbers as text. */
#include "mdg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mdg_strings {
    const char **slot; /* open addressing; capacity is a power of 2 */
    size_t count, cap;
};

static uint64_t hash(const char *s)
{
    uint64_t h = 1469598103934665603u; /* Fowler, Noll, Vo: FNV-1a */
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    }
    return h;
}

static const char **find(struct mdg_strings *t, const char *s)
{
    size_t i = (size_t)hash(s) & (t->cap - 1);
    while (t->slot[i] && strcmp(t->slot[i], s) != 0) {
        i = (i + 1) & (t->cap - 1);
    }
    return &t->slot[i];
}

static void rehash(struct mdg *m, struct mdg_strings *t)
{
    struct mdg_strings old = *t;
    t->cap = old.cap ? 2 * old.cap : 64;
    t->slot = MDG_KEEP(m, t->cap, const char *);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.slot[i]) {
            *find(t, old.slot[i]) = old.slot[i];
        }
    }
}

const char *mdg_intern(struct mdg *m, const char *s)
{
    if (!m->strings) {
        m->strings = MDG_KEEP(m, 1, struct mdg_strings);
    }
    struct mdg_strings *t = m->strings;
    if (2 * t->count >= t->cap) {
        rehash(m, t);
    }
    const char **p = find(t, s);
    if (!*p) {
        char *copy = mdg_keep(m, strlen(s) + 1, 1);
        strcpy(copy, s);
        *p = copy;
        t->count++;
    }
    return *p;
}

const char *mdg_vfmt(struct mdg *m, const char *fmt, va_list ap)
{
    char small[512];
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof small, fmt, again);
    va_end(again);
    size_t length = n < 0 ? 0 : (size_t)n;
    char *s = mdg_alloc(m, length + 1, 1);
    if (length < sizeof small) {
        memcpy(s, small, length);
    } else {
        vsnprintf(s, length + 1, fmt, ap);
    }
    return s;
}

const char *mdg_fmt(struct mdg *m, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *s = mdg_vfmt(m, fmt, ap);
    va_end(ap);
    return s;
}

void mdg_putn(struct mdg *m, struct mdg_buf *b, const char *s, size_t n)
{
    if (b->count + n + 1 > b->cap) {
        size_t cap = 2 * b->cap + n + 64;
        b->data = mdg_resize(m, b->kept, b->data, b->cap, cap, 1);
        b->cap = cap;
    }
    memcpy(b->data + b->count, s, n);
    b->count += n;
    b->data[b->count] = '\0';
}

void mdg_put(struct mdg *m, struct mdg_buf *b, const char *s)
{
    mdg_putn(m, b, s, strlen(s));
}

void mdg_putf(struct mdg *m, struct mdg_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mdg_vputf(m, b, fmt, ap);
    va_end(ap);
}

void mdg_vputf(struct mdg *m, struct mdg_buf *b, const char *fmt, va_list ap)
{
    char small[512];
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    if (n >= 0 && (size_t)n < sizeof small) {
        mdg_putn(m, b, small, (size_t)n);
    } else {
        mdg_put(m, b, mdg_vfmt(m, fmt, again));
    }
    va_end(again);
}

const char *mdg_number(struct mdg *m, double v)
{
    if (isnan(v)) {
        return "nan";
    }
    if (isinf(v)) {
        return v > 0 ? "inf" : "-inf";
    }
    if (v == floor(v) && fabs(v) < 1e15) {
        return mdg_fmt(m, "%.0f", v);
    }
    char s[64];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(s, sizeof s, "%.*g", digits, v);
        if (strtod(s, NULL) == v) {
            break;
        }
    }
    /* the decimal point of the locale is the only byte that is not a digit, sign or
     * exponent */
    for (char *p = s; *p; p++) {
        if (!strchr("0123456789+-e", *p)) {
            *p = '.';
        }
    }
    return mdg_fmt(m, "%s", s);
}
