/* C text of the workspace: its size, and the arrays in it.
 *
 *     | arrays of the function | part 0 | part 1 | ... | int32 arrays |
 *
 * Rows are gone through in parts, which may run in parallel; each part has its own arrays
 * of a block of rows, and its own copy of every result that blocks add to. */
#include "cfunction.h"

#include <string.h>

/* Elements of an array, safe from overflow; rows of a block are `block`. */
const char *mdg_c_elements(struct mdg_c *c, const struct mdg_array *a, bool safe)
{
    const char *s = safe ? mdg_c_size_safe(c, a->count) : mdg_c_size_atom(c, a->count);
    if (a->rowed) {
        return strcmp(s, "1") == 0
                   ? c->block
                   : mdg_fmt(c->m, safe ? "mdrt_imul(%s, %s)" : "%s * %s", c->block, s);
    }
    if (!a->work_of) {
        return s;
    }
    const char *rows = mdg_c_size(c, a->matrix->extent[0]);
    const char *call =
        strcmp(a->work_of, "svd") == 0
            ? mdg_fmt(c->m, "mdrt_svd_work%s(%s, %s)", c->suffix, rows,
                      mdg_c_size(c, a->matrix->extent[1]))
            : mdg_fmt(c->m, "mdrt_%s_work%s(%s)", a->work_of, c->suffix, rows);
    if (mdg_size_is(a->count, 0)) {
        return call;
    }
    return mdg_fmt(c->m, safe ? "mdrt_iadd(%s, %s)" : "%s + %s", s, call);
}

/* Elements of a slot: those of its largest array. */
static const char *slot_elements(struct mdg_c *c, int slot, bool safe)
{
    const struct mdg_array *a = &c->p->arrays.data[c->p->slot_array[slot]];
    mdg_size other = c->p->slot_other[slot];
    return !other ? mdg_c_elements(c, a, safe)
                  : mdg_fmt(c->m, "mdrt_imax(%s, %s)",
                            safe ? mdg_c_size_safe(c, a->count) : mdg_c_size(c, a->count),
                            safe ? mdg_c_size_safe(c, other) : mdg_c_size(c, other));
}

/* A small array on the stack. */
static bool is_local(const struct mdg_c *c, const struct mdg_array *a)
{
    return c->p->npieces ? a->local
                         : c->p->small && !a->work_of && !mdg_size_is(a->count, 0);
}

/* ---- what a part of the rows has for itself
 * -------------------------------------------------- */

int mdg_c_part_results(struct mdg_c *c, mdg_node **out)
{
    const struct mdg_plan *p = c->p;
    mdg_node *r = MDG_ARRAY(c->m, p->stmts.count + 1, mdg_node);
    int n = 0;
    for (size_t i = 0; i < p->stmts.count; i++) {
        const struct mdg_stmt *s = &p->stmts.data[i];
        const struct mdg_place *pl = mdg_place(p, s->node);
        mdg_node to = pl->where == MDG_INTO ? pl->base : s->node;
        bool known = !s->accumulates;
        for (int k = 0; k < n; k++) {
            known |= r[k] == to;
        }
        if (!known) {
            r[n++] = to;
        }
    }
    *out = r;
    return n;
}

/* Elements of everything that one part has for itself. */
static const char *part_elements(struct mdg_c *c)
{
    const struct mdg_plan *p = c->p;
    mdg_node *r;
    int n = mdg_c_part_results(c, &r);
    const char *sum = NULL;
    mdg_size results = mdg_size_int(c->m, 0);
    for (int k = 0; k < n; k++) {
        results = mdg_size_add(c->m, results, mdg_numel(c->m, r[k]));
    }
    if (!mdg_size_is(results, 0)) {
        sum = mdg_c_size_safe(c, results);
    }
    struct mdg_array rows = {.count = mdg_size_int(c->m, 0),
                             .rowed = true}; /* all of them as one */
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        rows.count = a->rowed ? mdg_size_add(c->m, rows.count, a->count) : rows.count;
    }
    if (!mdg_size_is(rows.count, 0)) {
        const char *e = mdg_c_elements(c, &rows, true);
        sum = sum ? mdg_fmt(c->m, "mdrt_iadd(%s, %s)", sum, e) : e;
    }
    return sum;
}

/* Elements that blocks add to: what a block has to pay for beyond its own rows. */
static const char *kept_elements(struct mdg_c *c)
{
    mdg_node *r;
    int n = mdg_c_part_results(c, &r);
    mdg_size sum = mdg_size_int(c->m, 0);
    for (int k = 0; k < n; k++) {
        sum = mdg_size_add(c->m, sum, mdg_numel(c->m, r[k]));
    }
    return mdg_c_size_safe(c, sum);
}

void mdg_c_declare_blocks(struct mdg_c *c, const char *body)
{
    const struct mdg_plan *p = c->p;
    if (!p->rows || !mdg_plan_has_phase(p, 1)) {
        return;
    }
    const char *n = mdg_c_size(c, p->rows), *size = part_elements(c);
    bool use_size = size && mdg_c_mentions(body, c->part_size),
         use_parts = mdg_c_mentions(body, c->parts);
    if (use_parts || mdg_c_mentions(body, c->block) ||
        (use_size && mdg_c_mentions(size, c->block))) {
        mdg_c_line(c, "const int64_t %s =\n        mdrt_block_rows(%s, %s, %s);", c->block,
                   n, mdg_c_size_safe(c, p->row_width), kept_elements(c));
    }
    if (use_parts) {
        mdg_c_line(c, "const int64_t %s = mdrt_parts(%s, %s, %s);", c->parts, n, c->block,
                   kept_elements(c));
    }
    if (use_size) {
        mdg_c_line(c, "const int64_t %s = %s;", c->part_size, size);
    }
}

/* ---- NAME_work
 * -------------------------------------------------------------------------------- */

/* Arrays of long functions, all of one kind at once. */
static void count_slots(struct mdg_c *c, bool ints)
{
    const struct mdg_plan *p = c->p;
    mdg_size count = mdg_size_int(c->m, 0);
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        if (!a->rowed && !a->local && !a->work_of && a->is_int32 == ints) {
            count = mdg_size_add(c->m, count, a->count);
        }
    }
    if (!mdg_size_is(count, 0)) {
        mdg_c_line(c, "%s = mdrt_add(%s, mdrt_bytes(%s, sizeof(%s)));", c->bytes, c->bytes,
                   mdg_c_size_safe(c, count), c->real);
    }
}

static void count_bytes(struct mdg_c *c)
{
    const struct mdg_plan *p = c->p;
    if (p->npieces) {
        count_slots(c, false);
        count_slots(c, true);
    }
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        bool counted = p->npieces && !a->work_of;
        if (!a->rowed && !is_local(c, a) && !counted) {
            mdg_c_line(c, "%s = mdrt_add(%s, mdrt_bytes(%s, sizeof(%s))); /* %s */",
                       c->bytes, c->bytes, slot_elements(c, s, true), c->real, a->name);
        }
    }
    if (p->rows && part_elements(c)) {
        mdg_c_line(c, "%s = mdrt_add(%s, mdrt_bytes(mdrt_imul(%s, %s), sizeof(%s)));",
                   c->bytes, c->bytes, c->parts, c->part_size, c->real);
    }
}

void mdg_c_work(struct mdg_c *c, const struct mdg_cfunction *f)
{
    const struct mdg_plan *p = f->plan;
    mdg_putf(c->m, c->out,
             "/* Bytes of workspace for %s; SIZE_MAX if they do not fit. */\n", f->name);
    mdg_putf(c->m, c->out, "%s\n{\n",
             mdg_prototype(c->m, f, mdg_fmt(c->m, "%s_work", f->name), true));
    c->indent = 1;
    struct mdg_buf body = {0}, *out = c->out;
    c->out = &body;
    count_bytes(c);
    c->out = out;
    const char *negative = NULL;
    bool used = body.count > 0;
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].role != MDG_P_DIM) {
            continue;
        }
        const char *t = mdg_fmt(c->m, "%s < 0", f->params[k].c);
        negative = negative ? mdg_fmt(c->m, "%s || %s", negative, t) : t;
        if (!used) {
            mdg_c_line(c, "(void)%s;", f->params[k].c);
        }
    }
    if (!used) {
        mdg_c_line(c, "return 0;");
        mdg_put(c->m, c->out, "}\n\n");
        return;
    }
    if (p->rows) {
        mdg_c_declare_blocks(c, body.data);
    }
    mdg_c_line(c, "size_t %s = sizeof(%s);", c->bytes, c->real);
    mdg_put(c->m, c->out, "\n");
    if (negative) {
        mdg_c_line(c, "if (%s) {", negative);
        mdg_c_line(c, "    return SIZE_MAX;");
        mdg_c_line(c, "}");
    }
    mdg_put(c->m, c->out, body.data);
    mdg_c_line(c, "return %s;", c->bytes);
    mdg_put(c->m, c->out, "}\n\n");
}

/* ---- pointers into the workspace
 * ----------------------------------------------------------------- */

/* Is every array of a slot written whenever the function runs, before it is read? Then
 * nothing has to be there before. */
static bool is_written_always(struct mdg_c *c, int slot)
{
    const struct mdg_plan *p = c->p;
    for (size_t i = 0; i < p->arrays.count; i++) {
        const struct mdg_array *a = &p->arrays.data[i];
        if (a->slot == slot &&
            (a->first < 0 || mdg_c_wanted(c, p->stmts.data[a->first].mask))) {
            return false;
        }
    }
    return true;
}

/* One slot behind the other, from `prev` on; the name of the last and what lies behind it.
 */
static const char *declare_slots(struct mdg_c *c, bool rowed, bool ints, const char *at)
{
    const struct mdg_plan *p = c->p;
    const char *type = ints ? "int32_t" : c->real;
    bool cast = ints || !rowed;
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        if (a->rowed != rowed || a->is_int32 != ints) {
            continue;
        }
        if (is_local(c, a)) {
            mdg_c_line(c, "%s %s[%s]%s;", type, a->name, mdg_c_size(c, a->count),
                       is_written_always(c, s) ? "" : " = {0}");
            continue;
        }
        bool simple = strchr(at, ' ') == NULL;
        const char *from =
            !cast  ? at
            : ints ? mdg_fmt(c->m, "(int32_t *)(void *)(%s)", at)
                   : mdg_fmt(c->m, simple ? "(%s *)%s" : "(%s *)(%s)", type, at);
        mdg_c_line(c, "%s *const %s = %s;", type, a->name, from);
        at = mdg_fmt(c->m, "%s + %s", a->name, slot_elements(c, s, false));
        cast = false;
    }
    for (size_t i = 0; i < p->arrays.count; i++) {
        const struct mdg_array *a = &p->arrays.data[i],
                               *first = &p->arrays.data[p->slot_array[a->slot]];
        if (first != a && a->rowed == rowed && a->is_int32 == ints) {
            mdg_c_line(c, "%s *const %s = %s; /* its memory is free by then */", type,
                       a->name, first->name);
        }
    }
    return at;
}

/* Elements of a part's arrays of rows, as one short expression; "" for none. */
const char *mdg_c_rowed_elements(struct mdg_c *c)
{
    struct mdg_array rows = {.count = mdg_size_int(c->m, 0), .rowed = true};
    for (int s = 0; s < c->p->nslots; s++) {
        const struct mdg_array *a = &c->p->arrays.data[c->p->slot_array[s]];
        rows.count = a->rowed ? mdg_size_add(c->m, rows.count, a->count) : rows.count;
    }
    return mdg_size_is(rows.count, 0) ? "" : mdg_c_elements(c, &rows, false);
}

void mdg_c_declare_arrays(struct mdg_c *c)
{
    const struct mdg_plan *p = c->p;
    const char *at = declare_slots(c, false, false, c->work);
    if (p->rows && part_elements(c)) {
        bool first = strcmp(at, c->work) == 0;
        mdg_c_line(c, first ? "%s *const %s = (%s *)%s;" : "%s *const %s = %.0s%s;",
                   c->real, c->part_base, c->real, at);
        at = mdg_fmt(c->m, "%s + %s * %s", c->part_base, c->parts, c->part_size);
    }
    declare_slots(c, false, true, at);
}

const char *mdg_c_declare_part_arrays(struct mdg_c *c, const char *base)
{
    if (c->pieces) { /* which declare their arrays by themselves */
        const char *rows = mdg_c_rowed_elements(c);
        c->own = mdg_name(c->m, c->names, "own");
        mdg_c_line(c, "%s *const %s = %s;", c->real, c->own, base);
        return *rows ? mdg_fmt(c->m, "%s + %s", c->own, rows) : c->own;
    }
    return declare_slots(c, true, false, base);
}
