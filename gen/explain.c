/* The derivation of every declared derivative, as the lecture notes write it: the
 * differential by the rules D1 .. D5, its trace by T1 .. T5, and the gradient by the basic
 * rule (1). */
#include "explain_doc.h"
#include "intern.h"

#include <string.h>

const struct explain_rule_text mdg_explain_rules[NRULES] = {
#define RULE(id, label, ascii, unicode, latex) [R_##id] = {label, {ascii, unicode, latex}},
#include "explain.def"
#undef RULE
};

void mdg_explain_item(struct explain *e, struct item item)
{
    MDG_PUSH(e->m, &e->items, item);
}

void mdg_explain_to_intro(struct explain *e, size_t from)
{
    size_t n = e->items.count - from, between = from - e->intro;
    struct item *copy = MDG_ARRAY(e->m, n + 1, struct item), *at = e->items.data + e->intro;
    memcpy(copy, e->items.data + from, n * sizeof *copy);
    memmove(at + n, at, between * sizeof *at);
    memcpy(at, copy, n * sizeof *copy);
}

/* ---- symbols
 * ------------------------------------------------------------------------------- */

const char *mdg_explain_symbol(struct explain *e, const char *name, int order)
{
    return mdg_print_symbol(e->m, name, order, e->printer.notation);
}

const char *mdg_explain_d(struct explain *e, const char *symbol)
{
    switch (e->printer.notation) {
    case MDG_LATEX:
        return mdg_fmt(e->m, "\\mathrm{d}%s", symbol);
    case MDG_MATHML:
        return mdg_fmt(e->m, "<mrow><mi mathvariant=\"normal\">d</mi><mi>%s</mi></mrow>",
                       symbol);
    default:
        return mdg_fmt(e->m, "d%s", symbol);
    }
}

const char *mdg_explain_plain_name(const struct explain *e, const struct mdg_input *x)
{
    return mdg_print_symbol(e->m, x->name, 0,
                            e->printer.notation == MDG_ASCII ? MDG_ASCII : MDG_UNICODE);
}

const char *mdg_explain_partial(struct explain *e, const char *of,
                                const struct mdg_input *x)
{
    const char *s = mdg_explain_symbol(e, x->name, x->node->order);
    switch (e->printer.notation) {
    case MDG_LATEX:
        return mdg_fmt(e->m, "\\frac{\\partial %s}{\\partial %s}", of, s);
    case MDG_MATHML:
        return mdg_fmt(
            e->m,
            "<mfrac><mrow><mi>∂</mi><mi>%s</mi></mrow><mrow><mi>∂</mi>%s</mrow></mfrac>",
            of, s);
    case MDG_UNICODE:
        return mdg_fmt(e->m, "∂%s/∂%s", of, s);
    default:
        return mdg_fmt(e->m, "d%s/d%s", of, s);
    }
}

const char *mdg_explain_transposed(struct explain *e, const char *symbol)
{
    switch (e->printer.notation) {
    case MDG_LATEX:
        return mdg_fmt(e->m, "\\left(%s\\right)^{\\top}", symbol);
    case MDG_MATHML:
        return mdg_fmt(e->m, "<msup><mrow><mo>(</mo>%s<mo>)</mo></mrow><mo>⊤</mo></msup>",
                       symbol);
    case MDG_UNICODE:
        return mdg_fmt(e->m, "(%s)ᵀ", symbol);
    default:
        return mdg_fmt(e->m, "(%s)'", symbol);
    }
}

const char *mdg_explain_traced(struct explain *e, const char *inside)
{
    enum mdg_notation to = e->printer.notation;
    switch (to) {
    case MDG_LATEX:
        inside = mdg_fmt(e->m, "\\operatorname{Tr}\\left(%s\\right)", inside);
        return mdg_print_settled(e->m, inside, to);
    case MDG_MATHML:
        inside = mdg_fmt(
            e->m,
            "<mrow><mi>Tr</mi><mo>&#x2061;</mo><mrow><mo>(</mo>%s<mo>)</mo></mrow></mrow>",
            inside);
        return mdg_print_settled(e->m, inside, to);
    default:
        return mdg_fmt(e->m, "Tr(%s)", inside);
    }
}

/* ---- callbacks of the printer
 * ------------------------------------------------------------------ */

static const char *name_of(void *context, mdg_node n)
{
    const struct explain *e = context;
    return n->id < e->nnames ? e->names[n->id] : NULL;
}

static mdg_node operand_of(void *context, mdg_node diff)
{
    const struct explain *e = context;
    return mdg_node_at(e->m, (size_t)diff->kind);
}

/* ---- one section
 * -------------------------------------------------------------------------------- */

static bool *depends(struct mdg *m, mdg_node y, mdg_node x, size_t *size)
{
    unsigned *ids;
    size_t count = *size = mdg_reach(m, 1, &y, &ids);
    bool *on = MDG_ARRAY(m, y->id + 1, bool);
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(m, ids[i]);
        on[n->id] = n == x;
        for (int k = 0; k < n->nargs; k++) {
            on[n->id] |= on[n->arg[k].node->id];
        }
    }
    return on;
}

void mdg_explain_begin(struct explain *e, struct derivation *d, const char *symbol,
                       mdg_node y, struct mdg_input *x)
{
    struct mdg *m = e->m;
    *d = (struct derivation){.e = e, .symbol = symbol, .y = y, .x = x};
    d->top = y->id + 1;
    d->on = depends(m, y, x->node, &d->size);
    d->dx = mdg_diff_leaf(m, (int)x->node->id, x->node);
    struct mdg_input *v = MDG_NEW(m, struct mdg_input);
    *v = (struct mdg_input){.name = mdg_fmt(m, "d%s", x->name),
                            .role = MDG_DIRECTION,
                            .rank = x->rank,
                            .declared = x->declared,
                            .is_scalar = x->is_scalar,
                            .loc = x->loc};
    d->v = mdg_input_node(m, v);
    d->direction = v;
}

void mdg_explain_line(struct explain *e, const char *left, const char *relation,
                      const char *right, unsigned rules)
{
    mdg_explain_item(e, (struct item){.kind = I_LINE,
                                      .left = left,
                                      .relation = relation,
                                      .right = right,
                                      .rules = rules});
}

/* The trace rules that bring the linear expression n to Tr(G' dX). */
unsigned mdg_explain_trace_rules(mdg_node n, bool transposed_dx)
{
    unsigned r = 1u << R_T2 | (transposed_dx ? 1u << R_T3 : 0);
    for (int guard = 0; n && guard < 1000; guard++) {
        mdg_node next = NULL;
        int same = 0;
        for (int k = 0; k < n->nargs; k++) {
            mdg_node a = n->arg[k].node;
            if (a->props & MDG_HAS_DIFF) {
                next = a;
                same++;
            }
        }
        r |= n->op == MDG_SUM && same > 1 ? 1u << R_T4 : 0;
        r |=
            n->op == MDG_CONTRACT && (mdg_explain_rule_of(n) & 1u << R_D4) ? 1u << R_T5 : 0;
        n = next;
    }
    return r;
}

static mdg_node pulled(struct derivation *d, mdg_node last)
{
    struct mdg *m = d->e->m;
    mdg_node *g = MDG_ARRAY(m, mdg_node_count(m) + 1, mdg_node);
    mdg_transpose(m, last, mdg_num(m, 1), 0, g);
    mdg_node x = d->x->node;
    return g[x->id] ? g[x->id] : mdg_zeros(m, x->order, x->extent);
}

/* Tr(G' dX) as a node. */
mdg_node mdg_explain_pairing(struct mdg *m, mdg_node g, mdg_node dx)
{
    const struct mdg_term t[2] = {{g, mdg_identity_ix}, {dx, mdg_identity_ix}};
    return mdg_contract(m, 0, g->order, g->extent, 2, t);
}

/* Tr(df) = Tr(G' dX), so the gradient is G. */
static mdg_node trace_moves(struct derivation *d, mdg_node last)
{
    struct explain *e = d->e;
    mdg_node g = pulled(d, last);
    mdg_explain_witness(d, mdg_explain_pairing(e->m, g, d->dx));
    if (d->x->node->order == 0) {
        return g;
    }
    e->printer.spelled = true;
    const char *first = e->items.data[e->items.count - 1].right;
    first = strstr(first, "Tr") ? first
                                : mdg_explain_traced(e, first); /* one trace is enough */
    const char *second = mdg_print_trace(e->m, &e->printer, g, d->dx);
    e->printer.spelled = false;
    mdg_explain_line(
        e, mdg_fmt(e->m, "%s", mdg_explain_traced(e, mdg_explain_d(e, d->symbol))), "=",
        first, 1u << R_T1);
    if (strcmp(first, second) != 0 && !mdg_is_zero(g)) {
        const char *dx = mdg_print_transposed(e->m, &e->printer, d->dx);
        mdg_explain_line(
            e, "", "=", second,
            mdg_explain_trace_rules(last, d->x->node->order == 2 && strstr(first, dx)));
    }
    return g;
}

/* The gradient g, shown as it was declared: projected onto a structure, for instance. */
void mdg_explain_result(struct derivation *d, mdg_node g, mdg_node shown, bool folded)
{
    struct explain *e = d->e;
    const char *partial = mdg_explain_partial(e, d->symbol, d->x);
    struct item it = {.kind = I_RESULT, .relation = "=", .left = partial};
    it.anchor = mdg_fmt(e->m, "g-%s-%s", e->objective, d->x->name);
    it.right = mdg_print(e->m, &e->printer, shown);
    if (g->order == 2 && !(g->props & MDG_SYMMETRIC) && g == shown && !folded) {
        it.from_left = mdg_explain_transposed(e, partial);
        it.from_right = mdg_print_transposed(e->m, &e->printer, g);
    }
    it.rules = (g != shown && (d->x->props & MDG_SYMMETRIC)) ? 1u << R_PROJECT : 0;
    mdg_explain_item(e, it);
}

/* G in terms of named parts; where it has to be made symmetric, under a name first. */
static void folded_result(struct derivation *d, mdg_node g, bool symmetrise)
{
    struct mdg *m = d->e->m;
    if (!symmetrise) {
        mdg_explain_result(d, g, g, true);
        return;
    }
    const char *name = mdg_explain_symbol(d->e, "G", 2);
    mdg_explain_line(d->e, name, "=", mdg_print(m, &d->e->printer, g), 1u << R_T2);
    mdg_node letter = mdg_explain_letter(m, "G", g);
    static const uint8_t turned[2] = {1, 0};
    mdg_node sum = mdg_add(m, letter, 1, mdg_relabel(m, letter, turned, 2, g->extent));
    mdg_explain_result(d, g, mdg_scale(m, 0.5, sum), true);
}

void mdg_explain_section(struct explain *e, const char *text)
{
    mdg_explain_item(e, (struct item){.kind = I_SECTION, .right = text});
}

/* The gradient of an objective in one input. */
static void explain_gradient(struct explain *e, mdg_node f, struct mdg_input *x,
                             mdg_node declared)
{
    struct derivation d;
    mdg_explain_begin(e, &d, "f", f, x);
    mdg_explain_section(e, mdg_fmt(e->m, "Gradient in %s", mdg_explain_plain_name(e, x)));
    if (!d.on[f->id]) {
        mdg_explain_item(
            e, (struct item){.kind = I_TEXT, .right = "f does not depend on it."});
        mdg_explain_result(&d, declared, declared, true);
        return;
    }
    mdg_node last = e->folded ? NULL : mdg_explain_steps(&d), shown = NULL;
    mdg_node g = last ? trace_moves(&d, last) : mdg_explain_folded(&d, &shown);
    if (declared &&
        declared != g) { /* its pairing with a direction of the structure is the same */
        mdg_explain_witness(&d, mdg_explain_pairing(e->m, declared, d.dx));
    }
    bool symmetrised = declared != g && (x->props & MDG_SYMMETRIC) &&
                       !(shown && (shown->props & MDG_SYMMETRIC));
    if (last) {
        mdg_explain_result(&d, g, symmetrised ? declared : g, false);
    } else {
        folded_result(&d, shown, symmetrised);
    }
    mdg_explain_check(&d);
}

static void explain_objective(struct explain *e, const struct mdg_objective *o)
{
    struct mdg *m = e->m;
    mdg_node f = o->value->node;
    mdg_explain_item(
        e,
        (struct item){.kind = I_OBJECTIVE, .left = o->name, .right = o->doc, .graph = f});
    e->objective = o->name;
    e->folded = false;
    e->names = NULL;
    e->nnames = e->named.count = 0;
    const char *text = mdg_print(m, &e->printer, f);
    if (o->is_mapping || o->nwrt == 0 || !mdg_explain_is_long(e, f, false)) {
        mdg_explain_line(e, o->is_mapping ? "y" : "f", "=", text, 0);
    }
    e->intro = e->items.count;
    if (o->is_mapping) {
        mdg_explain_mapping(e, o);
        return;
    }
    mdg_node expanded = mdg_explain_expanded(m, f);
    if (expanded != f && !mdg_explain_is_long(e, expanded, true)) {
        e->printer.spelled = true;
        const char *one = mdg_print(m, &e->printer, f),
                   *two = mdg_print(m, &e->printer, expanded);
        e->printer.spelled = false;
        if (strcmp(one, text) != 0) {
            mdg_explain_line(e, "", "=", one, 0);
        }
        mdg_explain_line(e, "", "=", two, 1u << R_REWRITE);
    }
    e->intro = e->items.count;
    const struct mdg_function *grad = o->nwrt ? mdg_derive(m, o, MDG_K_GRAD) : NULL;
    for (int k = 0; k < o->nwrt; k++) {
        explain_gradient(e, expanded, o->wrt[k], grad->outputs[k].node);
    }
    mdg_explain_second(e, o);
}

static struct explain begin(struct mdg *m, enum mdg_explain_format format,
                            enum mdg_explain_level level)
{
    struct explain e = {.m = m, .format = format, .level = level};
    e.printer = (struct mdg_printer){
        .name = name_of, .book = true, .operand = operand_of, .budget = 300};
    e.printer.notation = format == MDG_EXPLAIN_LATEX  ? MDG_LATEX
                         : format == MDG_EXPLAIN_HTML ? MDG_MATHML
                         : mdg_explain_utf8()         ? MDG_UNICODE
                                                      : MDG_ASCII;
    return e;
}

struct mdg_explain_verdict mdg_explain_verify(struct mdg *m, const struct mdg_objective *o)
{
    struct explain e = begin(m, MDG_EXPLAIN_TEXT, MDG_EXPLAIN_SHORT);
    e.printer.context = &e;
    e.verifying = true;
    explain_objective(&e, o);
    return (struct mdg_explain_verdict){.steps = e.checked,
                                        .derivations = e.sections,
                                        .unchecked = e.unchecked,
                                        .worst = e.worst,
                                        .mismatch = e.mismatch};
}

const char *mdg_explain_with(struct mdg *m, const struct mdg_model *model,
                             enum mdg_explain_format format, enum mdg_explain_level level,
                             const struct mdg_explain_extra *extra)
{
    struct explain e = begin(m, format, level);
    e.printer.context = &e;
    for (size_t k = 0; k < model->objectives.count; k++) {
        explain_objective(&e, &model->objectives.data[k]);
    }
    switch (format) {
    case MDG_EXPLAIN_LATEX:
        return mdg_explain_as_latex(&e);
    case MDG_EXPLAIN_HTML:
        return mdg_explain_as_html(&e, extra);
    default:
        return mdg_explain_as_text(&e);
    }
}

const char *mdg_explain(struct mdg *m, const struct mdg_model *model,
                        enum mdg_explain_format format, enum mdg_explain_level level)
{
    return mdg_explain_with(m, model, format, level, NULL);
}
