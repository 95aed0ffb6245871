/* C text of the loop over the rows: parts, which may run in parallel, and blocks in each
 * part.
 *
 * Every part adds up results of its own; they are added to the final ones in the order of
 * the parts. The number of parts depends on sizes alone, so the bits of the result do not
 * depend on the number of threads. */
#include "cfunction.h"

#include <string.h>

/* Elements from the start of an array with rows to row `at`. */
static const char *row_offset(struct mdg_c *c, mdg_node n, const char *at)
{
    const char *f[MDG_MAX_ORDER];
    f[0] = at;
    for (int i = 1; i < n->order; i++) {
        f[i] = mdg_c_size_atom(c, n->extent[i]);
    }
    return mdg_c_product(c, n->order, f);
}

/* Names for the first row of a block, in each parameter that has rows. */
static void name_block_pointers(struct mdg_c *c)
{
    for (size_t i = 0; i < c->p->count; i++) {
        mdg_node n = mdg_node_at(c->m, c->p->ids[i]);
        if (n->op == MDG_INPUT && mdg_place(c->p, n)->rowed) {
            const char **name = &c->block_input[n->input->index];
            *name = mdg_name(c->m, c->names,
                             mdg_fmt(c->m, "%s_rows", c->input[n->input->index]));
        }
    }
    for (int k = 0; k < c->p->nroots; k++) {
        if (mdg_place(c->p, c->p->root[k])->rowed) {
            c->block_output[k] =
                mdg_name(c->m, c->names, mdg_fmt(c->m, "%s_rows", c->output[k]));
        }
    }
}

static void block_pointers(struct mdg_c *c, const char *at, const char *body)
{
    for (size_t i = 0; i < c->p->count; i++) {
        mdg_node n = mdg_node_at(c->m, c->p->ids[i]);
        struct mdg_place *pl = mdg_place(c->p, n);
        if (n->op == MDG_INPUT && pl->rowed &&
            mdg_c_mentions(body, c->block_input[n->input->index])) {
            mdg_c_line(c, "const %s *const %s = %s + %s;",
                       n->input->is_labels ? "int32_t" : c->real,
                       c->block_input[n->input->index], c->input[n->input->index],
                       n->input->is_labels ? at : row_offset(c, n, at));
        }
    }
    for (int k = 0; k < c->p->nroots; k++) {
        mdg_node n = c->p->root[k];
        if (mdg_place(c->p, n)->rowed && mdg_c_mentions(body, c->block_output[k])) {
            mdg_c_line(c, "%s *const %s = %s == NULL ? NULL : %s + %s;", c->real,
                       c->block_output[k], c->output[k], c->output[k],
                       row_offset(c, n, at));
        }
    }
}

/* ---- results of a part
 * --------------------------------------------------------------------------- */

/* The final place of a result, as the text of a pointer or variable. */
static const char *final_name(struct mdg_c *c, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    return pl->where == MDG_OUT ? c->output[pl->output] : pl->name;
}

/* Where results lie, one behind the other: each size by itself as long as they are few,
 * else one sum. */
struct offset {
    const char *start, *each;
    mdg_size sum;
    bool few;
};

static struct offset behind(struct mdg_c *c, const char *start, int nresults)
{
    enum { FEW = 8 };
    return (struct offset){start, start, mdg_size_int(c->m, 0), nresults <= FEW};
}

static const char *plus(struct mdg_c *c, const char *at, const char *size)
{
    return *at ? mdg_fmt(c->m, "%s + %s", at, size) : size;
}

static const char *offset_text(struct mdg_c *c, const struct offset *o)
{
    return o->few || mdg_size_is(o->sum, 0) ? o->each
                                            : plus(c, o->start, mdg_c_size_atom(c, o->sum));
}

static void step_over(struct mdg_c *c, struct offset *o, mdg_node n)
{
    mdg_size count = mdg_numel(c->m, n);
    o->sum = mdg_size_add(c->m, o->sum, count);
    o->each = o->few ? plus(c, o->each, mdg_c_size_atom(c, count)) : o->start;
}

/* The results of a part lie behind its other arrays; of the only part, arrays are the final
 * ones. */
static void declare_part_results(struct mdg_c *c, int n, const mdg_node *r, const char *at)
{
    struct offset o = behind(c, at, n);
    c->part = MDG_ARRAY(c->m, c->p->top, const char *);
    for (int k = 0; k < n; k++) {
        const char *final = final_name(c, r[k]); /* which may be an element: cells[3] */
        const char *name = mdg_name(
            c->m, c->names, mdg_fmt(c->m, "%s_part", strchr(final, '[') ? "sum" : final));
        const char *alone =
            r[k]->order ? mdg_fmt(c->m, "%s == 1 ? %s : ", c->parts, final) : "";
        mdg_c_line(c, "%s *const %s = %s%s;", c->real, name, alone, offset_text(c, &o));
        step_over(c, &o, r[k]);
        c->part[r[k]->id] = name;
    }
}

static void open_guard(struct mdg_c *c, const char *want)
{
    if (want) {
        mdg_c_line(c, "if (%s) {", want);
        c->indent++;
    }
}

static void close_guard(struct mdg_c *c, const char *want)
{
    if (want) {
        c->indent--;
        mdg_c_line(c, "}");
    }
}

/* Was there something in the result before the loop? */
static bool begun(const struct mdg_c *c, mdg_node n)
{
    for (size_t i = 0; i < c->p->stmts.count; i++) {
        const struct mdg_stmt *s = &c->p->stmts.data[i];
        const struct mdg_place *pl = mdg_place(c->p, s->node);
        if (s->accumulates && (pl->where == MDG_INTO ? pl->base : s->node) == n) {
            return s->adds;
        }
    }
    return false;
}

/* The outputs that a result is wanted for, as a condition; NULL if it always is. */
static const char *wanted(struct mdg_c *c, mdg_node n)
{
    return mdg_place(c->p, n)->where == MDG_OUT ? mdg_c_wanted(c, c->p->mask[n->id]) : NULL;
}

static void zero_part_results(struct mdg_c *c, int n, const mdg_node *r)
{
    for (int k = 0; k < n; k++) {
        if (r[k]->order == 0) {
            mdg_c_line(c, "*%s = %s;", c->part[r[k]->id], mdg_c_number(c, 0));
            continue;
        }
        const char *want =
            begun(c, r[k]) ? mdg_fmt(c->m, "%s > 1", c->parts) : wanted(c, r[k]);
        open_guard(c, want);
        mdg_c_line(c, "mdrt_fill%s(%s, %s, %s);", c->suffix,
                   mdg_c_size(c, mdg_numel(c->m, r[k])), mdg_c_number(c, 0),
                   c->part[r[k]->id]);
        close_guard(c, want);
    }
}

/* final = sum of the parts, in order. */
static void add_parts(struct mdg_c *c, int n, const mdg_node *r, const char *first)
{
    struct offset o = behind(c, first, n);
    for (int k = 0; k < n; k++) {
        const char *offset = offset_text(c, &o);
        const char *to = final_name(c, r[k]), *count = mdg_c_size(c, mdg_numel(c->m, r[k]));
        bool out = mdg_place(c->p, r[k])->where == MDG_OUT;
        bool scalar = r[k]->order == 0;
        const char *want = wanted(c, r[k]);
        if (!scalar) {
            const char *several = mdg_fmt(c->m, "%s > 1", c->parts);
            want = !want               ? several
                   : strchr(want, '|') ? mdg_fmt(c->m, "(%s) && %s", want, several)
                                       : mdg_fmt(c->m, "%s && %s", want, several);
        }
        const char *base = mdg_fmt(c->m, "%s + %s * %s%s%s", c->part_base, c->part_index,
                                   c->part_size, *offset ? " + " : "", offset);
        open_guard(c, want);
        if (!begun(c, r[k])) {
            if (scalar) {
                mdg_c_line(c, "%s%s = %s;", out ? "*" : "", to, mdg_c_number(c, 0));
            } else {
                mdg_c_line(c, "mdrt_fill%s(%s, %s, %s);", c->suffix, count,
                           mdg_c_number(c, 0), to);
            }
        }
        mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", c->part_index, c->part_index,
                   c->parts, c->part_index);
        if (scalar) {
            mdg_c_line(c, "    %s%s += *(%s);", out ? "*" : "", to, base);
        } else {
            mdg_c_line(c, "    mdrt_axpy%s(%s, %s, %s, %s);", c->suffix, count,
                       mdg_c_number(c, 1), base, to);
        }
        mdg_c_line(c, "}");
        close_guard(c, want);
        step_over(c, &o, r[k]);
    }
}

/* ---- the loop
 * ----------------------------------------------------------------------------------------
 */

/* A statement that can fail ends the function, which a parallel loop must not do: in blocks
 * that is the maximum of nothing, and a solve without Cholesky factor. */
static bool is_parallel(const struct mdg_plan *p)
{
    for (size_t i = 0; i < p->stmts.count; i++) {
        const struct mdg_stmt *s = &p->stmts.data[i];
        bool extremum = s->node->op == MDG_REDUCE &&
                        (s->node->kind == MDG_R_MAX || s->node->kind == MDG_R_MIN);
        bool solve =
            s->kernel == MDG_K_SOLVE && p->factors.data[s->factor].kind != MDG_CHOLESKY;
        if (s->phase == 1 && (extremum || solve)) {
            return false;
        }
    }
    return true;
}

void mdg_c_blocks(struct mdg_c *c)
{
    const char *n = mdg_c_size(c, c->p->rows), *at = mdg_name(c->m, c->names, "at");
    const char *end = mdg_name(c->m, c->names, "end");
    c->part_index = mdg_name(c->m, c->names, "part");
    mdg_node *r;
    int count = mdg_c_part_results(c, &r);
    name_block_pointers(c);
    if (is_parallel(c->p)) {
        mdg_put(c->m, c->out,
                "#ifdef _OPENMP\n#pragma omp parallel for schedule(static, 1)\n#endif\n");
    }
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", c->part_index, c->part_index,
               c->parts, c->part_index);
    c->indent++;
    const char *next = mdg_c_declare_part_arrays(
        c, mdg_fmt(c->m, "%s + %s * %s", c->part_base, c->part_index, c->part_size));
    declare_part_results(c, count, r, next);
    mdg_c_line(c, "const int64_t %s = mdrt_part_begin(%s, %s, %s, %s + 1);", end, n,
               c->block, c->parts, c->part_index);
    mdg_put(c->m, c->out, "\n");
    zero_part_results(c, count, r);
    mdg_c_line(c, "for (int64_t %s = mdrt_part_begin(%s, %s, %s, %s); %s < %s; %s += %s) {",
               at, n, c->block, c->parts, c->part_index, at, end, at, c->block);
    c->indent++;
    c->rows = mdg_name(c->m, c->names, "rows");
    mdg_c_line(c, "const int64_t %s = %s - %s < %s ? %s - %s : %s;", c->rows, end, at,
               c->block, end, at, c->block);
    struct mdg_buf body = {0}, *out = c->out;
    c->out = &body;
    c->in_block = true;
    mdg_c_statements(c, 1);
    c->in_block = false;
    c->out = out;
    block_pointers(c, at, body.data);
    mdg_put(c->m, c->out, "\n");
    mdg_put(c->m, c->out, body.data);
    for (int k = 0; k < 2; k++) {
        c->indent--;
        mdg_c_line(c, "}");
    }
    add_parts(c, count, r, mdg_c_rowed_elements(c));
}
