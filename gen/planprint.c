/* --plan: the chosen algorithm as a readable table, function by function. */
#include "plantable.h"

#include <string.h>

enum { COLUMNS = 8 };

/* The cells of a table, a row after the other. */
struct cells {
    const char *(*data)[COLUMNS];
    size_t count, cap;
};

static void add(struct mdg *m, struct cells *c, const char *const *cell)
{
    c->data = mdg_grow(m, false, c->data, c->count, &c->cap, sizeof *c->data);
    memcpy(c->data[c->count++], cell, sizeof *c->data);
}

/* Columns as wide as their widest cell; the last one as it comes. Numbers stand on the
 * right. */
static void put_cells(struct mdg *m, struct mdg_buf *out, const struct cells *c,
                      int columns, unsigned right)
{
    int width[COLUMNS] = {0};
    for (size_t r = 0; r < c->count; r++) {
        for (int k = 0; k < columns; k++) {
            int n = (int)strlen(c->data[r][k]);
            width[k] = n > width[k] ? n : width[k];
        }
    }
    for (size_t r = 0; r < c->count; r++) {
        for (int k = 0; k < columns; k++) {
            int w = k + 1 < columns || (right >> k & 1) ? width[k] : 0;
            mdg_putf(m, out, (right >> k & 1) ? "  %*s" : "  %-*s", w, c->data[r][k]);
        }
        mdg_put(m, out, "\n");
    }
}

static void put_statements(struct mdg *m, struct mdg_buf *out,
                           const struct mdg_plan_table *t)
{
    static const char *const head[COLUMNS] = {"#",      "line",  "when",  "for",
                                              "kernel", "FLOPs", "bytes", "statement"};
    struct cells c = {0};
    add(m, &c, head);
    for (int i = 0; i < t->nrows; i++) {
        const struct mdg_plan_row *r = &t->row[i];
        const char *const cell[COLUMNS] = {mdg_fmt(m, "%d", i + 1),
                                           mdg_fmt(m, "%d", r->line),
                                           r->when,
                                           r->outputs,
                                           r->kernel,
                                           mdg_cost_text(m, r->cost.flops, MDG_COST_UNIT),
                                           mdg_cost_text(m, r->cost.bytes, 1),
                                           r->formula};
        add(m, &c, cell);
    }
    put_cells(m, out, &c, COLUMNS, 3);
}

static void put_workspace(struct mdg *m, struct mdg_buf *out,
                          const struct mdg_plan_table *t)
{
    if (t->narrays == 0) {
        mdg_put(m, out, "\n  No workspace.\n");
        return;
    }
    static const char *const head[COLUMNS] = {"array", "elements", "alive", "memory",
                                              "",      "",         "",      ""};
    struct cells c = {0};
    add(m, &c, head);
    for (int i = 0; i < t->narrays; i++) {
        const struct mdg_plan_array *a = &t->array[i];
        const char *const cell[COLUMNS] = {
            a->name, a->elements, mdg_fmt(m, "%d-%d", a->first, a->last), a->memory, "", "",
            "",      ""};
        add(m, &c, cell);
    }
    mdg_put(m, out, "\n");
    put_cells(m, out, &c, 4, 0);
    mdg_putf(m, out, "  Workspace: %s bytes", t->workspace);
    if (t->f->plan->rows) {
        mdg_put(m, out, "; each part of the rows has its own block");
        mdg_putf(m, out, t->part_results ? " and results (%s)" : "%.0s",
                 t->part_results ? t->part_results : "");
    }
    mdg_put(m, out, ".\n");
}

/* How often each input comes from memory. */
static void put_reads(struct mdg *m, struct mdg_buf *out, const struct mdg_plan_table *t)
{
    const struct mdg_plan *p = t->f->plan;
    if (p->rows) {
        mdg_putf(m, out, "\n  The %s rows are gone through in blocks.",
                 mdg_cost_text(m, p->rows, 1));
    }
    bool any = false;
    for (int k = 0; k < t->f->nparams; k++) {
        const struct mdg_input *in = t->f->params[k].input;
        int reads = in && !in->is_scalar && t->f->params[k].role != MDG_P_OUTPUT
                        ? mdg_cost_reads(m, p, in)
                        : 0;
        if (reads) {
            mdg_putf(m, out, "%s%s %s",
                     any       ? ", "
                     : p->rows ? " Read: "
                               : "\n  Read: ",
                     in->name, reads == 1 ? "once" : mdg_fmt(m, "%d times", reads));
            any = true;
        }
    }
    mdg_put(m, out, any ? ".\n" : p->rows ? "\n" : "");
}

static void put_function(struct mdg *m, struct mdg_buf *out, const struct mdg_cfunction *f)
{
    struct mdg_plan_table *t = mdg_plan_table(m, f);
    mdg_putf(m, out, "\n%s: %s", t->name, mdg_plan_flops(m, t->total));
    if (t->value.flops != t->total.flops) {
        mdg_putf(m, out, ";\n  the value alone: %s", mdg_plan_flops(m, t->value));
    }
    mdg_put(m, out, "\n");
    for (int k = 0; k < t->noutputs; k++) {
        mdg_putf(m, out, "  %s = %s\n", t->output[k], t->formula[k]);
    }
    mdg_put(m, out, "\n");
    put_statements(m, out, t);
    put_workspace(m, out, t);
    put_reads(m, out, t);
}

static void put_typical(struct mdg *m, struct mdg_buf *out)
{
    for (int k = 0; k < mdg_dim_count(m); k++) {
        mdg_putf(m, out, "%s%s = %s", k ? ", " : " In parentheses: at ",
                 mdg_dim(m, k)->name, mdg_plan_count(m, mdg_dim(m, k)->typical));
    }
    mdg_put(m, out, mdg_dim_count(m) ? ".\n" : "\n");
}

const char *mdg_emit_plan(struct mdg *m, const struct mdg_unit *u)
{
    struct mdg_buf b = {0};
    mdg_putf(m, &b, "Plan of %s\n\n", m->spec_base);
    mdg_putf(m, &b,
             "FLOPs: + - * / and comparisons count 1, functions such as exp %d. Bytes: "
             "operands and results\n"
             "of a statement, each once.",
             MDG_COST_FUNCTION);
    put_typical(m, &b);
    for (size_t i = 0; i < u->functions.count; i++) {
        const struct mdg_cfunction *f = u->functions.data[i];
        if (mdg_has_plan(f)) {
            put_function(m, &b, f);
        }
    }
    return b.data;
}
