/* C text of comments: the formula that a statement computes. */
#include "cfunction.h"
#include "print.h"

#include <string.h>

static const char *name_in_formula(void *context, mdg_node n)
{
    const struct mdg_c *c = context;
    if (n->id >= c->p->top) {
        return NULL;
    }
    const struct mdg_place *pl = mdg_place(c->p, n);
    if (pl->where == MDG_OUT) {
        return c->output[pl->output];
    }
    if (pl->where == MDG_INTO && n == c->stmt) {
        return name_in_formula(context, pl->base);
    }
    return pl->where == MDG_WORK || pl->where == MDG_SCALAR ? pl->name : NULL;
}

/* What is left of a sum whose products went into its memory by themselves. */
static mdg_node without_products(struct mdg_c *c, mdg_node n)
{
    struct mdg_term *t = MDG_ARRAY(c->m, n->nargs + 1, struct mdg_term);
    double *coef = MDG_ARRAY(c->m, n->nargs + 1, double);
    int count = 0;
    for (int k = 0; n->op == MDG_SUM && k < n->nargs; k++) {
        const struct mdg_place *pl = mdg_place(c->p, n->arg[k].node);
        if (pl->where != MDG_INTO || pl->base != n) {
            t[count] = (struct mdg_term){n->arg[k].node, n->arg[k].ix};
            coef[count++] = n->coef[k];
        }
    }
    return n->op == MDG_SUM && count < n->nargs
               ? mdg_sum(c->m, n->order, n->extent, count, t, coef)
               : n;
}

static const char *formula(struct mdg_c *c, mdg_node n)
{
    n = without_products(c, n);
    struct mdg_printer p = {
        .notation = c->notation, .name = name_in_formula, .context = c, .budget = 24};
    return mdg_print(c->m, &p, n);
}

static const char *equation(struct mdg_c *c, const char *name, const char *eq,
                            const char *right)
{
    const char *left = mdg_print_symbol(c->m, name, 1, c->notation);
    return mdg_fmt(c->m, c->notation == MDG_MATHML ? "%s<mo>%s</mo>%s" : "%s %s %s", left,
                   eq, right);
}

const char *mdg_c_what(struct mdg_c *c, const struct mdg_stmt *s)
{
    if (s->kernel == MDG_K_FACTOR) {
        return mdg_fmt(c->m,
                       c->notation == MDG_MATHML ? "<mtext>factors of&#160;</mtext>%s"
                                                 : "factors of %s",
                       formula(c, s->node));
    }
    if (s->kernel == MDG_K_COPY) {
        return equation(c, c->output[s->output], "=", formula(c, s->node));
    }
    const struct mdg_place *pl = mdg_place(c->p, s->node);
    c->stmt = s->node;
    const char *name = name_in_formula(c, s->node), *right = formula(c, s->node);
    const char *eq = s->adds || s->accumulates ? mdg_c_increment(&right) : "=";
    if (pl->where == MDG_INTO && pl->coef != 1) {
        const char *number = mdg_number(c->m, pl->coef);
        right = c->notation == MDG_MATHML
                    ? mdg_fmt(c->m, "<mn>%s</mn><mrow><mo>(</mo>%s<mo>)</mo></mrow>",
                              number, right)
                    : mdg_fmt(c->m, "%s * (%s)", number, right);
    }
    const char *what = equation(c, name ? name : "", eq, right);
    c->stmt = NULL;
    return what;
}

void mdg_c_comment(struct mdg_c *c, const struct mdg_stmt *s)
{
    const char *file =
        s->loc.file && strcmp(s->loc.file, c->m->spec) != 0 ? s->loc.file : c->m->spec_base;
    mdg_c_line(c, "/* %s:%d  %s */", file, s->loc.line, mdg_c_what(c, s));
}

/* In a long function: only where the statements of another line of the spec begin. */
void mdg_c_short_comment(struct mdg_c *c, const struct mdg_stmt *s, struct mdg_loc *last)
{
    if (s->loc.line != last->line || s->loc.file != last->file) {
        *last = s->loc;
        const char *file = s->loc.file && strcmp(s->loc.file, c->m->spec) != 0
                               ? s->loc.file
                               : c->m->spec_base;
        mdg_c_line(c, "/* %s:%d */", file, s->loc.line);
    }
}
