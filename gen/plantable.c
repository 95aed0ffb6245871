/* A plan as a table of texts. */
#include "plantable.h"
#include "cfunction.h"
#include "print.h"

#include <string.h>

static const char *when(const struct mdg_plan *p, const struct mdg_stmt *s)
{
    static const char *const phases[] = {"before", "block", "after"};
    return p->rows ? phases[s->phase] : "once";
}

/* The outputs that need a statement. */
static const char *outputs(struct mdg *m, const struct mdg_plan *p, uint64_t mask)
{
    int n = p->f->noutputs;
    struct mdg_buf b = {0};
    bool all = true;
    for (int k = 0; k < n; k++) {
        bool needs = mask >> (k < 63 ? k : 63) & 1;
        all &= needs;
        if (needs) {
            mdg_putf(m, &b, "%s%s", b.count ? ", " : "", p->f->outputs[k].name);
        }
    }
    return all || !b.count ? "all" : b.data;
}

/* What a statement computes, with the further results of the same call. */
static const char *formula(struct mdg_c *c, const struct mdg_stmt *s)
{
    const char *what = mdg_c_what(c, s);
    for (int k = 0; k < 2; k++) {
        const struct mdg_place *pl = s->also[k] ? mdg_place(c->p, s->also[k]) : NULL;
        const char *name = !pl                    ? NULL
                           : pl->where == MDG_OUT ? c->output[pl->output]
                                                  : pl->name;
        what = name ? mdg_fmt(c->m, "%s, and %s", what, name) : what;
    }
    return what;
}

static void add_rows(struct mdg *m, struct mdg_plan_table *t)
{
    const struct mdg_plan *p = t->f->plan;
    struct mdg_buf none = {0};
    struct mdg_c *c = mdg_c_new(m, t->f, &none);
    t->nrows = (int)p->stmts.count;
    t->row = MDG_ARRAY(m, t->nrows + 1, struct mdg_plan_row);
    for (int i = 0; i < t->nrows; i++) {
        const struct mdg_stmt *s = &p->stmts.data[i];
        t->row[i] = (struct mdg_plan_row){.line = s->loc.line,
                                          .when = when(p, s),
                                          .outputs = outputs(m, p, s->mask),
                                          .kernel = mdg_kernel_text[s->kernel],
                                          .formula = formula(c, s),
                                          .cost = mdg_cost_stmt(m, p, s)};
    }
}

/* ---- the workspace
 * ----------------------------------------------------------------------- */

/* What is needed besides the plain count: mdrt_svd_work(m, n), or NULL. */
static const char *kernel_work(struct mdg *m, const struct mdg_array *a)
{
    if (!a->work_of) {
        return NULL;
    }
    const char *rows = mdg_cost_text(m, a->matrix->extent[0], 1);
    return strcmp(a->work_of, "svd") == 0
               ? mdg_fmt(m, "mdrt_svd_work(%s, %s)", rows,
                         mdg_cost_text(m, a->matrix->extent[1], 1))
               : mdg_fmt(m, "mdrt_%s_work(%s)", a->work_of, rows);
}

static const char *elements(struct mdg *m, const struct mdg_array *a)
{
    const char *s = mdg_cost_text(m, a->count, 1), *more = kernel_work(m, a);
    if (a->rowed) {
        return mdg_size_is(a->count, 1)
                   ? "block"
                   : mdg_fmt(m, mdg_size_terms(a->count) > 1 ? "(%s) block" : "%s block",
                             s);
    }
    return !more ? s : mdg_size_is(a->count, 0) ? more : mdg_fmt(m, "%s + %s", s, more);
}

static void add_term(struct mdg *m, struct mdg_buf *b, const char *term)
{
    mdg_putf(m, b, "%s%s", b->count ? " + " : "", term);
}

/* Bytes of all slots: for each row of a block, of plain arrays, of what the runtime asks
 * for. */
static const char *workspace(struct mdg *m, const struct mdg_plan *p)
{
    mdg_size row = mdg_size_int(m, 0), plain = row;
    struct mdg_buf b = {0}, kernels = {0}, shared = {0};
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        mdg_size bytes =
            mdg_size_mul(m, a->count, mdg_size_int(m, a->is_int32 ? 4 : mdg_cost_real(m)));
        if (p->slot_other[s]) {
            add_term(m, &shared,
                     mdg_fmt(m, "%d max(%s, %s)", mdg_cost_real(m),
                             mdg_cost_text(m, a->count, 1),
                             mdg_cost_text(m, p->slot_other[s], 1)));
            continue;
        }
        mdg_size *sum = a->rowed ? &row : &plain;
        *sum = mdg_size_add(m, *sum, bytes);
        const char *more = kernel_work(m, a);
        if (more) {
            add_term(m, &kernels, mdg_fmt(m, "%d %s", mdg_cost_real(m), more));
        }
    }
    if (!mdg_size_is(row, 0)) {
        add_term(m, &b,
                 mdg_fmt(m, mdg_size_terms(row) > 1 ? "(%s) block" : "%s block",
                         mdg_cost_text(m, row, 1)));
    }
    if (!mdg_size_is(plain, 0)) {
        add_term(m, &b, mdg_cost_text(m, plain, 1));
    }
    if (shared.count) {
        add_term(m, &b, shared.data);
    }
    if (kernels.count) {
        add_term(m, &b, kernels.data);
    }
    return b.count ? b.data : "0";
}

static const char *part_results(struct mdg *m, const struct mdg_cfunction *f)
{
    struct mdg_buf none = {0};
    struct mdg_c *c = mdg_c_new(m, f, &none);
    mdg_node *r;
    int n = mdg_c_part_results(c, &r);
    mdg_size sum = mdg_size_int(m, 0);
    for (int k = 0; k < n; k++) {
        sum = mdg_size_add(m, sum, mdg_numel(m, r[k]));
    }
    return f->plan->rows && n ? mdg_cost_text(m, sum, 1) : NULL;
}

static void add_arrays(struct mdg *m, struct mdg_plan_table *t)
{
    const struct mdg_plan *p = t->f->plan;
    t->array = MDG_ARRAY(m, p->arrays.count + 1, struct mdg_plan_array);
    for (size_t i = 0; i < p->arrays.count; i++) {
        const struct mdg_array *a = &p->arrays.data[i];
        if (a->slot < 0) {
            continue;
        }
        const struct mdg_array *first = &p->arrays.data[p->slot_array[a->slot]];
        t->array[t->narrays++] = (struct mdg_plan_array){
            .name = a->name,
            .elements = elements(m, a),
            .memory = first == a ? "own" : mdg_fmt(m, "that of %s", first->name),
            .first = a->first + 1,
            .last = a->last + 1};
    }
    t->workspace = workspace(m, p);
    t->part_results = part_results(m, t->f);
}

/* ---- the whole
 * ------------------------------------------------------------------------------ */

bool mdg_has_plan(const struct mdg_cfunction *f)
{
    return f->plan && f->plan->f;
}

struct mdg_plan_table *mdg_plan_table(struct mdg *m, const struct mdg_cfunction *f)
{
    struct mdg_plan_table *t = MDG_NEW(m, struct mdg_plan_table);
    const struct mdg_function *g = f->plan->f;
    t->f = f;
    t->name = f->name;
    t->prototype = mdg_prototype(m, f, f->name, false);
    t->noutputs = g->noutputs;
    t->output = MDG_ARRAY(m, g->noutputs + 1, const char *);
    t->formula = MDG_ARRAY(m, g->noutputs + 1, const char *);
    uint64_t value = 0;
    for (int k = 0; k < g->noutputs; k++) {
        struct mdg_printer p = {.notation = MDG_ASCII, .budget = 40};
        t->output[k] = g->outputs[k].name;
        t->formula[k] = mdg_print(m, &p, g->outputs[k].node);
        value |= strcmp(g->outputs[k].name, "value") == 0 ? 1ull << (k < 63 ? k : 63) : 0;
    }
    add_rows(m, t);
    add_arrays(m, t);
    t->total = mdg_cost_plan(m, f->plan, ~0ull);
    t->value = value ? mdg_cost_plan(m, f->plan, value) : t->total;
    return t;
}

/* ---- numbers
 * ---------------------------------------------------------------------------------- */

const char *mdg_plan_count(struct mdg *m, double v)
{
    if (!(v < 1e12)) {
        int power = 0;
        for (; v >= 10 && power < 400; power++) {
            v /= 10;
        }
        return mdg_fmt(m, "%d.%de%d", (int)v, (int)(v * 10) % 10, power);
    }
    uint64_t n = v > 0 ? (uint64_t)(v + 0.5) : 0;
    const char *s = "";
    for (; n >= 1000; n /= 1000) {
        s = mdg_fmt(m, " %03d%s", (int)(n % 1000), s);
    }
    return mdg_fmt(m, "%d%s", (int)n, s);
}

const char *mdg_plan_flops(struct mdg *m, struct mdg_cost c)
{
    const char *s = mdg_cost_text(m, c.flops, MDG_COST_UNIT);
    bool number = mdg_size_is_int(c.flops, NULL);
    return number
               ? mdg_fmt(m, "%s FLOPs", mdg_plan_count(m, mdg_cost_typical(m, c)))
               : mdg_fmt(m, "%s FLOPs (%s)", s, mdg_plan_count(m, mdg_cost_typical(m, c)));
}
