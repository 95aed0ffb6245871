/* Private to the explanation: the document between derivation and text.
 *
 *     explain.c         mdg_explain: sections, one for each objective and input
 *     explain_linear.c  Jacobians and Hessians: what a differential is linear by
 *     explain_steps.c   the differential of an expression, line by line
 *     explain_fold.c    the same for long expressions, with intermediates named
 *     explain_name.c    names for intermediates
 *     explain_check.c   lines checked by evaluation
 *     explain_text.c, explain_latex.c, explain_html.c    the document as text
 *     explain_break.c   long formulas over several lines
 *     explain_graph.c   the graph of an expression in an HTML document
 *     explain_code.c    the generated code in an HTML document
 *     explain.def       the rules that lines name
 */
#ifndef MDG_EXPLAIN_DOC_H
#define MDG_EXPLAIN_DOC_H

#include "calculus.h"
#include "generate.h"
#include "print.h"

enum explain_rule {
#define RULE(id, label, ascii, unicode, latex) R_##id,
#include "explain.def"
#undef RULE
    NRULES
};

enum item_kind {
    I_OBJECTIVE, /* left: its name; right: its doc or NULL */
    I_SECTION,   /* right: what follows, plain text */
    I_TEXT,      /* right: a sentence, plain text */
    I_LINE,      /* left relation right (formulas), by rules */
    I_RESULT     /* the same, what the section was for */
};

struct item {
    enum item_kind kind;
    const char *left, *relation, *right;
    const char *from_left,
        *from_right;    /* I_RESULT: an equation that it follows from, or NULL */
    unsigned rules;     /* bits 1 << R_... */
    bool apart;         /* I_TEXT: something new begins */
    const char *anchor; /* for links to it, or NULL */
    mdg_node graph;     /* I_OBJECTIVE: the expression, for the picture */
};

struct items {
    struct item *data;
    size_t count, cap;
};

/* An intermediate V with a name, and what earlier sections said of it. */
struct explain_named {
    mdg_node node;
    mdg_node lin; /* the last differential shown, linear in those of its parts, or NULL */
    mdg_node
        g; /* df/dV where it was shown: its name, or a formula without parts, or NULL */
    mdg_node value; /* g without names of gradients */
};

/* One run of mdg_explain. */
struct explain {
    struct mdg *m;
    enum mdg_explain_format format;
    enum mdg_explain_level level;
    struct mdg_printer printer;
    struct items items;
    const char *objective;   /* the name of the one at work */
    int checked;             /* lines compared */
    int sections, unchecked; /* sections; those for which no good point was found */
    double worst;       /* largest relative difference of two lines that should agree */
    const char **names; /* by node id, or NULL */
    size_t nnames;
    bool verifying;       /* a line that does not follow is kept in `mismatch` */
    const char *mismatch; /* the first of them, or NULL */
    bool folded;          /* intermediates of the objective have names */
    size_t intro;         /* where in `items` the objective's own lines end */
    struct {
        struct explain_named *data; /* the same in every section: shown once */
        size_t count, cap;
    } named;
};

void mdg_explain_item(struct explain *e, struct item item);
/* Move the items from number `from` on to where the sections of the objective begin. */
void mdg_explain_to_intro(struct explain *e, size_t from);

/* Texts in the notation of the document. "df", "dy/dX" and so on. */
const char *mdg_explain_d(struct explain *e, const char *symbol);
const char *mdg_explain_partial(struct explain *e, const char *of,
                                const struct mdg_input *x);
const char *mdg_explain_symbol(struct explain *e, const char *name, int order);

/* A name as plain text, for sentences and headings. */
const char *mdg_explain_plain_name(const struct explain *e, const struct mdg_input *x);
/* (symbol)' and Tr(inside) */
const char *mdg_explain_transposed(struct explain *e, const char *symbol);
const char *mdg_explain_traced(struct explain *e, const char *inside);
void mdg_explain_section(struct explain *e, const char *text);
void mdg_explain_line(struct explain *e, const char *left, const char *relation,
                      const char *right, unsigned rules);

/* The derivation of the differential of one expression in one input. */
struct derivation {
    struct explain *e;
    const char *symbol; /* "f" */
    mdg_node y;
    struct mdg_input *x;
    mdg_node dx; /* the placeholder of dX */
    mdg_node v;  /* what stands for it in the checks: a direction */
    const struct mdg_input *direction;
    bool *on; /* by id: depends on x */
    unsigned top;
    size_t size; /* nodes of y */
    struct {
        mdg_node *data; /* lines of one value, for the check */
        size_t count, cap;
    } lines, pairs; /* pairs: two by two of one value */
};

void mdg_explain_begin(struct explain *e, struct derivation *d, const char *symbol,
                       mdg_node y, struct mdg_input *x);
/* dy = ... until only dX is left; lines are added to the document. Returns the last one,
 * linear in d->dx, or NULL if the lines would get too long (then none was added). */
mdg_node mdg_explain_steps(struct derivation *d);
/* The same with named intermediates; adds the trace moves too and returns the gradient of a
 * scalar y. *shown: the same in terms of the gradients with respect to those. */
mdg_node mdg_explain_folded(struct derivation *d, mdg_node *shown);
/* A name that stands for g: a leaf of its shape. */
mdg_node mdg_explain_letter(struct mdg *m, const char *name, mdg_node g);
/* Is the formula of n, spelled out or not, too long for a line? */
bool mdg_explain_is_long(struct explain *e, mdg_node n, bool spelled);
/* The differential of n where operands have the differentials d. Rules that were used are
 * added. */
unsigned mdg_explain_rule_of(mdg_node n);
/* n with from[k] replaced by to[k]. */
mdg_node mdg_explain_substitute(struct mdg *m, mdg_node n, int count, const mdg_node *from,
                                const mdg_node *to);
/* A node that takes part in the check of the section. */
void mdg_explain_witness(struct derivation *d, mdg_node n);
/* The same for the differential of another expression v of the section. */
void mdg_explain_witness_of(struct derivation *d, mdg_node v, mdg_node n);
/* Check the section: all lines have one value, and that is the derivative of y along the
 * direction. */
void mdg_explain_check(struct derivation *d);

/* Tr(G' dX) as a node. */
mdg_node mdg_explain_pairing(struct mdg *m, mdg_node g, mdg_node dx);
/* The trace rules that bring the linear expression n to Tr(G' dX). */
unsigned mdg_explain_trace_rules(mdg_node n, bool transposed_dx);
/* "Hence the gradient is `shown`", which may be g projected onto a structure. */
void mdg_explain_result(struct derivation *d, mdg_node g, mdg_node shown, bool folded);
/* All of a mapping; the Hessians of an objective, and their products with directions. */
void mdg_explain_mapping(struct explain *e, const struct mdg_objective *o);
void mdg_explain_second(struct explain *e, const struct mdg_objective *o);
/* A name for the commutation matrix that nothing else has. */
const char *mdg_explain_commutation(struct explain *e);

/* f multiplied out where a logarithm of a softmax stands in a product, or f. */
mdg_node mdg_explain_expanded(struct mdg *m, mdg_node f);

/* A short name that nothing else has. */
const char *mdg_explain_new_name(struct explain *e, int order);

/* Does the locale's environment ask for UTF-8? */
bool mdg_explain_utf8(void);
/* A formula of a notation over lines of at most so many columns (of LaTeX: about points),
 * with `between` where a line ends. */
const char *mdg_text_broken(struct mdg *m, const char *s, int first, int rest,
                            const char *between);
const char *mdg_latex_broken(struct mdg *m, const char *s, double first, double rest,
                             const char *between);
/* About the points that a formula takes. */
double mdg_latex_width(struct mdg *m, const char *s);
/* How many steps were checked and how well they agree. */
const char *mdg_explain_summary(struct explain *e);

const char *mdg_explain_as_text(struct explain *e);
const char *mdg_explain_as_latex(struct explain *e);
const char *mdg_explain_as_html(struct explain *e, const struct mdg_explain_extra *extra);
/* Text with the characters that HTML takes for markup made harmless. */
void mdg_html_text(struct explain *e, struct mdg_buf *b, const char *s);
/* The functions of a unit for the HTML page: plans, workspace, source beside formulas. */
void mdg_explain_code(struct explain *e, struct mdg_buf *b, const struct mdg_unit *u,
                      const char *source);
/* The expression graph of a node as SVG. */
void mdg_explain_graph(struct explain *e, struct mdg_buf *b, mdg_node n, const char *title);

extern const struct explain_rule_text {
    const char *label, *text[3]; /* ASCII, UNICODE, LATEX */
} mdg_explain_rules[NRULES];

#endif
