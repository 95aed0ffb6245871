/* The products of two factors that a function forms already.
 *
 * A product is known by its factors and by a pattern: the labels of both factors, numbered
 * in the order in which they come, and which of them stay. Equal products may be written in
 * up to eight ways (factors exchanged, axes of a symmetric factor exchanged); the way of
 * the smallest pattern stands for all. */
#include "product.h"

#include <string.h>

enum { MOST_AXES = 8, BUCKETS = 1024 };

struct key {
    mdg_node factor[2];
    int naxes, nlabels;
    uint8_t pattern[MOST_AXES]; /* numbers of the labels of both factors */
    uint8_t keep;               /* a bit for each number */
};

struct formed {
    struct key key;
    mdg_node node;
    uint8_t ix[2]; /* numbers of the labels at its axes */
    struct formed *next;
};

struct mdg_products {
    struct mdg *m;
    struct formed *bucket[BUCKETS];
};

struct mdg_products *mdg_products_new(struct mdg *m)
{
    struct mdg_products *p = MDG_NEW(m, struct mdg_products);
    p->m = m;
    return p;
}

/* The number of label l, a new one if it comes for the first time. */
static uint8_t number_of(struct key *k, uint8_t *label, uint8_t l)
{
    const uint8_t *seen = k->nlabels ? memchr(label, l, (size_t)k->nlabels) : NULL;
    if (seen) {
        return (uint8_t)(seen - label);
    }
    label[k->nlabels] = l;
    return (uint8_t)k->nlabels++;
}

/* One of the ways to write the product: bits of `way` exchange the axes of the first
 * factor, of the second, and the factors. label[] becomes the labels by number. */
static struct key write_key(const struct mdg_term *const *t, int way, uint64_t keep,
                            uint8_t *label)
{
    struct key k = {.naxes = 0};
    for (int f = 0; f < 2; f++) {
        const struct mdg_term *x = t[way & 4 ? 1 - f : f];
        k.factor[f] = x->node;
        for (int i = 0; i < x->node->order; i++) {
            uint8_t l = x->ix[way >> f & 1 ? 1 - i : i];
            k.pattern[k.naxes++] = number_of(&k, label, l);
        }
    }
    for (int q = 0; q < k.nlabels; q++) {
        k.keep = (uint8_t)(k.keep | (keep >> label[q] & 1) << q);
    }
    return k;
}

static bool may_flip(mdg_node n)
{
    return n->order == 2 && (n->props & MDG_SYMMETRIC);
}

static int compare(const struct key *a, const struct key *b)
{
    int c = memcmp(a->pattern, b->pattern, sizeof a->pattern);
    return c ? c : a->keep - b->keep;
}

/* The key of the product, false if it is none that is kept here. */
static bool key_of(const struct mdg_term *a, const struct mdg_term *b, uint64_t keep,
                   struct key *best, uint8_t *label)
{
    const struct mdg_term *t[2] = {a, b};
    if (a->node->id > b->node->id) {
        t[0] = b;
        t[1] = a;
    }
    if (a->node->order + b->node->order > MOST_AXES) {
        return false;
    }
    bool first = true;
    for (int way = 0; way < 8; way++) {
        int last = way & 4 ? 0 : 1; /* the factor that comes second */
        bool allowed = (!(way & 1) || may_flip(t[1 - last]->node)) &&
                       (!(way & 2) || may_flip(t[last]->node)) &&
                       (!(way & 4) || a->node == b->node);
        if (!allowed) {
            continue;
        }
        uint8_t by_number[MOST_AXES];
        struct key k = write_key(t, way, keep, by_number);
        if (first || compare(&k, best) < 0) {
            *best = k;
            memcpy(label, by_number, sizeof by_number);
            first = false;
        }
    }
    int kept = __builtin_popcount(best->keep);
    return kept < best->nlabels && kept <= 2;
}

static size_t bucket_of(const struct key *k)
{
    return (k->factor[0]->id * 31u + k->factor[1]->id) % BUCKETS;
}

static const struct formed *look_up(const struct mdg_products *p, const struct key *k)
{
    const struct formed *f = p->bucket[bucket_of(k)];
    while (f && (f->key.factor[0] != k->factor[0] || f->key.factor[1] != k->factor[1] ||
                 f->key.naxes != k->naxes || compare(&f->key, k) != 0)) {
        f = f->next;
    }
    return f;
}

mdg_node mdg_products_find(const struct mdg_products *p, const struct mdg_term *a,
                           const struct mdg_term *b, uint64_t keep, uint8_t *ix)
{
    struct key k;
    uint8_t label[MOST_AXES] = {0};
    const struct formed *f = key_of(a, b, keep, &k, label) ? look_up(p, &k) : NULL;
    for (int i = 0; f && i < f->node->order; i++) {
        ix[i] = label[f->ix[i]];
    }
    return f ? f->node : NULL;
}

void mdg_products_add(struct mdg_products *p, const struct mdg_term *a,
                      const struct mdg_term *b, uint64_t keep, mdg_node n,
                      const uint8_t *ix)
{
    struct key k;
    uint8_t label[MOST_AXES] = {0};
    if (!key_of(a, b, keep, &k, label) || look_up(p, &k)) {
        return;
    }
    struct formed *f = MDG_NEW(p->m, struct formed);
    f->key = k;
    f->node = n;
    for (int i = 0; i < n->order; i++) {
        f->ix[i] =
            (uint8_t)((const uint8_t *)memchr(label, ix[i], (size_t)k.nlabels) - label);
    }
    struct formed **head = &p->bucket[bucket_of(&k)];
    f->next = *head;
    *head = f;
}
