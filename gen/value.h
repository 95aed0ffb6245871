/* What a spec computes with: a node and the shape that the mathematics gives it.
 *
 * A value has the rank and shape that the user sees: a scalar has rank 0 (every 1 x 1
 * result is one), a column is n x 1, a row 1 x n, a tensor has rank >= 3.  The node has the
 * axes whose size is not the integer 1, in the same order.  So A.T of a column is the same
 * node.
 *
 * There is one function per group of the language, each with its shape rule; an error names
 * both shapes at m->at.  functions.def lists every function of the language with its shapes
 * and one line of documentation; the Lua front end, the stub file and `--help functions`
 * read it.
 *
 *     value.c          uses, construction, text of shapes
 *     value_ops.c      operators, element-wise functions
 *     value_reduce.c   reductions, softmax, norms
 *     value_matrix.c   functions of matrices
 *     value_build.c    constants, and values put together from others
 *     value_index.c    parts of values
 *     einsum.c         einsum
 */
#ifndef MDG_VALUE_H
#define MDG_VALUE_H

#include "node.h"

/* The inputs and dims that an expression uses as written, before simplification. */
struct mdg_uses; /* an immutable set; NULL is empty */
const struct mdg_uses *mdg_uses_input(struct mdg *m, int input);
const struct mdg_uses *mdg_uses_dims(struct mdg *m, mdg_size s);
const struct mdg_uses *mdg_uses_join(struct mdg *m, const struct mdg_uses *a,
                                     const struct mdg_uses *b);
bool mdg_uses_has_input(const struct mdg_uses *u, int input);
bool mdg_uses_has_dim(const struct mdg_uses *u, int dim);

struct mdg_value {
    mdg_node node;
    int rank; /* 0, 2, 3, ...; never 1 */
    const mdg_size *shape;
    const struct mdg_uses *uses;
    struct mdg_input *input; /* if the value is that input as declared, else NULL */
};
typedef const struct mdg_value *mdg_value;

/* ---- construction ---------------------------------------------------------- */

/* A value of a node that has the axes of shape other than 1. rank may be anything; a shape
 * of nothing but ones makes a scalar, one of a single entry a column. */
mdg_value mdg_value_new(struct mdg *m, mdg_node node, int rank, const mdg_size *shape,
                        const struct mdg_uses *uses);
mdg_value mdg_value_number(struct mdg *m, double v);
mdg_value mdg_value_size(struct mdg *m, mdg_size s);
/* A declared input, as an expression; makes its leaf. Structure is imposed here: what lies
 * outside of a triangle is not read. */
mdg_value mdg_value_input(struct mdg *m, struct mdg_input *in);
/* A constant of any shape, elements row-major. */
mdg_value mdg_value_table(struct mdg *m, int rank, const mdg_size *shape, const double *v);

/* "A [m x n]" for an input, "[m x n]" for an expression, "2" for a number: for messages. */
const char *mdg_value_text(struct mdg *m, mdg_value a);
/* The same without the name: "m x n", "a scalar". */
const char *mdg_value_shape(struct mdg *m, mdg_value a);

/* ---- operators ------------------------------------------------------------- */

enum mdg_operator {
    MDG_OP_ADD,
    MDG_OP_SUB,
    MDG_OP_MUL,
    MDG_OP_HADAMARD,
    MDG_OP_DIV,
    MDG_OP_POW
};

/* a op b, shapes as in the language. */
mdg_value mdg_value_op(struct mdg *m, enum mdg_operator op, mdg_value a, mdg_value b);
mdg_value mdg_value_negate(struct mdg *m, mdg_value a);
/* The transpose of a matrix, column, row or scalar; a tensor is refused. */
mdg_value mdg_value_transpose(struct mdg *m, mdg_value a);

/* ---- functions ------------------------------------------------------------- */

/* A call of a function of the language; functions.def says which arguments each takes. */
struct mdg_call {
    struct mdg *m;
    const char *name; /* as the spec calls it */
    int kind;         /* from functions.def */
    int nvals;        /* arguments that are values; for methods the first is the object */
    const mdg_value *val;
    int nsizes; /* arguments that are sizes */
    const mdg_size *size;
    int axis; /* 1, 2, ...; 0: none was given */
    int ntexts;
    const char *const *text;
};
typedef mdg_value mdg_function(const struct mdg_call *c);

/* kind of functions that share a rule */
enum {
    MDG_V_SUM,
    MDG_V_MEAN,
    MDG_V_MAX,
    MDG_V_MIN,
    MDG_V_PROD,
    MDG_V_LOGSUMEXP,
    MDG_V_SOFTMAX,
    MDG_V_LOG_SOFTMAX,
    MDG_V_ZEROS,
    MDG_V_ONES,
    MDG_V_HCAT,
    MDG_V_VCAT,
    MDG_V_TRIL,
    MDG_V_TRIU,
    MDG_V_EIGMAX,
    MDG_V_EIGMIN,
    MDG_V_NUCLEAR,
    MDG_V_SPECTRAL,
    MDG_V_ROW,
    MDG_V_COL,
    MDG_V_SWAPPED = 1 << 12 /* with an enum mdg_map_fn: operands exchanged */
};

/* element-wise: kind is an enum mdg_map_fn */
mdg_function mdg_fn_map, mdg_fn_square, mdg_fn_leaky_relu, mdg_fn_clamp, mdg_fn_pow;
mdg_function mdg_fn_hadamard, mdg_fn_transpose;
/* reductions */
mdg_function mdg_fn_reduce, mdg_fn_softmax, mdg_fn_sumsq, mdg_fn_dot, mdg_fn_norm,
    mdg_fn_norm1, mdg_fn_norm_inf, mdg_fn_quad, mdg_fn_cumsum;
/* matrices: kind is an enum mdg_matrix_fn for mdg_fn_matrix */
mdg_function mdg_fn_matrix, mdg_fn_solve, mdg_fn_tr, mdg_fn_diag, mdg_fn_triangle,
    mdg_fn_eigen_extreme, mdg_fn_svd_norm, mdg_fn_assume;
/* values put together */
mdg_function mdg_fn_fill, mdg_fn_eye, mdg_fn_constant, mdg_fn_cat, mdg_fn_repmat,
    mdg_fn_kron, mdg_fn_outer, mdg_fn_vec, mdg_fn_reshape, mdg_fn_einsum;
/* methods */
mdg_function mdg_fn_at, mdg_fn_rows, mdg_fn_line, mdg_fn_slice;

/* ---- attributes ------------------------------------------------------------ */

/* attrs.def: the bits of an attribute of this name, or 0. */
unsigned mdg_attr_bits(const char *name);
/* Its name for a list of suggestions; NULL from k = number of attributes on. */
const char *mdg_attr_name(int k);
/* Refuse an attribute that makes no sense for a shape; "what" is the value in the message.
 */
void mdg_attr_check(struct mdg *m, const char *name, int rank, const mdg_size *shape,
                    const char *what);

#endif
