/* The generated C beside the mathematics: for each function its plan as a table with bars,
 * the lives of its arrays, and the source with each statement next to the formula it
 * computes. */
#include "cexpr.h"
#include "explain_doc.h"
#include "plantable.h"

#include <string.h>

enum { LONG = 40 }; /* statements */

/* The source on its way into the page. */
struct listing {
    struct explain *e;
    struct mdg_buf *b;
    const struct mdg_unit *u;
    const struct mdg_cfunction *f; /* whose section is open, or NULL */
    struct mdg_plan_table *t;      /* of f */
    int next;                      /* the row that the next statement is compared with */
    struct mdg_buf rest;           /* lines that belong to no statement yet */
};

static const char *base_of(struct explain *e)
{
    return e->m->spec_base ? e->m->spec_base : "spec";
}

/* ---- numbers and bars
 * ---------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "2 n^2 d" with its powers raised, numbers in groups of digits kept in one line. */
static const char *polynomial(struct mdg *m, const char *s)
{
    struct mdg_buf b = {0};
    for (const char *at = s; *at; at++) {
        if (*at == '^') {
            size_t n = strspn(at + 1, "0123456789");
            mdg_putf(m, &b, "<sup>%.*s</sup>", (int)n, at + 1);
            at += n;
        } else if (*at == ' ' && at > s && is_digit(at[-1]) && is_digit(at[1])) {
            mdg_put(m, &b, "&#8239;");
        } else {
            mdg_putn(m, &b, at, 1);
        }
    }
    return b.count ? b.data : "";
}

static double at_typical(const struct mdg *m, mdg_size s)
{
    return mdg_cost_typical(m, (struct mdg_cost){.flops = s, .bytes = s});
}

/* A polynomial on a bar: its share of all statements, at typical sizes. */
static void put_share(struct listing *l, mdg_size s, int divisor, double all)
{
    struct mdg *m = l->e->m;
    double v = at_typical(m, s) * MDG_COST_UNIT / divisor;
    int share = all > 0 ? (int)(100 * v / all + 0.5) : 0;
    mdg_putf(
        m, l->b,
        "<td class=\"n bar\" style=\"--share:%d%%\" title=\"%s, %d %% of all\">%s</td>",
        share, polynomial(m, mdg_plan_count(m, v)), share,
        polynomial(m, mdg_cost_text(m, s, divisor)));
}

static void put_totals(struct listing *l, double *flops, double *bytes)
{
    struct mdg *m = l->e->m;
    *flops = *bytes = 0;
    for (int k = 0; k < l->t->nrows; k++) {
        *flops += at_typical(m, l->t->row[k].cost.flops);
        *bytes += at_typical(m, l->t->row[k].cost.bytes) * MDG_COST_UNIT;
    }
    mdg_size sum = l->t->total.bytes;
    mdg_putf(m, l->b, "<p>%s; %s bytes go to and from memory",
             polynomial(m, mdg_plan_flops(m, l->t->total)),
             polynomial(m, mdg_cost_text(m, sum, 1)));
    if (!mdg_size_is_int(sum, NULL)) {
        mdg_putf(m, l->b, " (%s)", polynomial(m, mdg_plan_count(m, *bytes)));
    }
    mdg_put(m, l->b,
            l->t->f->plan->rows ? "; the rows are gone through in blocks.</p>\n"
                                : ".</p>\n");
}

/* ---- the plan
 * ------------------------------------------------------------------------------ */

static const char *formula(struct listing *l, int k)
{
    struct mdg_buf none = {0};
    struct mdg_c *c = mdg_c_new(l->e->m, l->f, &none);
    c->notation = MDG_MATHML;
    return mdg_fmt(l->e->m, "<math>%s</math>", mdg_c_what(c, &l->f->plan->stmts.data[k]));
}

/* The formula of a statement; in the table of a long function as text, for it is beside the
 * source too. */
static const char *brief(struct listing *l, int k)
{
    struct mdg_buf none = {0}, b = {0};
    if (l->t->nrows <= LONG) {
        return formula(l, k);
    }
    struct mdg_c *c = mdg_c_new(l->e->m, l->f, &none);
    mdg_put(l->e->m, &b, "<code>");
    mdg_html_text(l->e, &b, mdg_c_what(c, &l->f->plan->stmts.data[k]));
    mdg_put(l->e->m, &b, "</code>");
    return b.data;
}

/* Where the derivation ends that a statement has the result of, or NULL. */
static const char *derivation_of(struct listing *l, int k)
{
    const struct mdg_stmt *s = &l->f->plan->stmts.data[k];
    const struct mdg_place *pl = mdg_place(l->f->plan, s->node);
    int out = s->output >= 0 ? s->output : pl->where == MDG_OUT ? pl->output : -1;
    const char *name = out < 0 ? "" : l->f->f->outputs[out].name;
    if (strcmp(name, "value") == 0) {
        return mdg_fmt(l->e->m, "o-%s", l->f->objective->name);
    }
    if (strncmp(name, "grad_", 5) == 0 && !l->f->objective->is_mapping) {
        return mdg_fmt(l->e->m, "g-%s-%s", l->f->objective->name, name + 5);
    }
    return *name ? mdg_fmt(l->e->m, "o-%s", l->f->objective->name) : NULL;
}

static void put_row(struct listing *l, int k, double flops, double bytes)
{
    struct mdg *m = l->e->m;
    const struct mdg_plan_row *r = &l->t->row[k];
    const char *why = derivation_of(l, k);
    mdg_putf(m, l->b,
             "<tr id=\"p-%s-%d\"><td class=\"n\"><a href=\"#c-%s-%d\">%d</a></td><td>%s",
             l->f->name, k + 1, l->f->name, k + 1, k + 1, brief(l, k));
    if (why) {
        mdg_putf(m, l->b, " <a class=\"why\" href=\"#%s\">derivation</a>", why);
    }
    mdg_put(m, l->b, "</td><td>");
    mdg_html_text(l->e, l->b, r->kernel);
    mdg_put(m, l->b, "</td>");
    put_share(l, r->cost.flops, MDG_COST_UNIT, flops);
    put_share(l, r->cost.bytes, 1, bytes);
    mdg_putf(m, l->b, "<td class=\"n\">%d</td><td>%s</td><td>%s</td></tr>\n", r->line,
             r->when, r->outputs);
}

static void put_plan(struct listing *l)
{
    double flops, bytes;
    put_totals(l, &flops, &bytes);
    mdg_put(l->e->m, l->b,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Plan\">"
            "<table class=\"plan\">\n<thead><tr><th>#</th><th>Statement</th>"
            "<th>Kernel</th><th>FLOPs</th><th>Bytes</th><th>Line</th><th>When</th>"
            "<th>For</th></tr></thead>\n<tbody>\n");
    for (int k = 0; k < l->t->nrows; k++) {
        put_row(l, k, flops, bytes);
    }
    mdg_put(l->e->m, l->b, "</tbody>\n</table></div>\n");
}

/* Arrays, and over which statements they live. */
static void put_workspace(struct listing *l)
{
    struct mdg *m = l->e->m;
    const struct mdg_plan_table *t = l->t;
    if (t->narrays == 0) {
        mdg_put(m, l->b, "<p>No workspace.</p>\n");
        return;
    }
    mdg_putf(m, l->b,
             "<details><summary>Workspace: %s bytes%s</summary>\n"
             "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
             "aria-label=\"Workspace\"><table class=\"plan\">\n<thead><tr><th>Array</th>"
             "<th>Elements</th><th>Memory</th><th>Alive</th></tr></thead>\n<tbody>\n",
             polynomial(m, t->workspace),
             t->f->plan->rows ? " for each part of the rows" : "");
    for (int k = 0; k < t->narrays; k++) {
        const struct mdg_plan_array *a = &t->array[k];
        int left = 100 * (a->first - 1) / t->nrows, right = 100 * a->last / t->nrows;
        mdg_putf(
            m, l->b,
            "<tr><td><code>%s</code></td><td class=\"n\">%s</td><td>%s</td>"
            "<td class=\"life\" style=\"--from:%d%%;--to:%d%%\">%d&#8211;%d</td></tr>\n",
            a->name, polynomial(m, a->elements), a->memory, left,
            right > left ? right : left + 1, a->first, a->last);
    }
    mdg_put(m, l->b, "</tbody>\n</table></div></details>\n");
}

/* ---- the source
 * ---------------------------------------------------------------------------- */

static void put_code(struct listing *l, const char *s, size_t n)
{
    mdg_put(l->e->m, l->b, "<pre tabindex=\"0\"><code>");
    mdg_html_text(l->e, l->b, mdg_fmt(l->e->m, "%.*s", (int)n, s));
    mdg_put(l->e->m, l->b, "</code></pre>");
}

/* Lines without a formula, folded away. */
static void put_rest(struct listing *l, const char *title)
{
    if (l->rest.count) {
        mdg_putf(l->e->m, l->b, "<details><summary>%s</summary>\n", title);
        put_code(l, l->rest.data, l->rest.count);
        mdg_put(l->e->m, l->b, "</details>\n");
    }
    l->rest = (struct mdg_buf){0};
}

/* The function whose body begins at this line, or NULL. Bodies may have a suffix. */
static const struct mdg_cfunction *function_at(const struct listing *l, const char *line)
{
    const struct mdg_cfunction *best = NULL;
    line += strncmp(line, "static ", 7) == 0 ? 7 : 0;
    if (strncmp(line, "int ", 4) != 0) {
        return NULL;
    }
    size_t word = strcspn(line + 4, "(");
    for (size_t k = 0; k < l->u->functions.count; k++) {
        const struct mdg_cfunction *f = l->u->functions.data[k];
        size_t n = strlen(f->name);
        bool whole = n == word || (n < word && strncmp(line + 4 + n, "_compute", 8) == 0);
        if (whole && strncmp(f->name, line + 4, n) == 0 && mdg_has_plan(f) &&
            (!best || n > strlen(best->name))) {
            best = f;
        }
    }
    return best;
}

/* The row of the plan whose comment stands at this line, from 0; -1: none. */
static int row_at(struct listing *l, const char *line, size_t n)
{
    struct mdg *m = l->e->m;
    struct mdg_buf none = {0};
    line += strspn(line, " ");
    if (!l->f || strncmp(line, "/* ", 3) != 0) {
        return -1;
    }
    struct mdg_c *c = mdg_c_new(m, l->f, &none);
    for (int i = 0; i < l->t->nrows; i++) {
        int k = (l->next + i) % l->t->nrows;
        const char *what = mdg_c_what(c, &l->f->plan->stmts.data[k]);
        const char *text = mdg_fmt(m, ":%d  %s */", l->t->row[k].line, what);
        const char *at = strstr(line, text);
        if (at && at < line + n && strlen(at) >= strlen(text) && at[strlen(text)] == '\n') {
            l->next = k + 1;
            return k;
        }
    }
    return -1;
}

static const char *line_end(const char *s)
{
    const char *end = strchr(s, '\n');
    return end ? end + 1 : s + strlen(s);
}

/* The function that computes all that a long f does, and more; NULL: f is shown itself. */
static const struct mdg_cfunction *covered_by(const struct listing *l,
                                              const struct mdg_cfunction *f)
{
    if (strcmp(f->kind, "value") != 0 && strcmp(f->kind, "grad") != 0) {
        return NULL;
    }
    for (size_t k = 0; k < l->u->functions.count; k++) {
        const struct mdg_cfunction *g = l->u->functions.data[k];
        if (g->objective == f->objective && strcmp(g->kind, "value_grad") == 0) {
            return g;
        }
    }
    return NULL;
}

static void open_section(struct listing *l, const struct mdg_cfunction *f)
{
    put_rest(l, l->f ? "Checks, and the size of the workspace" : "Head of the file");
    l->f = f;
    l->t = mdg_plan_table(l->e->m, f);
    l->next = 0;
    mdg_putf(l->e->m, l->b,
             "<h3 id=\"f-%s\"><code>%s</code></h3>\n<p class=\"faint\">%s of <a "
             "href=\"#o-%s\">%s</a></p>\n",
             f->name, f->name, f->kind, f->objective->name, f->objective->name);
}

static void put_pair(struct listing *l, int k, const char *from, const char *to)
{
    struct mdg *m = l->e->m;
    if (to == from) {
        return;
    }
    mdg_put(m, l->b, "<div class=\"pair\"");
    if (k >= 0) {
        mdg_putf(m, l->b,
                 " id=\"c-%s-%d\"><div class=\"what\"><a href=\"#p-%s-%d\">%d</a> %s</div>",
                 l->f->name, k + 1, l->f->name, k + 1, k + 1, formula(l, k));
    } else {
        mdg_put(m, l->b, ">");
    }
    put_code(l, from, (size_t)(to - from));
    mdg_put(m, l->b, "</div>\n");
}

/* Where the body that begins at this line has ended. */
static const char *body_end(const char *line)
{
    bool last = false;
    while (*line && !last) {
        last = strncmp(line, "}\n", 2) == 0;
        line = line_end(line);
    }
    return line;
}

/* A long function of which another one does more: its totals, and the source in one piece.
 */
static void put_folded(struct listing *l, const struct mdg_cfunction *more,
                       const char *from, const char *to)
{
    double flops, bytes;
    put_totals(l, &flops, &bytes);
    mdg_putf(l->e->m, l->b,
             "<p>A part of what <a href=\"#f-%s\"><code>%s</code></a> computes: see there "
             "for the formulas.</p>\n",
             more->name, more->name);
    put_workspace(l);
    mdg_putf(l->e->m, l->b, "<details><summary>Source, %d statements</summary>\n",
             l->t->nrows);
    put_code(l, from, (size_t)(to - from));
    mdg_put(l->e->m, l->b, "</details>\n");
}

/* The body of a function from its first line on; what stands behind it is returned. */
static const char *put_body(struct listing *l, const struct mdg_cfunction *f,
                            const char *line)
{
    open_section(l, f);
    const struct mdg_cfunction *more = l->t->nrows > LONG ? covered_by(l, f) : NULL;
    if (more) {
        const char *behind = body_end(line);
        put_folded(l, more, line, behind);
        return behind;
    }
    put_plan(l);
    put_workspace(l);
    mdg_put(l->e->m, l->b, "<div class=\"pairs\">\n");
    const char *from = line, *end = line;
    int row = -1;
    while (*line) {
        end = line_end(line);
        int k = row_at(l, line, (size_t)(end - line));
        if (k >= 0) {
            put_pair(l, row, from, line);
            row = k;
            from = line;
        }
        bool last = strncmp(line, "}\n", 2) == 0;
        line = end;
        if (last) {
            break;
        }
    }
    put_pair(l, row, from, line);
    mdg_put(l->e->m, l->b, "</div>\n");
    return line;
}

static bool is_definition(const char *line)
{
    size_t body = strcspn(line, "{;");
    return line[body] == '{';
}

void mdg_explain_code(struct explain *e, struct mdg_buf *b, const struct mdg_unit *u,
                      const char *source)
{
    struct listing l = {.e = e, .b = b, .u = u};
    bool *done = MDG_ARRAY(e->m, u->functions.count + 1, bool);
    mdg_putf(e->m, b, "<h2 id=\"code\">Generated code</h2>\n<p>The C of ");
    mdg_html_text(e, b, base_of(e));
    mdg_put(e->m, b,
            ", each statement beside its formula. Numbers lead from the plan to the "
            "source and back. Bars are shares of a function's total");
    for (int k = 0; k < mdg_dim_count(e->m); k++) {
        mdg_putf(e->m, b, "%s%s&#160;=&#160;%s", k ? ", " : " at ", mdg_dim(e->m, k)->name,
                 polynomial(e->m, mdg_plan_count(e->m, mdg_dim(e->m, k)->typical)));
    }
    mdg_put(e->m, b, ".</p>\n");
    for (const char *line = source; *line;) {
        const struct mdg_cfunction *f = is_definition(line) ? function_at(&l, line) : NULL;
        size_t k = 0;
        while (f && u->functions.data[k] != f) {
            k++;
        }
        if (f && !done[k]) {
            done[k] = true;
            line = put_body(&l, f, line);
            continue;
        }
        const char *end = line_end(line);
        mdg_putn(e->m, &l.rest, line, (size_t)(end - line));
        line = end;
    }
    put_rest(&l, "Checks, and the rest of the file");
}
