/* C text of long functions: static functions for some statements each.
 *
 * A piece gets what it mentions: parameters and sizes of blocks as arguments, arrays
 * declared anew from the start of the workspace,
 *
 *     | arrays of fixed size | scratch memory of routines | part 0 | part 1 | ... | int32
 * arrays |
 *
 * each so many elements behind it.  Arrays that share memory share their name too. */
#include "cpiece.h"

#include <stdlib.h>
#include <string.h>

/* A name that pieces may use. */
struct entry {
    const char *name;
    const char *type; /* of the argument: "const double *", "int64_t " */
    const char *decl; /* or the line that declares it */
    bool is_set;      /* a variable: it is given values, and may be read or not */
    int text;         /* number of the last text that mentioned it */
};

struct mdg_pieces {
    const struct mdg_cfunction *f;
    struct mdg_buf text;
    int count;
    struct {
        struct entry *data;
        size_t count, cap;
    } names;
    size_t cap; /* of the hash table, a power of 2 */
    int *slot;  /* an entry + 1 */
    int texts;  /* that were looked through */
    struct {
        int *data; /* entries that the last of them needs */
        size_t count, cap;
    } noted;
};

/* ---- names ----------------------------------------------------------------------------
 */

static size_t hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    }
    return h;
}

static int *find(const struct mdg_pieces *q, const char *s, size_t n)
{
    size_t i = hash(s, n) & (q->cap - 1);
    while (q->slot[i]) {
        const char *name = q->names.data[q->slot[i] - 1].name;
        if (strncmp(name, s, n) == 0 && name[n] == '\0') {
            break;
        }
        i = (i + 1) & (q->cap - 1);
    }
    return &q->slot[i];
}

static void add(struct mdg_c *c, struct entry e)
{
    struct mdg_pieces *q = c->pieces;
    if (2 * (q->names.count + 1) > q->cap) {
        q->cap = q->cap ? 2 * q->cap : 256;
        q->slot = MDG_ARRAY(c->m, q->cap, int);
        for (size_t i = 0; i < q->names.count; i++) {
            const char *name = q->names.data[i].name;
            *find(q, name, strlen(name)) = (int)i + 1;
        }
    }
    int *slot = find(q, e.name, strlen(e.name));
    if (*slot == 0) {
        MDG_PUSH(c->m, &q->names, e);
        *slot = (int)q->names.count;
    }
}

static void add_argument(struct mdg_c *c, const char *type, const char *name)
{
    if (name) {
        bool star = type[strlen(type) - 1] == '*';
        add(c, (struct entry){.name = name,
                              .type = mdg_fmt(c->m, "%s%s", type, star ? "" : " ")});
    }
}

/* An array of elements of the given type, behind others from `base` on. */
static void add_array(struct mdg_c *c, const char *type, const char *name, const char *base,
                      mdg_size before)
{
    const char *at =
        mdg_size_is(before, 0) ? "" : mdg_fmt(c->m, " + %s", mdg_c_size_atom(c, before));
    add(c, (struct entry){.name = name,
                          .decl =
                              mdg_fmt(c->m, "%s *const %s = %s%s;", type, name, base, at)});
}

/* ---- the layout of the workspace --------------------------------------------------------
 */

/* Arrays of one kind, one behind the other; adds their elements to *before. */
static void add_slots(struct mdg_c *c, bool rowed, bool ints, const char *base,
                      mdg_size *before)
{
    const struct mdg_plan *p = c->p;
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        if (a->rowed == rowed && a->is_int32 == ints && !a->work_of && !a->local) {
            add_array(c, ints ? "int32_t" : c->real, a->name, base, *before);
            *before = mdg_size_add(c->m, *before, a->count);
        }
    }
}

static const char *add_scratch(struct mdg_c *c, const char *at)
{
    const struct mdg_plan *p = c->p;
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        if (a->work_of) {
            add_array(c, c->real, a->name, at, mdg_size_int(c->m, 0));
            at = mdg_fmt(c->m, "%s + %s", at, mdg_c_elements(c, a, false));
        }
    }
    return at;
}

static void add_arrays(struct mdg_c *c)
{
    mdg_size zero = mdg_size_int(c->m, 0), count = zero, ints = zero;
    const char *start = mdg_fmt(c->m, "(%s *)%s", c->real, c->work);
    add_slots(c, false, false, start, &count);
    const char *at = mdg_size_is(count, 0)
                         ? start
                         : mdg_fmt(c->m, "%s + %s", start, mdg_c_size_atom(c, count));
    at = add_scratch(c, at);
    if (c->p->rows) {
        add_array(c, c->real, c->part_base, at, zero);
        at = mdg_fmt(c->m, "%s + %s * %s", at, c->parts, c->part_size);
    }
    add_slots(c, false, true, mdg_fmt(c->m, "(int32_t *)(void *)(%s)", at), &ints);
}

/* Small arrays and numbers of one piece. */
static void add_variables(struct mdg_c *c)
{
    const struct mdg_plan *p = c->p;
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        if (a->local) {
            add(c, (struct entry){.name = a->name,
                                  .decl = mdg_fmt(c->m, "%s %s[%s] = {0};",
                                                  a->is_int32 ? "int32_t" : c->real,
                                                  a->name, mdg_c_size(c, a->count)),
                                  .is_set = true});
        }
    }
    for (size_t i = 0; i < p->count; i++) {
        struct mdg_place *pl = &p->place[p->ids[i]];
        if (pl->where == MDG_SCALAR && pl->cell) {
            pl->name = mdg_intern(
                c->m, mdg_fmt(c->m, "%s[%d]", p->arrays.data[p->cells].name, pl->cell - 1));
        } else if (pl->where == MDG_SCALAR && pl->name) {
            add(c, (struct entry){.name = pl->name,
                                  .decl = mdg_fmt(c->m, "%s %s = %s;", c->real, pl->name,
                                                  mdg_c_number(c, 0)),
                                  .is_set = true});
        }
    }
}

/* One name for all arrays of a slot. */
static void join_names(const struct mdg_plan *p)
{
    for (size_t i = 0; i < p->arrays.count; i++) {
        struct mdg_array *a = &p->arrays.data[i];
        a->name = a->slot >= 0 ? p->arrays.data[p->slot_array[a->slot]].name : a->name;
    }
    for (size_t i = 0; i < p->count; i++) {
        struct mdg_place *pl = &p->place[p->ids[i]];
        pl->name = pl->where == MDG_WORK ? p->arrays.data[pl->array].name : pl->name;
    }
}

void mdg_c_pieces(struct mdg_c *c, const struct mdg_cfunction *f)
{
    c->pieces = MDG_NEW(c->m, struct mdg_pieces);
    c->pieces->f = f;
    join_names(c->p);
    for (int k = 0; k < f->nparams; k++) {
        add_argument(c, f->params[k].type, f->params[k].c);
    }
    add_argument(c, "int64_t", c->block);
    add_argument(c, "int64_t", c->parts);
    add_argument(c, "int64_t", c->part_size);
    add_arrays(c);
    add_variables(c);
    add(c,
        (struct entry){.name = c->rc, .decl = mdg_fmt(c->m, "int %s = MDRT_EOK;", c->rc)});
}

void mdg_c_pieces_in_block(struct mdg_c *c)
{
    const struct mdg_plan *p = c->p;
    const char *reals = mdg_fmt(c->m, "%s *", c->real);
    add_argument(c, "int64_t", c->rows);
    add_argument(c, reals, c->own);
    for (int k = 0; k < mdg_input_count(c->m); k++) {
        const char *type = mdg_input(c->m, k)->is_labels ? "int32_t" : c->real;
        add_argument(c, mdg_fmt(c->m, "const %s *", type), c->block_input[k]);
    }
    for (int k = 0; k < p->nroots; k++) {
        add_argument(c, reals, c->block_output[k]);
    }
    for (size_t i = 0; i < p->count; i++) {
        add_argument(c, reals, c->part[p->ids[i]]);
    }
    mdg_size before = mdg_size_int(c->m, 0);
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        struct mdg_array others = {.count = before, .rowed = true};
        if (a->rowed) {
            const char *at =
                mdg_size_is(before, 0)
                    ? ""
                    : mdg_fmt(c->m, " + %s", mdg_c_elements(c, &others, false));
            add(c, (struct entry){.name = a->name,
                                  .decl = mdg_fmt(c->m, "%s *const %s = %s%s;", c->real,
                                                  a->name, c->own, at)});
            before = mdg_size_add(c->m, before, a->count);
        }
    }
}

/* ---- what a text mentions --------------------------------------------------------------
 */

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static int ascending(const void *a, const void *b)
{
    const int *p = a, *q = b;
    return (*p > *q) - (*p < *q);
}

/* Notes the names in the text, and in the declarations of what it names. */
static void note(struct mdg_c *c, const char *text)
{
    struct mdg_pieces *q = c->pieces;
    for (const char *p = text; *p;) {
        const char *from = p;
        if (p[0] == '/' && p[1] == '*') {
            p = strstr(p, "*/") + 2;
        } else if (is_letter(*p) || is_digit(*p)) {
            while (is_letter(*p) || is_digit(*p)) {
                p++;
            }
            int at = is_letter(*from) ? *find(q, from, (size_t)(p - from)) : 0;
            struct entry *e = at ? &q->names.data[at - 1] : NULL;
            if (e && e->text != q->texts) {
                e->text = q->texts;
                MDG_PUSH(c->m, &q->noted, at - 1);
                note(c, e->decl ? e->decl : "");
            }
        } else {
            p++;
        }
    }
}

/* The names that a text needs, in their order. */
static void look_through(struct mdg_c *c, const char *text)
{
    struct mdg_pieces *q = c->pieces;
    q->texts++;
    q->noted.count = 0;
    note(c, text);
    qsort(q->noted.data, q->noted.count, sizeof *q->noted.data, ascending);
}

static const struct entry *noted(const struct mdg_pieces *q, size_t i)
{
    return &q->names.data[q->noted.data[i]];
}

void mdg_c_declare_mentioned(struct mdg_c *c, const char *text)
{
    const struct mdg_pieces *q = c->pieces;
    look_through(c, text);
    for (size_t i = 0; i < q->noted.count; i++) {
        const struct entry *e = noted(q, i);
        if (e->decl && !e->is_set && e->name != c->rc) {
            mdg_c_line(c, "%s", e->decl);
        }
    }
}

/* ---- pieces -----------------------------------------------------------------------------
 */

/* The arguments of a piece: as parameters with their types, or as they are passed. */
static const char *arguments(struct mdg_c *c, bool typed)
{
    const struct mdg_pieces *q = c->pieces;
    struct mdg_buf b = {0};
    for (size_t i = 0; i < q->noted.count; i++) {
        const struct entry *e = noted(q, i);
        if (e->type) {
            mdg_putf(c->m, &b, "%s%s%s", b.count ? ", " : "", typed ? e->type : "",
                     e->name);
        }
    }
    return b.count ? b.data : typed ? "void" : "";
}

void mdg_c_piece(struct mdg_c *c, const char *statements)
{
    struct mdg_pieces *q = c->pieces;
    struct mdg_buf *out = c->out;
    int indent = c->indent;
    bool fails = false;
    look_through(c, statements);
    for (size_t i = 0; i < q->noted.count; i++) {
        fails |= noted(q, i)->name == c->rc;
    }
    const char *name = mdg_fmt(c->m, "%s_piece_%d", q->f->name, ++q->count);
    c->out = &q->text;
    c->indent = 1;
    mdg_putf(c->m, c->out, "MDRT_NOINLINE static %s %s(%s)\n{\n", fails ? "int" : "void",
             name, arguments(c, true));
    for (size_t i = 0; i < q->noted.count; i++) {
        if (noted(q, i)->decl) {
            mdg_c_line(c, "%s", noted(q, i)->decl);
        }
    }
    mdg_put(c->m, c->out, "\n");
    for (size_t i = 0; i < q->noted.count; i++) {
        const struct entry *e = noted(q, i);
        if (e->is_set && c->p->small && mdg_c_only_set(statements, e->name)) {
            mdg_c_line(c, "(void)%s;", e->name);
        }
    }
    mdg_put(c->m, c->out, statements);
    if (fails) {
        mdg_c_line(c, "return MDRT_EOK;");
    }
    mdg_put(c->m, c->out, "}\n\n");
    c->out = out;
    c->indent = indent;
    if (fails) {
        mdg_c_line(c, "%s = %s(%s);", c->rc, name, arguments(c, false));
        mdg_c_line(c, "if (%s != MDRT_EOK) {", c->rc);
        mdg_c_line(c, "    return %s;", c->rc);
        mdg_c_line(c, "}");
    } else {
        mdg_c_line(c, "%s(%s);", name, arguments(c, false));
    }
}

struct mdg_buf *mdg_c_beside(const struct mdg_c *c)
{
    return &c->pieces->text;
}
