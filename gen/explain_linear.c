/* What a differential is linear by: the Jacobian of a mapping, dy = J dx; the Hessian of an
 * objective, d grad f = H dx and d^2 f = dx' H dx (Magnus and Neudecker, chapters 5 and 6).
 * Matrices are stacked row by row, as they are stored: vec(dY') = J vec(dX'). */
#include "explain_doc.h"

#include <string.h>

static bool wants(const struct mdg_objective *o, enum mdg_kind kind)
{
    for (int k = 0; k < o->nkinds; k++) {
        if (o->kinds[k] == kind) {
            return true;
        }
    }
    return false;
}

static void text(struct explain *e, const char *s)
{
    mdg_explain_item(e, (struct item){.kind = I_TEXT, .right = s});
}

static void result(struct explain *e, const char *left, const char *right, unsigned rules)
{
    mdg_explain_item(e, (struct item){.kind = I_RESULT,
                                      .left = left,
                                      .relation = "=",
                                      .right = right,
                                      .rules = rules});
}

/* ---- symbols in the notation of the document --------------------------------------- */

/* One of four texts: ASCII, UNICODE, LATEX, MATHML. */
static const char *in_notation(const struct explain *e, const char *const text[4])
{
    return text[e->printer.notation];
}

static const char *nabla(const struct explain *e)
{
    static const char *const symbol[4] = {[MDG_ASCII] = "G",
                                          [MDG_UNICODE] = "∇f",
                                          [MDG_LATEX] = "\\nabla f",
                                          [MDG_MATHML] =
                                              "<mrow><mo>∇</mo><mi>f</mi></mrow>"};
    return in_notation(e, symbol);
}

/* The second derivative of f, rows for p and columns for q. */
static const char *second_partial(struct explain *e, const struct mdg_input *p,
                                  const struct mdg_input *q)
{
    static const char *const whole[4] = {
        [MDG_ASCII] = "d2f/d%s d%s%s",
        [MDG_UNICODE] = "∂²f/∂%s∂%s%s",
        [MDG_LATEX] = "\\frac{\\partial^2 f}{\\partial %s\\,\\partial %s%s}",
        [MDG_MATHML] = ("<mfrac><mrow><msup><mi>∂</mi><mn>2</mn></msup><mi>f</mi></mrow>"
                        "<mrow><mi>∂</mi>%s<mi>∂</mi>%s%s</mrow></mfrac>")};
    static const char *const turned[4] = {[MDG_ASCII] = "'",
                                          [MDG_UNICODE] = "ᵀ",
                                          [MDG_LATEX] = "^{\\top}",
                                          [MDG_MATHML] =
                                              "<msup><mi></mi><mo>⊤</mo></msup>"};
    bool vectors = p->node->order == 1 && q->node->order == 1;
    const char *a = mdg_explain_symbol(e, p->name, p->node->order),
               *b = mdg_explain_symbol(e, q->name, q->node->order);
    const char *t = vectors ? in_notation(e, turned) : "";
    switch (e->printer.notation) {
    case MDG_LATEX:
        return mdg_fmt(e->m, whole[MDG_LATEX], a, b, t);
    case MDG_MATHML:
        return mdg_fmt(e->m, whole[MDG_MATHML], a, b, t);
    case MDG_UNICODE:
        return mdg_fmt(e->m, whole[MDG_UNICODE], a, b, t);
    default:
        return mdg_fmt(e->m, whole[MDG_ASCII], a, b, t);
    }
}

static const char *second_differential(const struct explain *e)
{
    static const char *const symbol[4] = {
        [MDG_ASCII] = "d2f",
        [MDG_UNICODE] = "d²f",
        [MDG_LATEX] = "\\mathrm{d}^2 f",
        [MDG_MATHML] = ("<mrow><msup><mi mathvariant=\"normal\">d</mi><mn>2</mn></msup>"
                        "<mi>f</mi></mrow>")};
    return in_notation(e, symbol);
}

/* "w' y" */
static const char *weighted(struct explain *e, int order)
{
    const char *w = mdg_explain_symbol(e, "w", order);
    switch (e->printer.notation) {
    case MDG_LATEX:
        return mdg_fmt(e->m, order ? "%s^{\\top} y" : "%s y", w);
    case MDG_MATHML:
        return mdg_fmt(e->m, order ? "<msup>%s<mo>⊤</mo></msup><mi>y</mi>" : "%s<mi>y</mi>",
                       w);
    case MDG_UNICODE:
        return mdg_fmt(e->m, order ? "%sᵀ y" : "%s y", w);
    default:
        return mdg_fmt(e->m, order ? "%s' y" : "%s y", w);
    }
}

/* ---- the linear map ---------------------------------------------------------------- */

/* jac contracted with dx, in the axes of y. */
static mdg_node applied(struct mdg *m, mdg_node y, mdg_node jac, mdg_node dx)
{
    uint8_t all[MDG_MAX_LABELS];
    for (int i = 0; i < jac->order; i++) {
        all[i] = (uint8_t)i;
    }
    const struct mdg_term t[2] = {{jac, all}, {dx, all + y->order}};
    return mdg_contract(m, y->order, jac->order, jac->extent, 2, t);
}

static unsigned rules_of(const struct mdg_print_linear *l)
{
    return (l->used & MDG_USES_VEC ? 1u << R_VEC : 0) |
           (l->used & MDG_USES_COMMUTATION ? 1u << R_COMMUTE : 0);
}

/* dy as J dx: the last line of the differential, unless it says that already. */
static void show_applied(struct derivation *d, const struct mdg_print_linear *l)
{
    struct explain *e = d->e;
    const char *last = e->items.data[e->items.count - 1].right;
    if (l->applied && strcmp(l->applied, last) != 0) {
        mdg_explain_line(e, d->y->order == 2 ? l->left : "", "=", l->applied, rules_of(l));
    }
}

/* The derivation of dy, and of its matrix `jac` where that is not NULL; false if it is too
 * long to be shown. */
static bool explain_differential(struct derivation *d, mdg_node jac,
                                 struct mdg_print_linear *l, mdg_node *last)
{
    struct explain *e = d->e;
    *last = mdg_explain_steps(d);
    bool shown = *last != NULL;
    if (!shown) {
        *last = mdg_push(e->m, d->y, 1, (mdg_node[]){d->x->node}, &d->dx, 0);
        mdg_explain_witness(d, *last);
    }
    if (jac) {
        mdg_print_linear(e->m, &e->printer, jac, d->y->order, d->symbol, d->dx,
                         mdg_explain_commutation(e), l);
        mdg_explain_witness(d, applied(e->m, d->y, jac, d->dx));
        if (shown) {
            show_applied(d, l);
        }
    }
    return shown;
}

/* ---- Hessians ------------------------------------------------------------------------ */

static void explain_block(struct explain *e, struct mdg_input *p, struct mdg_input *q,
                          mdg_node g, mdg_node hess, bool wanted)
{
    struct derivation d;
    struct mdg_print_linear l = {0};
    mdg_node last;
    mdg_explain_section(
        e, mdg_fmt(e->m, "%she differential of the gradient in %s, with respect to %s",
                   wanted ? "Hessian: t" : "T", mdg_explain_plain_name(e, p),
                   mdg_explain_plain_name(e, q)));
    mdg_explain_begin(e, &d, nabla(e), g, q);
    bool matrix = wanted || g->order + q->node->order <= 2;
    bool shown = explain_differential(&d, matrix ? hess : NULL, &l, &last);
    if (!shown) {
        text(e, "The differential is too long to be written out.");
    } else if (p == q && l.quadratic && !mdg_is_zero(hess)) {
        mdg_explain_line(e, second_differential(e), "=", l.quadratic, 0);
    }
    if (matrix && (shown || !mdg_explain_is_long(e, hess, false))) {
        result(e, second_partial(e, p, q), l.matrix,
               l.used & MDG_USES_INDICES ? 1u << R_INDICES : 0);
    }
    mdg_explain_check(&d);
}

/* H v for directions v: the blocks are not needed. */
static void explain_hvp(struct explain *e, const struct mdg_objective *o)
{
    const struct mdg_function *h = mdg_derive(e->m, o, MDG_K_HVP);
    bool fits = true;
    for (int k = 0; k < h->noutputs; k++) {
        fits &= !mdg_explain_is_long(e, h->outputs[k].node, false);
    }
    if (!fits) {
        return;
    }
    mdg_explain_section(e, "Hessian times a direction");
    text(e, "The differential of the gradient, with the direction v in place of d:");
    for (int k = 0; k < h->noutputs; k++) {
        const struct mdg_output *out = &h->outputs[k];
        mdg_explain_line(e, mdg_explain_symbol(e, out->name, out->node->order), "=",
                         mdg_print(e->m, &e->printer, out->node), 0);
    }
}

void mdg_explain_second(struct explain *e, const struct mdg_objective *o)
{
    bool hessian = wants(o, MDG_K_HESSIAN), product = wants(o, MDG_K_HVP);
    if (!hessian && !product) {
        return;
    }
    const struct mdg_function *grad = mdg_derive(e->m, o, MDG_K_GRAD);
    const struct mdg_function *h = mdg_derive(e->m, o, MDG_K_HESSIAN);
    int block = 0;
    for (int p = 0; p < o->nwrt; p++) {
        for (int q = p; q < o->nwrt; q++, block++) {
            explain_block(e, o->wrt[p], o->wrt[q], grad->outputs[p].node,
                          h->outputs[block].node, hessian);
        }
    }
    if (product) {
        explain_hvp(e, o);
    }
}

/* ---- mappings ------------------------------------------------------------------------ */

/* The gradient of f = Tr(w' y), where dy = last is known. */
static void explain_vjp(struct explain *e, mdg_node y, const struct mdg_input *w,
                        struct mdg_input *x, mdg_node last)
{
    struct mdg *m = e->m;
    struct derivation d;
    mdg_node f = mdg_explain_pairing(m, w->node, y),
             df = mdg_explain_pairing(m, w->node, last), g = NULL;
    mdg_explain_begin(e, &d, "f", f, x);
    mdg_pull(m, f, mdg_num(m, 1), 0, 1, (mdg_node[]){x->node}, &g);
    mdg_node pair = mdg_explain_pairing(m, g, d.dx);
    mdg_explain_witness(&d, df);
    mdg_explain_witness(&d, pair);
    mdg_explain_item(
        e, (struct item){.kind = I_TEXT,
                         .apart = true,
                         .right = "For a weight w of each element of y, the gradient of"});
    mdg_explain_line(e, "f", "=", mdg_explain_traced(e, weighted(e, y->order)), 0);
    e->printer.spelled = true;
    const char *first = mdg_print(m, &e->printer, df);
    first = strstr(first, "Tr") ? first : mdg_explain_traced(e, first);
    const char *second = mdg_print_trace(m, &e->printer, g, d.dx);
    const char *dx = mdg_print_transposed(m, &e->printer, d.dx);
    e->printer.spelled = false;
    mdg_explain_line(e, mdg_explain_traced(e, mdg_explain_d(e, "f")), "=", first,
                     1u << R_T1);
    if (x->node->order > 0 && strcmp(first, second) != 0) {
        mdg_explain_line(
            e, "", "=", second,
            mdg_explain_trace_rules(df, x->node->order == 2 && strstr(first, dx)));
    }
    mdg_explain_result(&d, g, g, false);
    mdg_explain_check(&d);
}

/* The gradient of f = Tr(w' y) where the differential of y is too long for lines. */
static void explain_pairing(struct explain *e, mdg_node y, const struct mdg_input *w,
                            struct mdg_input *x)
{
    struct derivation d;
    mdg_node f = mdg_explain_pairing(e->m, w->node, y), shown = NULL;
    mdg_explain_begin(e, &d, "f", f, x);
    if (!e->folded) {
        size_t from = e->items.count;
        mdg_explain_item(
            e,
            (struct item){.kind = I_TEXT,
                          .apart = true,
                          .right = "For a weight w of each element of y, the gradient of"});
        mdg_explain_line(e, "f", "=", mdg_explain_traced(e, weighted(e, y->order)), 0);
        mdg_explain_to_intro(e, from);
        e->intro += 2;
    }
    mdg_explain_folded(&d, &shown);
    mdg_explain_result(&d, shown, shown, true);
    mdg_explain_check(&d);
}

static void explain_input(struct explain *e, const struct mdg_objective *o, int k,
                          const struct mdg_function *vjp)
{
    struct mdg *m = e->m;
    mdg_node y = o->value->node, last;
    struct mdg_input *x = o->wrt[k];
    struct derivation d;
    struct mdg_print_linear l = {0};
    bool wanted = wants(o, MDG_K_JACOBIAN) || wants(o, MDG_K_JACOBIAN_T);
    bool small = y->order + x->node->order <= 2;
    mdg_node jac =
        wanted || small ? mdg_derive(m, o, MDG_K_JACOBIAN)->outputs[k].node : NULL;
    mdg_explain_section(e, mdg_fmt(m, "Differential in %s", mdg_explain_plain_name(e, x)));
    mdg_explain_begin(e, &d, "y", y, x);
    bool shown = !e->folded && explain_differential(&d, jac, &l, &last);
    if (!shown && vjp) {
        explain_pairing(e, y, vjp->directions[0], x);
        return;
    }
    if (!shown) {
        text(e, "The differential is too long to be written out.");
        explain_differential(&d, NULL, &l, &last);
    }
    if (l.matrix) {
        const char *partial = mdg_explain_partial(e, "y", x);
        result(e, partial, l.matrix, l.used & MDG_USES_INDICES ? 1u << R_INDICES : 0);
        if (l.transposed && strcmp(l.transposed, l.matrix) != 0) {
            result(e, mdg_explain_transposed(e, partial), l.transposed, 0);
        }
    }
    mdg_explain_check(&d);
    if (vjp) {
        explain_vjp(e, y, vjp->directions[0], x, last);
    }
}

void mdg_explain_mapping(struct explain *e, const struct mdg_objective *o)
{
    const struct mdg_function *vjp =
        wants(o, MDG_K_VJP) ? mdg_derive(e->m, o, MDG_K_VJP) : NULL;
    for (int k = 0; k < o->nwrt; k++) {
        explain_input(e, o, k, vjp);
    }
}
