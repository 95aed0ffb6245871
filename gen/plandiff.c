/* mdgen diff OLD NEW: what a change of a spec changes in the generated functions:
 * signatures, formulas, statements with their kernels, operations, bytes, workspace. */
#include "plantable.h"

#include <math.h>
#include <string.h>

enum { MOST_PAIRS = 4000000 }; /* of statements that are compared each with each */

/* Texts of both sides of one function; the old ones live in another context's arena. */
struct comparison {
    struct mdg *m;
    struct mdg_buf *out;
    const char *name; /* of the function, printed before its first difference */
    bool any;
};

static void open_function(struct comparison *c)
{
    if (!c->any) {
        mdg_putf(c->m, c->out, "\n%s\n", c->name);
    }
    c->any = true;
}

/* Two texts, one below the other, if they differ. */
static void compare_text(struct comparison *c, const char *what, const char *old,
                         const char *new)
{
    if (strcmp(old ? old : "", new ? new : "") == 0) {
        return;
    }
    open_function(c);
    mdg_putf(c->m, c->out, "  %s\n", what);
    if (old) {
        mdg_putf(c->m, c->out, "    - %s\n", old);
    }
    if (new) {
        mdg_putf(c->m, c->out, "    + %s\n", new);
    }
}

/* A text without its line breaks. */
static const char *one_line(struct mdg *m, const char *s)
{
    struct mdg_buf b = {0};
    for (; *s; s++) {
        if (*s == '\n') {
            s += strspn(s, "\n ") - 1;
            mdg_put(m, &b, " ");
        } else {
            mdg_putn(m, &b, s, 1);
        }
    }
    return b.data;
}

/* ---- formulas --------------------------------------------------------------------------
 */

static const char *formula_of(const struct mdg_plan_table *t, const char *output)
{
    for (int k = 0; k < t->noutputs; k++) {
        if (strcmp(t->output[k], output) == 0) {
            return t->formula[k];
        }
    }
    return NULL;
}

static void compare_formulas(struct comparison *c, const struct mdg_plan_table *a,
                             const struct mdg_plan_table *b)
{
    for (int k = 0; k < b->noutputs; k++) {
        compare_text(c, b->output[k], formula_of(a, b->output[k]), b->formula[k]);
    }
    for (int k = 0; k < a->noutputs; k++) {
        if (!formula_of(b, a->output[k])) {
            compare_text(c, a->output[k], a->formula[k], NULL);
        }
    }
}

/* ---- statements: a longest common subsequence
 * ------------------------------------------------ */

static bool same_row(const struct mdg_plan_row *a, const struct mdg_plan_row *b)
{
    return strcmp(a->kernel, b->kernel) == 0 && strcmp(a->formula, b->formula) == 0 &&
           strcmp(a->when, b->when) == 0 && strcmp(a->outputs, b->outputs) == 0;
}

static void put_row(struct comparison *c, char sign, const struct mdg_plan_row *r)
{
    mdg_putf(c->m, c->out, "    %c %-6s  %-17s  %s\n", sign, r->when, r->kernel,
             r->formula);
}

/* length[i * (nb + 1) + j]: of the common subsequence of what is left from a[i] and b[j].
 */
static const unsigned *lengths(struct mdg *m, int na, const struct mdg_plan_row *a, int nb,
                               const struct mdg_plan_row *b)
{
    size_t w = (size_t)nb + 1;
    unsigned *length = MDG_ARRAY(m, ((size_t)na + 1) * w, unsigned);
    for (int i = na; i-- > 0;) {
        for (int j = nb; j-- > 0;) {
            unsigned *here = &length[(size_t)i * w + (size_t)j];
            unsigned down = here[w], right = here[1];
            *here = same_row(&a[i], &b[j]) ? here[w + 1] + 1 : down > right ? down : right;
        }
    }
    return length;
}

static void compare_rows(struct comparison *c, int na, const struct mdg_plan_row *a, int nb,
                         const struct mdg_plan_row *b)
{
    for (; na && nb && same_row(a, b); na--, nb--) {
        a++;
        b++;
    }
    while (na && nb && same_row(&a[na - 1], &b[nb - 1])) {
        na--;
        nb--;
    }
    if (na == 0 && nb == 0) {
        return;
    }
    open_function(c);
    mdg_put(c->m, c->out, "  statements\n");
    const unsigned *length =
        (double)na * nb <= MOST_PAIRS ? lengths(c->m, na, a, nb, b) : NULL;
    size_t w = (size_t)nb + 1;
    int i = 0, j = 0;
    while (i < na || j < nb) {
        const unsigned *here = length ? length + (size_t)i * w + (size_t)j : NULL;
        if (here && i < na && j < nb && same_row(&a[i], &b[j])) {
            i++;
            j++;
        } else if (i < na && (j == nb || !here || here[w] >= here[1])) {
            put_row(c, '-', &a[i++]);
        } else {
            put_row(c, '+', &b[j++]);
        }
    }
}

/* ---- cost
 * ------------------------------------------------------------------------------------------
 */

static void compare_cost(struct comparison *c, const char *what, const char *old,
                         double before, const char *new, double after)
{
    if (strcmp(old, new) == 0) {
        return;
    }
    open_function(c);
    mdg_putf(c->m, c->out, "  %-15s %s -> %s", what, old, new);
    if (before > 0 && isfinite(before) && isfinite(after)) {
        mdg_putf(c->m, c->out, " (%+.1f%%)", 100 * (after - before) / before);
    }
    mdg_put(c->m, c->out, "\n");
}

static void compare_costs(struct comparison *c, struct mdg *old,
                          const struct mdg_plan_table *a, const struct mdg_plan_table *b)
{
    struct mdg *m = c->m;
    compare_cost(c, "FLOPs", mdg_cost_text(old, a->total.flops, MDG_COST_UNIT),
                 mdg_cost_typical(old, a->total),
                 mdg_cost_text(m, b->total.flops, MDG_COST_UNIT),
                 mdg_cost_typical(m, b->total));
    if (a->value.flops != a->total.flops || b->value.flops != b->total.flops) {
        compare_cost(c, "value alone", mdg_cost_text(old, a->value.flops, MDG_COST_UNIT),
                     mdg_cost_typical(old, a->value),
                     mdg_cost_text(m, b->value.flops, MDG_COST_UNIT),
                     mdg_cost_typical(m, b->value));
    }
    compare_cost(c, "bytes", mdg_cost_text(old, a->total.bytes, 1),
                 mdg_size_typical(old, a->total.bytes), mdg_cost_text(m, b->total.bytes, 1),
                 mdg_size_typical(m, b->total.bytes));
    compare_cost(c, "workspace bytes", a->workspace, 0, b->workspace, 0);
}

/* ---- functions
 * ------------------------------------------------------------------------------------- */

static const struct mdg_cfunction *find(const struct mdg_unit *u, const char *name)
{
    for (size_t i = 0; i < u->functions.count; i++) {
        if (strcmp(u->functions.data[i]->name, name) == 0) {
            return u->functions.data[i];
        }
    }
    return NULL;
}

static bool compare_functions(struct comparison *c, struct mdg *old,
                              const struct mdg_cfunction *f, const struct mdg_cfunction *g)
{
    c->name = g->name;
    c->any = false;
    compare_text(c, "signature", one_line(old, mdg_prototype(old, f, f->name, false)),
                 one_line(c->m, mdg_prototype(c->m, g, g->name, false)));
    if (mdg_has_plan(f) && mdg_has_plan(g)) {
        const struct mdg_plan_table *a = mdg_plan_table(old, f),
                                    *b = mdg_plan_table(c->m, g);
        compare_formulas(c, a, b);
        compare_rows(c, a->nrows, a->row, b->nrows, b->row);
        compare_costs(c, old, a, b);
    }
    return c->any;
}

/* Functions of `of`, in the context `owner`, that the other side does not have, with what
 * they cost. */
static int put_missing(struct mdg *m, struct mdg_buf *out, const struct mdg_unit *have,
                       const struct mdg_unit *of, struct mdg *owner, const char *what)
{
    int count = 0;
    for (size_t i = 0; i < of->functions.count; i++) {
        const struct mdg_cfunction *f = of->functions.data[i];
        if (find(have, f->name)) {
            continue;
        }
        mdg_putf(m, out, "%s%s %s", count++ ? "" : "\n", what, f->name);
        if (mdg_has_plan(f)) {
            const struct mdg_plan_table *t = mdg_plan_table(owner, f);
            mdg_putf(m, out, ": %s FLOPs, %s bytes of workspace",
                     mdg_cost_text(owner, t->total.flops, MDG_COST_UNIT), t->workspace);
        }
        mdg_put(m, out, "\n");
    }
    return count;
}

const char *mdg_plan_diff(struct mdg *m, const struct mdg_unit *u, struct mdg *old,
                          const struct mdg_unit *before)
{
    struct mdg_buf b = {0};
    mdg_putf(m, &b, "--- %s\n+++ %s\n", old->spec, m->spec);
    int gone = put_missing(m, &b, u, before, old, "- function"),
        more = put_missing(m, &b, before, u, m, "+ function");
    struct comparison c = {.m = m, .out = &b};
    size_t same = 0;
    for (size_t i = 0; i < u->functions.count; i++) {
        const struct mdg_cfunction *g = u->functions.data[i], *f = find(before, g->name);
        same += f && !compare_functions(&c, old, f, g);
    }
    bool none = same == u->functions.count && !gone && !more;
    if (none) {
        mdg_put(m, &b, "\nNo difference in signatures, formulas, statements, cost.\n");
    } else if (same) {
        mdg_putf(m, &b, "\n%zu other function%s unchanged.\n", same,
                 same == 1 ? " is" : "s are");
    }
    return b.data;
}
