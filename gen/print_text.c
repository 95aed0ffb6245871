/* Forms as text: the rows of print.def filled in, with as few parentheses as the notation
 * needs. */
#include "print_form.h"
#include "print_name.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_OVER = 24 }; /* forms in a numerator */

enum { DEEPEST = 600 };

struct writer {
    struct printing *c;
    struct mdg_buf out;
    enum mdg_notation to;
    int depth;
    int *letter; /* letter -> its place in the alphabet, 0: none yet */
    int used;
    const char *alphabet;
};

static const struct {
    int result, operand;
    const char *text[4];
} shapes[NSHAPES] = {
#define SHAPE(id, result, operand, ascii, unicode, latex, mathml) \
    [S_##id] = {result, operand, {ascii, unicode, latex, mathml}},
#include "print.def"
#undef SHAPE
};

static void put(struct writer *w, mdg_form f, int least);

static void raw(struct writer *w, const char *s)
{
    mdg_put(w->c->m, &w->out, s);
}

static void piece(struct writer *w, enum shape s)
{
    raw(w, shapes[s].text[w->to]);
}

/* Does the notation group by position and needs no parentheses there? */
static bool two_dimensional(const struct writer *w)
{
    return w->to == MDG_LATEX || w->to == MDG_MATHML;
}

/* ---- numbers ---------------------------------------------------------------------------
 */

static bool fraction(double v, double *p, double *q)
{
    static const double denominators[] = {2, 3, 4, 6, 7, 8, 9, 12, 16};
    for (size_t k = 0; v != rint(v) && k < sizeof denominators / sizeof *denominators;
         k++) {
        *q = denominators[k];
        *p = rint(v * *q);
        if (fabs(*p) < 1000 && *p / *q == v) {
            return true;
        }
    }
    return false;
}

/* 1e-30 as 10^-30 where that is possible. */
static void put_decimal(struct writer *w, double v)
{
    const char *s = mdg_number(w->c->m, v), *e = strchr(s, 'e');
    if (e && w->to == MDG_LATEX) {
        mdg_putf(w->c->m, &w->out, "%.*s \\cdot 10^{%d}", (int)(e - s), s, atoi(e + 1));
    } else if (w->to == MDG_MATHML) {
        mdg_putf(w->c->m, &w->out, "<mn>%s</mn>", s);
    } else {
        raw(w, w->to == MDG_LATEX && strcmp(s, "inf") == 0 ? "\\infty" : s);
    }
}

static void expand(struct writer *w, const char *row, int n, const char *const *text)
{
    for (const char *s = row; *s; s++) {
        if (*s == '$' && s[1] >= '1' && s[1] <= '9') {
            int k = *++s - '1';
            raw(w, k < n ? text[k] : "");
        } else {
            mdg_putn(w->c->m, &w->out, s, 1);
        }
    }
}

static void put_number(struct writer *w, double v)
{
    double p, q;
    if (v < 0) {
        piece(w, S_NEG);
        v = -v;
    }
    if (fraction(v, &p, &q)) {
        const char *two[2] = {mdg_number(w->c->m, p), mdg_number(w->c->m, q)};
        expand(w, shapes[S_FRACTION].text[w->to], 2, two);
    } else {
        put_decimal(w, v);
    }
}

/* ---- how tightly a form binds
 * --------------------------------------------------------------- */

/* Is the quotient written one over the other? On paper a long one is not: there, lines end
 * inside of it. */
static bool is_over(const struct writer *w, mdg_form f)
{
    return w->to == MDG_MATHML || (w->to == MDG_LATEX && f->arg[0]->weight <= LONGEST_OVER);
}

static int binding(const struct writer *w, mdg_form f)
{
    double p, q;
    switch (f->kind) {
    case F_NUM:
        return f->number < 0 ? P_SUM : fraction(f->number, &p, &q) ? P_PROD : P_ATOM;
    case F_TRANS:
    case F_POW:
    case F_EPOW:
        return P_POSTFIX;
    case F_PROD:
        return P_PROD;
    case F_QUOT:
        return is_over(w, f) ? P_POSTFIX : P_PROD;
    case F_HAD:
    case F_EDIV:
        return P_HAD;
    case F_SUM:
        return f->n == 1 && f->coef[0] > 0 ? P_PROD : P_SUM;
    case F_ISUM:
        return P_SUM;
    case F_SHAPE:
        return (int)f->number == S_SAME ? binding(w, f->arg[0])
                                        : shapes[(int)f->number].result;
    default:
        return P_ATOM;
    }
}

/* ---- letters
 * ------------------------------------------------------------------------------------ */

static void put_letter(struct writer *w, int id)
{
    if (!w->letter[id]) {
        w->letter[id] = ++w->used;
    }
    size_t k = (size_t)w->letter[id] - 1, n = strlen(w->alphabet);
    const char *open = w->to == MDG_MATHML ? "<mi>" : "",
               *close = w->to == MDG_MATHML ? "</mi>" : "";
    if (k < n) {
        mdg_putf(w->c->m, &w->out, "%s%c%s", open, w->alphabet[k], close);
    } else {
        mdg_putf(w->c->m, &w->out, "%si%zu%s", open, k, close);
    }
}

static void put_letters(struct writer *w, mdg_form f)
{
    for (int k = 0; k < f->nletters; k++) {
        if (k && w->to != MDG_LATEX && w->to != MDG_MATHML) {
            raw(w, ",");
        }
        put_letter(w, f->letter[k]);
        raw(w, k + 1 < f->nletters && w->to == MDG_LATEX ? " " : "");
    }
}

/* Letters for indices that no input and no dim has as its name. */
static const char *alphabet(struct mdg *m)
{
    static const char all[] = "ijklpqrsuvabcefghmntwxyz";
    char free[sizeof all] = "";
    size_t n = 0;
    for (const char *s = all; *s; s++) {
        bool taken = false;
        for (int k = 0; k < mdg_input_count(m); k++) {
            const char *name = mdg_input(m, k)->name;
            taken |= name[0] == *s && !name[1];
        }
        for (int k = 0; k < mdg_dim_count(m); k++) {
            const char *name = mdg_dim(m, k)->name;
            taken |= name[0] == *s && !name[1];
        }
        if (!taken) {
            free[n++] = *s;
        }
    }
    return mdg_fmt(m, "%s", free);
}

/* ---- kinds
 * ------------------------------------------------------------------------------------------
 */

/* A row of the table; texts of operands are put where the row has $1, $2, $*, $;. */
static void put_row(struct writer *w, enum shape s, mdg_form f, int least)
{
    for (const char *p = shapes[s].text[w->to]; *p; p++) {
        if (*p != '$') {
            mdg_putn(w->c->m, &w->out, p, 1);
            continue;
        }
        p++;
        for (int k = 0; k < f->n; k++) {
            if (*p == '*' || *p == ';') {
                raw(w, k == 0 ? "" : *p == '*' ? shapes[S_COMMA].text[w->to] : "; ");
            } else if (k != *p - '1') {
                continue;
            }
            put(w, f->arg[k], least);
        }
    }
}

/* A row whose $1 is operand 0 and whose $2 is written by a function. */
static void put_pair(struct writer *w, enum shape s, mdg_form f, int least,
                     void (*second)(struct writer *, mdg_form))
{
    for (const char *p = shapes[s].text[w->to]; *p; p++) {
        if (*p != '$') {
            mdg_putn(w->c->m, &w->out, p, 1);
        } else if (*++p == '1') {
            put(w, f->arg[0], least);
        } else {
            second(w, f);
        }
    }
}

static void put_list(struct writer *w, mdg_form f, enum shape separator)
{
    int least = separator == S_TIMES ? P_POSTFIX : P_PROD;
    for (int k = 0; k < f->n; k++) {
        if (k) {
            piece(w, separator);
        }
        put(w, f->arg[k], least);
    }
}

/* A term of a sum without its sign. */
static void put_term(struct writer *w, double coef, mdg_form f)
{
    double size = fabs(coef);
    if (size == 1) {
        bool kron = f->kind == F_SHAPE && (int)f->number == S_KRON;
        put(w, f, f->kind == F_HAD || f->kind == F_EDIV || kron ? P_HAD : P_PROD);
        return;
    }
    if (f->kind == F_EDIV && f->arg[0]->kind == F_NUM) { /* 2 ./ x, not 2 (1 ./ x) */
        struct form g = *f;
        mdg_form two[2] = {mdg_form_number(w->c, size * f->arg[0]->number), f->arg[1]};
        g.arg = two;
        put(w, &g, P_HAD);
        return;
    }
    put_number(w, size);
    piece(w, S_TIMES);
    put(w, f, P_PROD);
}

static void put_sum(struct writer *w, mdg_form f)
{
    for (int k = 0; k < f->n; k++) {
        if (k) {
            piece(w, f->coef[k] < 0 ? S_MINUS : S_PLUS);
        } else if (f->coef[k] < 0) {
            piece(w, S_NEG);
        }
        put_term(w, f->coef[k], f->arg[k]);
    }
}

static void put_quotient(struct writer *w, mdg_form f)
{
    bool over = is_over(w, f);
    const char *row = shapes[S_QUOT].text[over || w->to < MDG_LATEX ? w->to : MDG_UNICODE];
    for (const char *p = row; *p; p++) {
        if (*p != '$') {
            mdg_putn(w->c->m, &w->out, p, 1);
        } else if (*++p == '1') {
            put(w, f->arg[0], over ? P_SUM : P_PROD);
        } else {
            put(w, f->arg[1], over ? P_SUM : P_POSTFIX);
        }
    }
}

/* Superscript digits. */
static bool put_superscript(struct writer *w, mdg_form f)
{
    static const char *const digit[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (w->to != MDG_UNICODE || f->kind != F_NUM || f->number != rint(f->number) ||
        fabs(f->number) > 999) {
        return false;
    }
    raw(w, f->number < 0 ? "⁻" : "");
    for (const char *s = mdg_number(w->c->m, fabs(f->number)); *s; s++) {
        raw(w, digit[*s - '0']);
    }
    return true;
}

static void put_exponent(struct writer *w, mdg_form f)
{
    mdg_form e = f->arg[1];
    bool number = e->kind == F_NUM && e->number == rint(e->number);
    put(w, e, two_dimensional(w) || number ? P_SUM : P_ATOM);
}

static void put_power(struct writer *w, mdg_form f)
{
    bool elementwise = f->kind == F_EPOW;
    if (!elementwise && w->to == MDG_UNICODE && f->arg[1]->kind == F_NUM) {
        put(w, f->arg[0], P_ATOM);
        if (put_superscript(w, f->arg[1])) {
            return;
        }
        raw(w, "^");
        put_exponent(w, f);
        return;
    }
    put_pair(w, elementwise ? S_EPOW : S_POW, f, P_ATOM, put_exponent);
}

static void put_transpose(struct writer *w, mdg_form f)
{
    mdg_form a = f->arg[0];
    bool inverse = a->kind == F_POW && a->arg[1]->kind == F_NUM && a->arg[1]->number == -1;
    put_row(w, inverse ? S_INVT : S_TRANS, inverse ? a : f, P_ATOM);
}

static void put_function_name(struct writer *w, const char *name)
{
    raw(w, mdg_function_text(w->c->m, name, w->to));
}

static void put_call(struct writer *w, mdg_form f)
{
    for (const char *p = shapes[S_CALL].text[w->to]; *p; p++) {
        if (*p != '$') {
            mdg_putn(w->c->m, &w->out, p, 1);
        } else if (*++p == '1') {
            put_function_name(w, f->text);
        } else {
            for (int k = 0; k < f->n; k++) {
                raw(w, k ? shapes[S_COMMA].text[w->to] : "");
                put(w, f->arg[k], P_SUM);
            }
        }
    }
}

static void put_ranges(struct writer *w, mdg_form f)
{
    for (int k = 1; k < f->n; k++) {
        raw(w, k > 1 ? shapes[S_COMMA].text[w->to] : "");
        if (f->arg[k]) {
            put(w, f->arg[k], P_SUM);
        } else {
            piece(w, S_ALL);
        }
    }
}

static void put_bind(struct writer *w, mdg_form f)
{
    size_t before = w->out.count; /* the letters of the axes come first */
    put_letters(w, f);
    w->out.count = before;
    if (w->depth <= 1) {
        put(w, f->arg[0], P_SUM);
    } else {
        put_pair(w, S_BIND, f, P_SUM, put_letters);
    }
}

static void put_name(struct writer *w, mdg_form f)
{
    raw(w, mdg_name_text(w->c->m, f->text, f->order, w->to));
}

static void put_literal(struct writer *w, mdg_form f)
{
    if (w->to == MDG_MATHML) {
        mdg_putf(w->c->m, &w->out, "<mi>%s</mi>", f->text);
    } else {
        raw(w, f->text);
    }
}

static void put_kind(struct writer *w, mdg_form f)
{
    switch (f->kind) {
    case F_NUM:
        put_number(w, f->number);
        return;
    case F_NAME:
        put_name(w, f);
        return;
    case F_LITERAL:
        put_literal(w, f);
        return;
    case F_ONES:
        piece(w, S_ONES);
        return;
    case F_EYE:
        piece(w, S_EYE);
        return;
    case F_DOTS:
        piece(w, S_DOTS);
        return;
    case F_TRANS:
        put_transpose(w, f);
        return;
    case F_PROD:
        put_list(w, f, S_TIMES);
        return;
    case F_HAD:
        put_list(w, f, S_HAD);
        return;
    case F_EDIV:
        put_row(w, S_EDIV, f, P_PROD);
        return;
    case F_QUOT:
        put_quotient(w, f);
        return;
    case F_SUM:
        put_sum(w, f);
        return;
    case F_POW:
    case F_EPOW:
        put_power(w, f);
        return;
    case F_CALL:
        put_call(w, f);
        return;
    case F_SHAPE:
        put_row(w, (enum shape)f->number, f,
                (int)f->number == S_SAME ? P_SUM : shapes[(int)f->number].operand);
        return;
    case F_INDEX:
        put_pair(w, S_INDEX, f, P_ATOM, put_letters);
        return;
    case F_ISUM:
        put_pair(w, S_ISUM, f, P_PROD, put_letters);
        return;
    case F_BIND:
        put_bind(w, f);
        return;
    case F_PART:
        put_pair(w, S_INDEX, f, P_ATOM, put_ranges);
        return;
    }
}

static void put(struct writer *w, mdg_form f, int least)
{
    if (w->depth >= DEEPEST) {
        piece(w, S_DOTS);
        return;
    }
    bool open = binding(w, f) < least;
    w->depth++;
    if (open) {
        piece(w, S_OPEN);
    }
    put_kind(w, f);
    if (open) {
        piece(w, S_CLOSE);
    }
    w->depth--;
}

/* ---- fences ------------------------------------------------------------------------ */

struct fence {
    const char *text, *plain;
    int side; /* 1 opens, -1 closes, 0 both */
};

static const struct fence latex_fences[] = {
    {"\\left(", "(", 1},        {"\\right)", ")", -1},        {"\\left[", "[", 1},
    {"\\right]", "]", -1},      {"\\left\\|", "\\|", 1},      {"\\right\\|", "\\|", -1},
    {"\\left|", "\\lvert ", 1}, {"\\right|", "\\rvert ", -1},
};

#define UPRIGHT "<mo stretchy=\"false\">"
static const struct fence mathml_fences[] = {
    {"<mo>(</mo>", UPRIGHT "(</mo>", 1}, {"<mo>)</mo>", UPRIGHT ")</mo>", -1},
    {"<mo>[</mo>", UPRIGHT "[</mo>", 1}, {"<mo>]</mo>", UPRIGHT "]</mo>", -1},
    {"<mo>‖</mo>", UPRIGHT "‖</mo>", 0}, {"<mo>|</mo>", UPRIGHT "|</mo>", 0},
};

static const struct fence *fence_at(const char *s, const struct fence *f, int n)
{
    for (int k = 0; k < n; k++) {
        if (strncmp(s, f[k].text, strlen(f[k].text)) == 0) {
            return &f[k];
        }
    }
    return NULL;
}

static bool is_tall(const char *s, enum mdg_notation to)
{
    return to == MDG_LATEX ? strncmp(s, "\\frac", 5) == 0 || strncmp(s, "\\sum", 5) == 0
                           : strncmp(s, "<mfrac", 6) == 0 || strncmp(s, "<munder", 7) == 0;
}

/* Parentheses grow with what is inside only where that is tall: grown ones have more space
 * around them, and no line can end between them. */
const char *mdg_print_settled(struct mdg *m, const char *s, enum mdg_notation to)
{
    const struct fence *fence = to == MDG_LATEX ? latex_fences : mathml_fences;
    int n = to == MDG_LATEX ? sizeof latex_fences / sizeof *latex_fences
                            : sizeof mathml_fences / sizeof *mathml_fences;
    size_t length = strlen(s), depth = 0;
    size_t *open = MDG_ARRAY(m, length + 1, size_t);
    char *grows = MDG_ARRAY(m, length + 1, char); /* at the position of a fence */
    for (size_t k = 0; k < length; k++) {
        const struct fence *f =
            s[k] == '\\' || s[k] == '<' ? fence_at(s + k, fence, n) : NULL;
        bool closes =
            f && depth &&
            (f->side < 0 || (f->side == 0 && fence_at(s + open[depth - 1], fence, n) == f));
        if (closes) {
            size_t from = open[--depth];
            grows[k] = grows[from];
            if (depth) {
                grows[open[depth - 1]] |= grows[from];
            }
        } else if (f) {
            open[depth++] = k;
        } else if (depth && is_tall(s + k, to)) {
            grows[open[depth - 1]] = true;
        }
    }
    struct mdg_buf b = {0};
    for (size_t k = 0, done = 0; k <= length; k++) {
        const struct fence *f =
            s[k] == '\\' || s[k] == '<' ? fence_at(s + k, fence, n) : NULL;
        if ((f && !grows[k]) || k == length) {
            mdg_putn(m, &b, s + done, k - done);
            mdg_put(m, &b, f ? f->plain : "");
            done = k + (f ? strlen(f->text) : 0);
        }
    }
    return b.data;
}

const char *mdg_form_text(struct printing *c, mdg_form f)
{
    struct writer w = {.c = c, .to = c->p->notation};
    w.letter = MDG_ARRAY(c->m, c->letters + 1, int);
    w.alphabet = alphabet(c->m);
    put(&w, f, P_SUM);
    return w.to == MDG_LATEX || w.to == MDG_MATHML
               ? mdg_print_settled(c->m, w.out.data, w.to)
               : w.out.data;
}
