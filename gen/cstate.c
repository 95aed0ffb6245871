/* The state of prepared functions: what it holds, its size, and NAME_prepare.
 *
 * The state holds the prepared inputs one behind the other, numbers first and labels last.
 * Inputs whose rows matter through inner products only (compress.h) are there as columns of
 * one triangular factor. */
#include "cfunction.h"

#include <string.h>

/* One thing in the state. */
struct item {
    const struct mdg_input *from;    /* the input it is made of; NULL: a column of ones */
    const struct mdg_column *column; /* it is part of the factor */
    bool is_labels, is_scalar;
    mdg_size count;
    const char *name; /* of the pointer to it */
};

static mdg_size count_of(struct mdg *m, int rank, const mdg_size *shape)
{
    mdg_size n = mdg_size_int(m, 1);
    for (int i = 0; i < rank; i++) {
        n = mdg_size_mul(m, n, shape[i]);
    }
    return n;
}

static struct item item_of(struct mdg *m, const struct mdg_cfunction *f,
                           const struct mdg_input *in)
{
    struct item it = {.from = in,
                      .is_labels = in->is_labels,
                      .is_scalar = in->is_scalar,
                      .count = count_of(m, in->is_labels ? 1 : in->rank, in->declared)};
    for (int k = 0; f->compressed && k < f->compressed->ncolumns; k++) {
        const struct mdg_column *col = &f->compressed->column[k];
        if (col->from == in || col->to == in) {
            it.from = col->from;
            it.column = col;
            it.count = count_of(m, col->to->rank, col->to->declared);
        }
    }
    return it;
}

/* All items in the order of the state. */
static int items(struct mdg_c *c, const struct mdg_cfunction *f, struct item **out)
{
    struct item *it = MDG_ARRAY(c->m, f->nparams + 2, struct item);
    int n = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < f->nparams; k++) {
            const struct mdg_param *p = &f->params[k];
            bool in = p->role == MDG_P_INPUT && (f->flavour == MDG_PREPARE || p->in_state);
            if (in && p->input->is_labels == (pass == 1)) {
                it[n] = item_of(c->m, f, p->input);
                it[n++].name = p->c;
            }
        }
        for (int k = 0; pass == 0 && f->flavour == MDG_PREPARE && f->compressed &&
                        k < f->compressed->ncolumns;
             k++) {
            if (!f->compressed->column[k].from) { /* the column of ones is no parameter */
                it[n] = item_of(c->m, f, f->compressed->column[k].to);
                it[n++].name = "ones";
            }
        }
    }
    *out = it;
    return n;
}

/* Declare a pointer to each item. */
static void declare(struct mdg_c *c, int n, struct item *it, bool is_const)
{
    struct mdg *m = c->m;
    const char *q = is_const ? "const " : "", *at = mdg_fmt(m, "(%s%s *)state", q, c->real);
    bool ints = false;
    for (int k = 0; k < n; k++) {
        if (it[k].is_labels && !ints) {
            at = mdg_fmt(m, "(%sint32_t *)(%svoid *)(%s)", q, q, at);
            ints = true;
        }
        if (it[k].is_scalar && is_const) {
            mdg_c_line(c, "const %s %s = *(%s);", c->real, it[k].name, at);
            at = mdg_fmt(m, "%s + 1", at);
            continue;
        }
        mdg_c_line(c, "%s%s *const %s = %s;", q, ints ? "int32_t" : c->real, it[k].name,
                   at);
        at = mdg_fmt(m, "%s + %s", it[k].name, mdg_c_size_atom(c, it[k].count));
    }
}

void mdg_emit_state_inputs(struct mdg_c *c, const struct mdg_cfunction *f)
{
    struct item *it;
    if (f->flavour == MDG_PREPARED) {
        int n = items(c, f, &it);
        declare(c, n, it, true);
    }
}

/* ---- sizes
 * ----------------------------------------------------------------------------------------
 */

static void open_size_function(struct mdg_c *c, const struct mdg_cfunction *f,
                               const char *name, const char *start)
{
    mdg_putf(c->m, c->out, "%s\n{\n", mdg_prototype(c->m, f, name, true));
    c->indent = 1;
    if (start) {
        mdg_c_line(c, "size_t %s = %s;\n", c->bytes, start);
    }
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].role == MDG_P_DIM && start) {
            mdg_c_line(c, "if (%s < 0) {", f->params[k].c);
            mdg_c_line(c, "    return SIZE_MAX;");
            mdg_c_line(c, "}");
        } else if (f->params[k].role == MDG_P_DIM) {
            mdg_c_line(c, "(void)%s;", f->params[k].c);
        }
    }
}

static void close_size_function(struct mdg_c *c, const char *result)
{
    mdg_c_line(c, "return %s;", result);
    mdg_put(c->m, c->out, "}\n\n");
}

static const char *block_of(struct mdg_c *c, const struct mdg_compressed *z)
{
    const char *p = mdg_c_size_safe(c, z->p);
    return mdg_fmt(c->m, "mdrt_block_rows(%s, %s, mdrt_imul(%s, %s))",
                   mdg_c_size(c, z->rows), p, p, p);
}

void mdg_emit_state_head(struct mdg_c *c, const struct mdg_cfunction *f)
{
    struct mdg *m = c->m;
    struct item *it;
    int n = items(c, f, &it);
    mdg_putf(m, c->out, "/* Bytes of the state of %s; SIZE_MAX if they do not fit. */\n",
             f->objective->name);
    open_size_function(c, f, mdg_fmt(m, "%s_state_size", f->objective->name),
                       mdg_fmt(m, "sizeof(%s)", c->real));
    for (int k = 0; k < n; k++) {
        mdg_c_line(c, "%s = mdrt_add(%s, mdrt_bytes(%s, sizeof(%s))); /* %s */", c->bytes,
                   c->bytes, mdg_c_size_safe(c, it[k].count),
                   it[k].is_labels ? "int32_t" : c->real, it[k].name);
    }
    close_size_function(c, c->bytes);
    mdg_putf(m, c->out, "/* Bytes of workspace for %s; SIZE_MAX if they do not fit. */\n",
             f->name);
    const struct mdg_compressed *z = f->compressed;
    open_size_function(c, f, mdg_fmt(m, "%s_work", f->name),
                       z ? mdg_fmt(m, "sizeof(%s)", c->real) : NULL);
    if (z) {
        const char *p = mdg_c_size_safe(c, z->p),
                   *rows = mdg_fmt(m, "mdrt_iadd(%s, %s)", p, c->block);
        mdg_c_line(c, "const int64_t %s = %s;", c->block, block_of(c, z));
        mdg_c_line(c, "%s = mdrt_add(%s, mdrt_bytes(mdrt_imul(%s, %s), sizeof(%s)));",
                   c->bytes, c->bytes, rows, p, c->real);
        mdg_c_line(c, "%s = mdrt_add(%s, mdrt_bytes(mdrt_qr_work%s(%s, %s), sizeof(%s)));",
                   c->bytes, c->bytes, c->suffix, rows, p, c->real);
    }
    close_size_function(c, z ? c->bytes : "0");
}

/* ---- NAME_prepare
 * ------------------------------------------------------------------------------------ */

static void copy_item(struct mdg_c *c, const struct item *it, const char *from)
{
    const char *n = mdg_c_size(c, it->count);
    if (it->is_labels) {
        const char *i = mdg_c_loop_name(c, 0);
        mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, n, i);
        mdg_c_line(c, "    %s[%s] = %s[%s];", it->name, i, from, i);
        mdg_c_line(c, "}");
    } else if (it->is_scalar) {
        mdg_c_line(c, "*%s = %s;", it->name, from);
    } else {
        mdg_c_line(c, "mdrt_copy%s(%s, %s, %s);", c->suffix, n, from, it->name);
    }
}

/* Rows of the columns into the stack below the factor so far, or rows of the factor out of
 * it. */
static void move_columns(struct mdg_c *c, const struct mdg_compressed *z, int n,
                         const struct item *it, const char *stack, const char *row,
                         bool out)
{
    mdg_size at = mdg_size_int(c->m, 0);
    const char *p = mdg_c_size_atom(c, z->p), *i = mdg_c_loop_name(c, 0);
    for (int q = 0; q < z->ncolumns; q++) {
        const struct mdg_column *col = &z->column[q];
        for (int k = 0; k < n; k++) {
            if (it[k].column != col) {
                continue;
            }
            const char *w = mdg_c_size(c, col->width), *wa = mdg_c_size_atom(c, col->width);
            const char *offset = mdg_c_size_atom(c, at);
            const char *in =
                mdg_fmt(c->m, "%s + %s * %s%s%s", stack, row, p,
                        mdg_size_is(at, 0) ? "" : " + ", mdg_size_is(at, 0) ? "" : offset);
            const char *step =
                mdg_size_is(col->width, 1) ? i : mdg_fmt(c->m, "%s * %s", i, wa);
            if (out) {
                mdg_c_line(c, "mdrt_copy%s(%s, %s, %s + %s);", c->suffix, w, in, it[k].name,
                           step);
            } else if (col->from) {
                mdg_c_line(c, "mdrt_copy%s(%s, %s + (%s + %s) * %s, %s);", c->suffix, w,
                           c->input[col->from->index], c->part_index, i, wa, in);
            } else {
                mdg_c_line(c, "%s[%s * %s + %s] = %s;", stack, row, p, offset,
                           mdg_c_number(c, 1));
            }
        }
        at = mdg_size_add(c->m, at, col->width);
    }
}

/* R of the columns: block of rows by block of rows, each below the factor of those before.
 */
static void factorise(struct mdg_c *c, const struct mdg_cfunction *f, int n,
                      const struct item *it)
{
    struct mdg *m = c->m;
    const struct mdg_compressed *z = f->compressed;
    const char *p = mdg_c_size_atom(c, z->p), *rows = mdg_c_size_atom(c, z->rows),
               *i = mdg_c_loop_name(c, 0);
    const char *stack = mdg_name(m, c->names, "stack"),
               *some = mdg_name(m, c->names, "rows");
    const char *scratch = mdg_name(m, c->names, "scratch");
    c->part_index = mdg_name(m, c->names, "at");
    mdg_c_line(c, "const int64_t %s = %s;", c->block, block_of(c, z));
    mdg_c_line(c, "%s *const %s = (%s *)work;", c->real, stack, c->real);
    mdg_c_line(c, "%s *const %s = %s + (%s + %s) * %s;", c->real, scratch, stack, p,
               c->block, p);
    mdg_c_line(c, "mdrt_fill%s(%s * %s, %s, %s);", c->suffix, p, p, mdg_c_number(c, 0),
               stack);
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s += %s) {", c->part_index, c->part_index,
               rows, c->part_index, c->block);
    c->indent++;
    mdg_c_line(c, "const int64_t %s = %s - %s < %s ? %s - %s : %s;", some, rows,
               c->part_index, c->block, rows, c->part_index, c->block);
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, some, i);
    c->indent++;
    move_columns(c, z, n, it, stack, mdg_fmt(m, "(%s + %s)", p, i), false);
    c->indent--;
    mdg_c_line(c, "}");
    mdg_c_line(c, "const int %s = mdrt_qr_factor%s(%s + %s, %s, %s, %s);", c->rc, c->suffix,
               p, some, p, stack, scratch);
    mdg_c_line(c, "if (%s != MDRT_EOK) {", c->rc);
    mdg_c_line(c, "    return MDRT_ERROR(%s, %d);", c->rc, f->objective->loc.line);
    mdg_c_line(c, "}");
    c->indent--;
    mdg_c_line(c, "}");
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, p, i);
    c->indent++;
    move_columns(c, z, n, it, stack, i, true);
    c->indent--;
    mdg_c_line(c, "}");
}

void mdg_emit_prepare_body(struct mdg_c *c, const struct mdg_cfunction *f)
{
    struct item *it;
    int n = items(c, f, &it);
    for (int k = 0; k < n; k++) {
        it[k].name = mdg_name(c->m, c->names, mdg_fmt(c->m, "%s_state", it[k].name));
    }
    declare(c, n, it, false);
    for (int k = 0; k < n; k++) {
        if (!it[k].column) {
            copy_item(c, &it[k], c->input[it[k].from->index]);
        }
    }
    if (f->compressed) {
        factorise(c, f, n, it);
    }
}
