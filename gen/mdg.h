/* Ground floor: the context of one run, its memory, its strings and its errors.
 *
 * One `struct mdg` holds all state of a run and goes first in every call.  Everything
 * that a run allocates lives until mdg_free, unless a function gives back together all that
 * was allocated while it ran (mdg_hold); nothing is freed one by one.  What is interned
 * (strings, sizes, nodes) is kept apart and lives on.
 *
 * Errors do not return: mdg_err formats a message and raises it.  What "raise" means is
 * set by the floor on top (m->raise): inside of Lua it is lua_error, elsewhere a jump to
 * main's setjmp.  So no function below needs a path for failure.
 */
#ifndef MDG_H
#define MDG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>

#if defined(__GNUC__)
#define MDG_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define MDG_NORETURN __attribute__((noreturn))
#else
#define MDG_PRINTF(f, a)
#define MDG_NORETURN
#endif

/* A place in a spec. line 0: no place is known. */
struct mdg_loc {
    const char *file;
    int line;
};

/* What a run ended with; the exit status of the program (LANGUAGE.md section 2). */
enum mdg_status { MDG_OK = 0, MDG_ESPEC = 1, MDG_EUSAGE = 2, MDG_EIO = 3 };

/* Memory beside the arenas of a context: released with it, unless that was done before. It
 * stands in what is released, which release frees. */
struct mdg_owned {
    struct mdg_owned *next, **link;
    void (*release)(struct mdg_owned *self);
};

struct mdg_chunk;
struct mdg_arena {
    struct mdg_chunk *shared; /* chunks of many pieces, newest first */
    struct mdg_chunk *single; /* chunks of one large piece */
};

struct mdg_sizes; /* size.c: interned polynomials */
struct mdg_nodes; /* node.c: interned nodes */

struct mdg {
    struct mdg_owned self;   /* where this is part of another context */
    struct mdg_owned *owned; /* beside the arenas */
    struct mdg_arena temporary, kept;
    struct mdg_chunk *spare; /* one that was given back, or NULL */
    uint64_t born;           /* chunks so far */
    size_t used;             /* bytes of all chunks */
    size_t cap;              /* at most this many; 0: no limit */
    bool over_cap;           /* memory was refused because of cap, not by the machine */

    struct mdg_strings *strings; /* interned strings */
    struct mdg_sizes *sizes;
    struct mdg_nodes *nodes;

    struct mdg_loc at; /* the spec line being evaluated; new nodes take it */
    const char *spec;  /* the spec as named on the command line: for diagnostics */
    const char
        *spec_base;  /* its base name, harmless in a C comment or string: for output */
    bool real_float; /* --real float */

    enum mdg_status status;       /* of the error raised last */
    const char *message;          /* its text, "spec.lua:3: error: ..." */
    void (*raise)(struct mdg *m); /* does not return */
    void *raise_to;               /* for raise: jmp_buf * or lua_State * */
};

/* ---- memory ---------------------------------------------------------------- */

/* A context; NULL without memory.  Until raise is set an error ends in abort(). */
struct mdg *mdg_new(void);
void mdg_free(struct mdg *m);

/* A context for a part of the work, to be freed when that is done; else it goes with m. Its
 * errors are those of m. Raises MDG_EIO without memory. */
struct mdg *mdg_part(struct mdg *m);

/* From now on m releases o. */
void mdg_own(struct mdg *m, struct mdg_owned *o, void (*release)(struct mdg_owned *self));
/* No longer: its owner releases o. */
void mdg_disown(struct mdg_owned *o);

/* count * size zeroed bytes, aligned for any type. Raises MDG_EIO when memory is out. */
void *mdg_alloc(struct mdg *m, size_t count, size_t size);
#define MDG_NEW(m, type) ((type *)mdg_alloc((m), 1, sizeof(type)))
#define MDG_ARRAY(m, n, type) ((type *)mdg_alloc((m), (size_t)(n), sizeof(type)))

/* The same, out of mdg_release's reach. */
void *mdg_keep(struct mdg *m, size_t count, size_t size);
#define MDG_KEEP(m, n, type) ((type *)mdg_keep((m), (size_t)(n), sizeof(type)))

/* data, an array of old_count elements from one of the above (or NULL, of none), with room
 * for count; what is new is not zeroed. It may have moved, and its old memory may be gone:
 * keep no pointer into an array that still grows. */
void *mdg_resize(struct mdg *m, bool kept, void *data, size_t old_count, size_t count,
                 size_t size);

/* Make room for one more element of an array: returns data, moved and doubled if count ==
 * *cap. */
void *mdg_grow(struct mdg *m, bool kept, void *data, size_t count, size_t *cap,
               size_t size);
#define MDG_PUSH_IN(m, kept, v, x)                                                   \
    ((v)->data =                                                                     \
         mdg_grow((m), (kept), (v)->data, (v)->count, &(v)->cap, sizeof *(v)->data), \
     (v)->data[(v)->count++] = (x))
#define MDG_PUSH(m, v, x) MDG_PUSH_IN(m, false, v, x)
#define MDG_KEEP_PUSH(m, v, x) MDG_PUSH_IN(m, true, v, x)

/* Between mdg_hold and mdg_release, what mdg_alloc hands out is given back: for functions
 * whose result is interned, or a text that is kept. An array from before mdg_hold must not
 * grow in between. An error that leaves the function leaves its memory to an outer release.
 */
struct mdg_hold {
    uint64_t born; /* chunks up to this number stay */
    size_t used;   /* of the newest that is shared */
};
struct mdg_hold mdg_hold(const struct mdg *m);
void mdg_release(struct mdg *m, struct mdg_hold hold);

/* ---- strings --------------------------------------------------------------- */

/* The one copy of a string: equal strings are the same pointer. */
const char *mdg_intern(struct mdg *m, const char *s);

/* printf into the arena. */
const char *mdg_fmt(struct mdg *m, const char *fmt, ...) MDG_PRINTF(2, 3);
const char *mdg_vfmt(struct mdg *m, const char *fmt, va_list ap) MDG_PRINTF(2, 0);

/* A text that grows. Start from {0}, or from {.kept
 * = true}; data is NUL-terminated once anything was added. */
struct mdg_buf {
    char *data;
    size_t count, cap;
    bool kept; /* out of mdg_release's reach */
};
void mdg_put(struct mdg *m, struct mdg_buf *b, const char *s);
void mdg_putn(struct mdg *m, struct mdg_buf *b, const char *s, size_t n);
void mdg_putf(struct mdg *m, struct mdg_buf *b, const char *fmt, ...) MDG_PRINTF(3, 4);
void mdg_vputf(struct mdg *m, struct mdg_buf *b, const char *fmt, va_list ap)
    MDG_PRINTF(3, 0);

/* A double as the shortest decimal text that reads back as itself, independent of the
 * locale: "2", "0.5", "1e-30", "inf", "nan". */
const char *mdg_number(struct mdg *m, double v);

/* ---- errors ---------------------------------------------------------------- */

/* The spec is at fault (MDG_ESPEC): "file:line: error: text". A hint, if any, is part of
 * the text after "\n  hint: ". Does not return. */
MDG_NORETURN void mdg_err(struct mdg *m, struct mdg_loc at, const char *fmt, ...)
    MDG_PRINTF(3, 4);

/* Any other failure, "mdgen: error: text". Does not return. */
MDG_NORETURN void mdg_fail(struct mdg *m, enum mdg_status status, const char *fmt, ...)
    MDG_PRINTF(3, 4);

#endif
