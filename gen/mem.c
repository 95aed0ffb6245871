/* The memory of a run: two arenas. */
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
 * own, rounded to nothing, so that a step beyond its end is seen, and a look at what was
 * given back. */
#if defined(__SANITIZE_ADDRESS__) || MDG_HAS_FEATURE(address_sanitizer)
enum { CHUNK = 0, ROUND = 1 };
#else
enum { CHUNK = 1 << 16, ROUND = sizeof(union mdg_align) };
#endif

struct mdg_chunk {
    struct mdg_chunk *prev, *next; /* newer, older */
    size_t size, used;
    uint64_t born; /* number of a chunk that holds one piece */
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

static void free_chunks(struct mdg_chunk *c)
{
    while (c) {
        struct mdg_chunk *next = c->next;
        free(c);
        c = next;
    }
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
    free_chunks(m->temporary.shared);
    free_chunks(m->temporary.single);
    free_chunks(m->kept.shared);
    free_chunks(m->kept.single);
    free(m->spare);
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

/* count * size bytes, rounded so that what comes next is aligned. */
static size_t bytes(struct mdg *m, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX / 2) / size) {
        out_of_memory(m);
    }
    return (count * size + ROUND - 1) / ROUND * ROUND;
}

/* May the run have so many bytes more? */
static void check_cap(struct mdg *m, size_t more)
{
    if (m->cap && (m->used > m->cap || more > m->cap - m->used)) {
        m->over_cap = true;
        out_of_memory(m);
    }
}

static void *checked(struct mdg *m, void *p)
{
    if (!p) {
        out_of_memory(m);
    }
    return p;
}

static void push(struct mdg *m, struct mdg_chunk **first, struct mdg_chunk *c, size_t size)
{
    *c = (struct mdg_chunk){.next = *first, .size = size, .born = ++m->born};
    *first = c;
    if (c->next) {
        c->next->prev = c;
    }
    m->used += size;
}

/* A chunk of one piece, of zeros. */
static void *single(struct mdg *m, struct mdg_arena *a, size_t size)
{
    check_cap(m, size);
    struct mdg_chunk *c = checked(m, calloc(1, sizeof *c + size));
    push(m, &a->single, c, size);
    return c->data;
}

/* A chunk of many pieces: the one that was given back last, or a new one. */
static void add_shared(struct mdg *m, struct mdg_arena *a)
{
    check_cap(m, CHUNK);
    struct mdg_chunk *c = m->spare ? m->spare : checked(m, malloc(sizeof *c + CHUNK));
    m->spare = NULL;
    push(m, &a->shared, c, CHUNK);
}

static void *alloc(struct mdg *m, struct mdg_arena *a, size_t need)
{
    if (need > CHUNK) {
        return single(m, a, need);
    }
    if (!a->shared || a->shared->size - a->shared->used < need) {
        add_shared(m, a);
    }
    void *p = (char *)a->shared->data + a->shared->used;
    a->shared->used += need;
    return memset(p, 0, need);
}

/* A piece that is a chunk of its own moves with its chunk, so that nothing is left behind.
 */
static void *resize(struct mdg *m, struct mdg_arena *a, void *data, size_t have,
                    size_t need)
{
    if (need <= have) {
        return data;
    }
    if (have <= CHUNK) {
        void *p = alloc(m, a, need);
        return have ? memcpy(p, data, have) : p;
    }
    check_cap(m, need - have);
    struct mdg_chunk *c = (void *)((char *)data - offsetof(struct mdg_chunk, data));
    c = checked(m, realloc(c, sizeof *c + need));
    *(c->prev ? &c->prev->next : &a->single) = c;
    if (c->next) {
        c->next->prev = c;
    }
    m->used += need - have;
    c->size = need;
    return c->data;
}

/* The chunk without which the list goes on; its bytes no longer count. */
static struct mdg_chunk *pop(struct mdg *m, struct mdg_chunk **first)
{
    struct mdg_chunk *c = *first;
    *first = c->next;
    if (c->next) {
        c->next->prev = NULL;
    }
    m->used -= c->size;
    return c;
}

struct mdg_hold mdg_hold(const struct mdg *m)
{
    const struct mdg_chunk *c = m->temporary.shared;
    return (struct mdg_hold){m->born, c ? c->used : 0};
}

void mdg_release(struct mdg *m, struct mdg_hold hold)
{
    struct mdg_arena *a = &m->temporary;
    while (a->single && a->single->born > hold.born) {
        free(pop(m, &a->single));
    }
    while (a->shared && a->shared->born > hold.born) {
        free(m->spare);
        m->spare = pop(m, &a->shared);
    }
    if (a->shared) {
        a->shared->used = hold.used;
    }
}

void *mdg_alloc(struct mdg *m, size_t count, size_t size)
{
    return alloc(m, &m->temporary, bytes(m, count, size));
}

void *mdg_keep(struct mdg *m, size_t count, size_t size)
{
    return alloc(m, &m->kept, bytes(m, count, size));
}

void *mdg_resize(struct mdg *m, bool kept, void *data, size_t old_count, size_t count,
                 size_t size)
{
    return resize(m, kept ? &m->kept : &m->temporary, data, bytes(m, old_count, size),
                  bytes(m, count, size));
}

void *mdg_grow(struct mdg *m, bool kept, void *data, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) {
        return data;
    }
    size_t old = *cap;
    *cap = old ? 2 * old : 8;
    return mdg_resize(m, kept, data, old, *cap, size);
}
