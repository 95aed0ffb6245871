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
    mdg_form_begin(&c, n);
    mdg_form kron = mdg_form_kronecker(&c, n, rows);
    mdg_form f = kron ? kron : mdg_form_of(&c, n);
    bool row = rows == 0 && n->order == 1; /* the Jacobian of a scalar */
    return mdg_form_text(&c, row ? mdg_form_transpose(&c, f) : f);
}

const char *mdg_print_symbol(struct mdg *m, const char *name, int order,
                             enum mdg_notation notation)
{
    return mdg_name_text(m, name, order, notation);
}
