/* Names in generated code. */
#include "cname.h"

#include <string.h>

/* A variable of such a name would not compile, or would warn. (Keywords never come from a
 * spec, but they may come from here: a name for an intermediate is made of words.) */
static const char *const taken[] = {
#define KEYWORD(name) #name,
#define TAKEN(name) #name,
#include "names.def"
};

/* The C library has macros of mathematics for each of its types: M_PIf, HUGE_VAL_F32X. */
static const char *const typed[] = {
    "M_PI",     "M_PI_2", "M_PI_4", "M_1_PI",  "M_2_PI",    "M_2_SQRTPI", "M_E",  "M_LOG2E",
    "M_LOG10E", "M_LN2",  "M_LN10", "M_SQRT2", "M_SQRT1_2", "HUGE_VAL_",  "SNAN",
};
static const char *const types[] = {"f", "l", "f32", "f64", "f128", "f32x", "f64x",
                                    "F", "L", "F32", "F64", "F128", "F32X", "F64X"};

/* A name in use, and the number that the next name made from it gets. */
struct used {
    const char *s; /* interned */
    int next;
};

struct mdg_names {
    struct used *slot; /* open addressing by pointer; capacity is a power of 2 */
    size_t count, cap;
};

static struct used *find(const struct mdg_names *n, const char *s)
{
    size_t i = (size_t)(((uintptr_t)s >> 4) * 2654435761u) & (n->cap - 1);
    while (n->slot[i].s && n->slot[i].s != s) {
        i = (i + 1) & (n->cap - 1);
    }
    return &n->slot[i];
}

static void resize(struct mdg *m, struct mdg_names *n, size_t cap)
{
    struct mdg_names old = *n;
    n->cap = cap;
    n->slot = MDG_ARRAY(m, cap, struct used);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.slot[i].s) {
            *find(n, old.slot[i].s) = old.slot[i];
        }
    }
}

static void use(struct mdg *m, struct mdg_names *n, const char *s)
{
    if (2 * (n->count + 1) > n->cap) {
        resize(m, n, n->cap ? 2 * n->cap : 1024);
    }
    struct used *u = find(n, s);
    n->count += !u->s;
    u->s = s;
}

struct mdg_names *mdg_names_new(struct mdg *m)
{
    struct mdg_names *n = MDG_NEW(m, struct mdg_names);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        use(m, n, mdg_intern(m, taken[i]));
    }
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
            use(m, n, mdg_intern(m, mdg_fmt(m, "%s%s", typed[i], types[k])));
        }
    }
    return n;
}

struct mdg_names *mdg_names_copy(struct mdg *m, const struct mdg_names *from)
{
    struct mdg_names *n = MDG_NEW(m, struct mdg_names);
    *n = *from;
    resize(m, n, from->cap);
    return n;
}

const char *mdg_name(struct mdg *m, struct mdg_names *names, const char *base)
{
    const char *b = mdg_intern(m, base), *s = b;
    while (find(names, s)->s) {
        struct used *u = find(names, b);
        u->next++;
        s = mdg_intern(m, u->next == 1 ? mdg_fmt(m, "%s_", base)
                                       : mdg_fmt(m, "%s_%d", base, u->next));
    }
    use(m, names, s);
    return s;
}
