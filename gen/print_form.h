/* Private to the printer: formulas, the step between nodes and text.
 *
 * A form is a piece of matrix notation that knows its orientation: `rows` and `cols` say
 * which of its two axes exist (a column has rows only, a scalar neither).  Forms of tensors
 * with more axes have `order` > 2 and no orientation.  Forms are trees in the arena, never
 * changed once made.
 *
 *     print.c           mdg_print
 *     print_node.c      a node as a form, operator by operator
 *     print_map.c       element-wise functions, softmax, reductions
 *     print_part.c      slices, reshapes, Kronecker products, padding
 *     print_concat.c    hcat and vcat
 *     print_linear.c    tensors as the matrices of linear maps
 *     print_product.c   contractions: graph reduction
 *     print_form.c      products, quotients, powers, transposes
 *     print_element.c   Hadamard products, diagonals
 *     print_scalar.c    inner products, traces
 *     print_sum.c       sums: common factors, order of terms
 *     print_text.c      a form as text in a notation
 *     print.def         how each notation writes each kind
 */
#ifndef MDG_PRINT_FORM_H
#define MDG_PRINT_FORM_H

#include "print.h"

enum form_kind {
    F_NUM,     /* number */
    F_NAME,    /* text: an identifier */
    F_ONES,    /* a column of ones */
    F_EYE,     /* the identity */
    F_TRANS,   /* arg[0]' */
    F_PROD,    /* product: scalars first, then matrices; never nested, never with numbers */
    F_QUOT,    /* arg[0] / arg[1], arg[1] a scalar */
    F_HAD,     /* element-wise product */
    F_EDIV,    /* element-wise quotient; arg[0] may be the number 1 */
    F_SUM,     /* sum of coef[k] arg[k]; of a single one: a multiple */
    F_POW,     /* arg[0] to the power arg[1]: of a scalar, or of a square matrix */
    F_EPOW,    /* element-wise power */
    F_CALL,    /* text(arg...) */
    F_SHAPE,   /* a row `number` of the table of print.def */
    F_INDEX,   /* an element of arg[0]; letters */
    F_ISUM,    /* sum over letters of arg[0] */
    F_BIND,    /* the tensor of elements arg[0], axes are letters */
    F_PART,    /* arg[0] with the index ranges arg[1..]; NULL is all of an axis */
    F_LITERAL, /* text, as it is */
    F_DOTS     /* what there was no room for */
};

struct form {
    enum form_kind kind;
    bool rows, cols;
    int order;        /* number of axes */
    bool symmetric;   /* equal to its transpose */
    bool square;      /* known to have as many rows as columns: of names and their powers */
    bool elementwise; /* a function of elements */
    bool diff;        /* a differential is inside */
    unsigned props;   /* NAME: of its node */
    unsigned id;      /* NAME: of its node plus 1, for the order of factors; 0: none */
    int weight;       /* number of forms inside: how long the text gets */
    double number;
    const char *text;
    int n;
    const struct form **arg;
    const double *coef;
    int nletters;
    const int *letter;
    const struct form **range; /* of blocks side by side: where each of them stands */
};
typedef const struct form *mdg_form;

/* Rows of print.def */
enum shape {
#define SHAPE(id, result, operand, ascii, unicode, latex, mathml) S_##id,
#include "print.def"
#undef SHAPE
    NSHAPES
};

/* How tightly a text binds. */
enum { P_SUM, P_HAD, P_PROD, P_POSTFIX, P_ATOM };

/* One call of mdg_print. */
struct printing {
    struct mdg *m;
    const struct mdg_printer *p;
    mdg_node root;
    int left; /* nodes until "..." */
    int depth;
    int letters;   /* letters used so far */
    bool unsorted; /* differentials are factors as others, not the last ones */
    bool in_place; /* products keep the order of their factors, and are transposed whole */
    bool turned;   /* but these are transposed factor by factor: x'A for (A'x)' */
};

/* A factor of a contraction: a form and a label for each of its axes. */
struct factor {
    mdg_form f;
    const uint8_t *ix;
    bool delta, tri, strict; /* identity; triangle of ones */
};

/* The factors of a product on the way to mdg_form_contract. */
struct factors {
    int nlabels;
    struct {
        struct factor *data;
        size_t count, cap;
    } f;
};

/* ---- print_node.c ------------------------------------------------------------ */

/* The form of a node, with its axes in order. */
mdg_form mdg_form_of(struct printing *c, mdg_node n);
/* The form of the contraction n with operand k replaced by another node; that one stays in
 * its place. */
mdg_form mdg_form_replaced(struct printing *c, mdg_node n, int k, mdg_node by);
/* Is the product n of two usually written the other way round? */
bool mdg_form_reads_turned(struct printing *c, mdg_node n);
/* The name that the caller has for n, or NULL. */
const char *mdg_form_name_of(const struct printing *c, mdg_node n);
/* An operand in the frame of a node of so many axes: transposed, or spread over axes that
 * it lacks. */
mdg_form mdg_form_placed(struct printing *c, const struct mdg_arg *a, int order);
/* Add the factors of the contraction n, whose labels are renamed to `to`; `nlabels` grows
 * by the labels of opened products. */
void mdg_form_take_factors(struct printing *c, struct factors *p, mdg_node n,
                           const uint8_t *to);
/* Start on a node that is printed as a formula. */
void mdg_form_begin(struct printing *c, mdg_node root);
/* The form of the node that is printed. */
mdg_form mdg_form_root(struct printing *c, mdg_node n);
/* A size as a formula. */
mdg_form mdg_form_size(struct printing *c, mdg_size s);

/* ---- print_map.c ------------------------------------------------------------- */

mdg_form mdg_form_of_map(struct printing *c, mdg_node n);
mdg_form mdg_form_of_reduce(struct printing *c, mdg_node n);
/* The sum n as the logarithm of a softmax, or NULL if it is none. */
mdg_form mdg_form_log_softmax(struct printing *c, mdg_node n);

/* ---- print_part.c ------------------------------------------------------------ */

mdg_form mdg_form_of_slice(struct printing *c, mdg_node n);
mdg_form mdg_form_of_reshape(struct printing *c, mdg_node n);
mdg_form mdg_form_of_pad(struct printing *c, mdg_node n);
/* "i..j", "i", or NULL for all of an axis. */
mdg_form mdg_form_range(struct printing *c, mdg_size offset, mdg_size part, mdg_size all);

/* ---- print_linear.c ---------------------------------------------------------- */

/* The tensor n, its first `rows` axes being rows, as a matrix: of Kronecker products,
 * stacked rows, and the commutation matrix K. NULL if it is none of these. What was needed
 * is added to *used, bits MDG_USES_... */
mdg_form mdg_form_linear(struct printing *c, mdg_node n, int rows, const char *commutation,
                         unsigned *used);

/* ---- print_concat.c ---------------------------------------------------------- */

/* A sum of padded blocks, or one of them, as a block matrix; NULL if it is none. */
mdg_form mdg_form_concatenation(struct printing *c, mdg_node n);
/* The rows and columns of f in the ranges given (NULL: all of them) without brackets around
 * a formula: [A, B] A' of which the last columns are B A'. NULL if it takes brackets. */
mdg_form mdg_form_cut(struct printing *c, mdg_form f, mdg_form rows, mdg_form cols);

/* ---- print_product.c ----------------------------------------------------------- */

/* The contraction of factors to the labels 0 .. order-1. */
mdg_form mdg_form_contract(struct printing *c, int order, int nlabels, int n,
                           const struct factor *f);

/* What is left of such a contraction when all that can be has become matrix notation: its
 * factors in left (room for n), and the product of those without axes. */
int mdg_form_reduced(struct printing *c, int order, int nlabels, int n,
                     const struct factor *f, struct factor *left, mdg_form *scalars);

/* The element of f at letters, a scalar. */
mdg_form mdg_form_element(struct printing *c, mdg_form f, int n, const int *letter);

/* Rename letters: in f, letter from[k] becomes to[k]. */
mdg_form mdg_form_rename(struct printing *c, mdg_form f, int n, const int *from,
                         const int *to);

/* ---- print_form.c -------------------------------------------------------------- */

mdg_form mdg_form_number(struct printing *c, double v);
mdg_form mdg_form_name(struct printing *c, const char *text, mdg_node n);
mdg_form mdg_form_literal(struct printing *c, const char *text, bool rows, bool cols);
/* A leaf without content, of a number of axes. */
mdg_form mdg_form_leaf(struct printing *c, enum form_kind kind, int order);
mdg_form mdg_form_call(struct printing *c, const char *text, int n, mdg_form *arg,
                       mdg_form like);
mdg_form mdg_form_shape(struct printing *c, enum shape s, int n, mdg_form *arg,
                        mdg_form like);
mdg_form mdg_form_letters(struct printing *c, enum form_kind kind, mdg_form f, int n,
                          const int *letter);
/* A general form; orientation as `like`, or a scalar if like is NULL. */
struct form *mdg_form_new(struct printing *c, enum form_kind kind, int n, mdg_form *arg,
                          mdg_form like);

bool mdg_form_same(mdg_form a, mdg_form b);

mdg_form mdg_form_transpose(struct printing *c, mdg_form f);
mdg_form mdg_form_multiply(struct printing *c, mdg_form a, mdg_form b);
mdg_form mdg_form_scale(struct printing *c, double s, mdg_form f);
mdg_form mdg_form_divide(struct printing *c, mdg_form a, mdg_form b); /* b a scalar */
mdg_form mdg_form_power(struct printing *c, mdg_form f, double p);
mdg_form mdg_form_inverse(struct printing *c, mdg_form f);

/* A term taken apart: c times scalars times matrices over denominators. */
struct forms {
    mdg_form *data;
    size_t count, cap;
};
struct monomial {
    double c;
    struct forms scalar, matrix, below;
};
void mdg_mono_take(struct printing *c, struct monomial *t, mdg_form f);
mdg_form mdg_mono_build(struct printing *c, const struct monomial *t);

/* ---- print_element.c ----------------------------------------------------------- */

mdg_form mdg_form_hadamard(struct printing *c, mdg_form a, mdg_form b);
mdg_form mdg_form_reciprocal(struct printing *c, mdg_form f);
mdg_form mdg_form_diag(struct printing *c, mdg_form f); /* vector <-> matrix */

/* ---- print_scalar.c ------------------------------------------------------------ */

mdg_form mdg_form_trace(struct printing *c, mdg_form f);
mdg_form mdg_form_inner(struct printing *c, mdg_form u, mdg_form v); /* u'v */

/* ---- print_sum.c ------------------------------------------------------------------ */

/* sum of coef[k] f[k], all of one shape. */
mdg_form mdg_form_sum(struct printing *c, int n, mdg_form *f, const double *coef,
                      mdg_form like);

/* ---- print_text.c ----------------------------------------------------------------- */

const char *mdg_form_text(struct printing *c, mdg_form f);

#endif
