/* The arena of a run. */
#include "mdg.h"

#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#define MDG_HAS_FEATURE(f) __has_feature(f)
#else
#define MDG_HAS_FEATURE(f) 0
#endif

/* As strictly aligned as anything that is kept in the arena. */
union mdg_align {
    long long i;
    long double d;
    void *p;
};

/* Chunks hold many pieces; but under the address sanitizer each piece is a chunk of its
 * own, rounded to nothing, so that a step beyond its end is seen. */
#if defined(__SANITIZE_ADDRESS__) || MDG_HAS_FEATURE(address_sanitizer)
enum { CHUNK = 1, ROUND = 1 };
#else
enum { CHUNK = 1 << 16, ROUND = sizeof(union mdg_align) };
#endif

struct mdg_chunk {
    struct mdg_chunk *next;
    size_t size, used;
    union mdg_align data[];
};

struct mdg *mdg_new(void)
{
    return calloc(1, sizeof(struct mdg));
}

void mdg_own(struct mdg *m, struct mdg_owned *o, void (*release)(struct mdg_owned *self))
{
    *o = (struct mdg_owned){m->owned, &m->owned, release};
    if (o->next) {
        o->next->link = &o->next;
    }
    m->owned = o;
}

void mdg_disown(struct mdg_owned *o)
{
    if (o->next) {
        o->next->link = o->link;
    }
    *o->link = o->next;
}

void mdg_free(struct mdg *m)
{
    if (!m) {
        return;
    }
    if (m->self.link) {
        mdg_disown(&m->self);
    }
    while (m->owned) {
        struct mdg_owned *o = m->owned;
        mdg_disown(o);
        o->release(o);
    }
    while (m->chunks) {
        struct mdg_chunk *c = m->chunks;
        m->chunks = c->next;
        free(c);
    }
    free(m);
}

static MDG_NORETURN void out_of_memory(struct mdg *m)
{
    m->status = MDG_EIO;
    m->message = "mdgen: error: out of memory";
    if (m->raise) {
        m->raise(m);
    }
    abort();
}

static void raise_in_whole(struct mdg *part)
{
    struct mdg *m = part->raise_to;
    if (part->over_cap) {
        m->over_cap = true;
        m->at = part->at;
    }
    m->status = part->status;
    m->message = part->message; /* which lives as long as m */
    m->raise(m);
}

static void release_part(struct mdg_owned *self)
{
    struct mdg *part = (struct mdg *)(void *)self; /* its first member */
    part->self.link = NULL;
    mdg_free(part);
}

struct mdg *mdg_part(struct mdg *m)
{
    struct mdg *part = mdg_new();
    if (!part) {
        out_of_memory(m);
    }
    part->raise = raise_in_whole;
    part->raise_to = m;
    mdg_own(m, &part->self, release_part);
    return part;
}

void *mdg_alloc(struct mdg *m, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX / 2) / size) {
        out_of_memory(m);
    }
    size_t need = (count * size + ROUND - 1) / ROUND * ROUND;
    struct mdg_chunk *c = m->chunks;
    if (!c || c->size - c->used < need) {
        size_t want = need > CHUNK ? need : CHUNK;
        if (m->cap && (m->used > m->cap || want > m->cap - m->used)) {
            m->over_cap = true;
            out_of_memory(m);
        }
        c = malloc(sizeof *c + want);
        if (!c) {
            out_of_memory(m);
        }
        c->size = want;
        c->used = 0;
        c->next = m->chunks;
        m->chunks = c;
        m->used += want;
    }
    void *p = (char *)c->data + c->used;
    c->used += need;
    return memset(p, 0, need);
}

void *mdg_grow(struct mdg *m, void *data, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) {
        return data;
    }
    *cap = *cap ? 2 * *cap : 8;
    void *p = mdg_alloc(m, *cap, size);
    if (count) {
        memcpy(p, data, count * size);
    }
    return p;
}
