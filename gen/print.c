/* Expressions as mathematics: from a node to its formula to text. */
#include "print_form.h"
#include "print_name.h"

const char *mdg_print(struct mdg *m, const struct mdg_printer *p, mdg_node n)
{
    struct printing c = {.m = m, .p = p};
    return mdg_form_text(&c, mdg_form_root(&c, n));
}

const char *mdg_print_terms(struct mdg *m, const struct mdg_printer *p, int n,
                            const struct mdg_print_term *t)
{
    struct printing c = {.m = m, .p = p};
    mdg_form *f = MDG_ARRAY(m, n + 1, mdg_form);
    double *coef = MDG_ARRAY(m, n + 1, double);
    for (int k = 0; k < n; k++) {
        mdg_form_begin(&c, t[k].product ? t[k].product : t[k].node);
        f[k] = t[k].product ? mdg_form_replaced(&c, t[k].product, t[k].factor, t[k].node)
                            : mdg_form_of(&c, t[k].node);
        coef[k] = t[k].coef;
    }
    if (n == 0) {
        return mdg_form_text(&c, mdg_form_number(&c, 0));
    }
    if (n == 1) {
        return mdg_form_text(&c, mdg_form_scale(&c, coef[0], f[0]));
    }
    struct form *sum = mdg_form_new(&c, F_SUM, n, f, f[0]);
    for (int k = 0; k < n; k++) { /* numbers of the terms go to their signs */
        struct monomial one = {.c = coef[k]};
        mdg_mono_take(&c, &one, f[k]);
        coef[k] = one.c < 0 ? -1 : 1;
        one.c = one.c < 0 ? -one.c : one.c;
        f[k] = mdg_mono_build(&c, &one);
    }
    sum->arg = f;
    sum->coef = coef;
    return mdg_form_text(&c, sum);
}

bool mdg_print_is_turned(struct mdg *m, const struct mdg_printer *p, mdg_node product)
{
    struct printing c = {.m = m, .p = p, .unsorted = true};
    mdg_form_begin(&c, product);
    return mdg_form_reads_turned(&c, product);
}

const char *mdg_print_trace(struct mdg *m, const struct mdg_printer *p, mdg_node g,
                            mdg_node dx)
{
    struct printing c = {.m = m, .p = p};
    mdg_form_begin(&c, g);
    mdg_form f = mdg_form_transpose(&c, mdg_form_of(&c, g));
    mdg_form y = mdg_form_multiply(&c, f, mdg_form_of(&c, dx));
    return mdg_form_text(&c, mdg_form_shape(&c, S_TRACE, 1, &y, NULL));
}

const char *mdg_print_transposed(struct mdg *m, const struct mdg_printer *p, mdg_node n)
{
    struct printing c = {.m = m, .p = p};
    return mdg_form_text(&c, mdg_form_transpose(&c, mdg_form_root(&c, n)));
}

const char *mdg_print_jacobian(struct mdg *m, const struct mdg_printer *p, mdg_node n,
                               int rows)
{
    struct printing c = {.m = m, .p = p};
    unsigned used = 0;
    mdg_form_begin(&c, n);
    mdg_form f = mdg_form_linear(&c, n, rows, "K", &used);
    return mdg_form_text(&c, f ? f : mdg_form_of(&c, n));
}

/* vec(f'): the rows of a matrix, stacked */
static mdg_form stacked(struct printing *c, mdg_form f)
{
    mdg_form t = mdg_form_transpose(c, f);
    return f->order == 2 ? mdg_form_call(c, "vec", 1, &t, mdg_form_leaf(c, F_ONES, 1)) : f;
}

void mdg_print_linear(struct mdg *m, const struct mdg_printer *p, mdg_node n, int rows,
                      const char *y, mdg_node dx, const char *commutation,
                      struct mdg_print_linear *out)
{
    struct printing c = {.m = m, .p = p};
    *out = (struct mdg_print_linear){0};
    mdg_form_begin(&c, n);
    mdg_form f = mdg_form_linear(&c, n, rows, commutation, &out->used);
    if (!f) {
        out->used = MDG_USES_INDICES;
        out->matrix = mdg_form_text(&c, mdg_form_of(&c, n));
        return;
    }
    out->matrix = mdg_form_text(&c, f);
    if (rows == 1 && dx->order == 1) {
        out->transposed = mdg_form_text(&c, mdg_form_transpose(&c, f));
    }
    if (rows == 2 || dx->order == 2) {
        out->used |= MDG_USES_VEC;
    }
    if (rows == 0 || dx->order == 0 || mdg_is_zero(n)) {
        return;
    }
    mdg_form symbol = mdg_form_literal(&c, y, rows > 0, rows > 1);
    mdg_form dy = mdg_form_shape(&c, S_DIFF, 1, &symbol, symbol);
    out->left = mdg_form_text(&c, stacked(&c, dy));
    if (rows == 1 && dx->order == 1) {
        mdg_form x = mdg_form_of(&c, dx);
        mdg_form half = mdg_form_multiply(&c, mdg_form_transpose(&c, x), f);
        out->quadratic = mdg_form_text(&c, mdg_form_multiply(&c, half, x));
    }
    out->applied =
        mdg_form_text(&c, mdg_form_multiply(&c, f, stacked(&c, mdg_form_of(&c, dx))));
}

const char *mdg_print_symbol(struct mdg *m, const char *name, int order,
                             enum mdg_notation notation)
{
    return mdg_name_text(m, name, order, notation);
}
