/* Expressions: immutable, hash-consed nodes of one DAG.
 *
 * A node is a tensor with `order` axes.  Axes of size 1 do not exist here: a column n x 1
 * and a row 1 x n are both vectors of order 1, a 1 x 1 matrix is a scalar of order 0; the
 * front end (value.h) remembers which is which.  So broadcasting is an axis that an operand
 * does not have.
 *
 * Indices.  The operands of CONTRACT, SUM, MAP and REDUCE carry one label per axis, as in
 * einsum.  Labels 0 .. order-1 are the axes of the result, in order; labels from `order` up
 * to nlabels-1 are summed (CONTRACT) or reduced (REDUCE).  extent[l] is the size of a
 * label, so extent doubles as the shape of the result.  A label of the result that no
 * operand has is broadcast.  The operands of all other ops are taken whole, axis by axis.
 *
 *     CONTRACT   y[i..] = sum_(k..) prod_a arg_a[ix_a]      products, transposes, traces,
 * Hadamard products, outer products, sums, diagonals SUM        y[i..] = sum_a coef_a
 * arg_a[ix_a]          n-ary linear combination (D1, T4) MAP        y[i..] = f(arg_0[ix_0],
 * ...)               element-wise function `kind` of maps.def REDUCE     y[i..] = max, min,
 * prod, logsumexp or norm over the other labels
 *
 * Nodes are made by the constructors below only.  They bring the node to its canonical form
 * (rewrite.h names the rules) and return the one node of that content, possibly of another
 * op. Operands always have smaller ids than the node, so a loop over ids is a topological
 * order.
 */
#ifndef MDG_NODE_H
#define MDG_NODE_H

#include "size.h"

enum { MDG_MAX_ORDER = 24, MDG_MAX_LABELS = 60 };

enum mdg_op {
#define OP(name, text) MDG_##name,
#include "ops.def"
#undef OP
    MDG_NOPS
};

enum mdg_map_fn {
#define MAP(name, arity, da, db, dc, c, tested) MDG_F_##name,
#include "maps.def"
#undef MAP
    MDG_NMAPS
};

enum mdg_reduce { MDG_R_MAX, MDG_R_MIN, MDG_R_PROD, MDG_R_LSE, MDG_R_NORM };

enum mdg_matrix_fn {
#define MATRIX(name, text) MDG_M_##name,
#include "matrix.def"
#undef MATRIX
    MDG_NMATRIX
};

/* TRI: 1 where the row index is >= the column index (LOWER) or > it (STRICT), else 0. */
enum mdg_tri { MDG_TRI_LOWER, MDG_TRI_STRICT };

/* What is known of a node. Attributes of inputs are the same bits (attrs.def has their
 * names). */
enum mdg_prop {
    MDG_SYMMETRIC = 1 << 0,
    MDG_SPD = 1 << 1, /* symmetric positive definite; implies SYMMETRIC */
    MDG_PSD = 1 << 2, /* symmetric positive semidefinite; implies SYMMETRIC */
    MDG_LOWER = 1 << 3,
    MDG_UPPER = 1 << 4, /* DIAGONAL: both LOWER and UPPER */
    MDG_ONEHOT =
        1 << 5, /* along the last axis one 1, else 0; implies SIMPLEX, NONNEGATIVE */
    MDG_SIMPLEX = 1 << 6,  /* sums to 1 along the last axis; implies NONNEGATIVE */
    MDG_POSITIVE = 1 << 7, /* implies NONNEGATIVE */
    MDG_NONNEGATIVE = 1 << 8,
    MDG_HAS_DIFF = 1 << 9, /* a placeholder DIFF is somewhere below (calculus only) */
    MDG_DIAGONAL = MDG_LOWER | MDG_UPPER
};

enum mdg_role {
    MDG_DATA,      /* declared in the spec */
    MDG_DIRECTION, /* v_<p> of jvp and hvp */
    MDG_COTANGENT  /* w of vjp */
};

/* A parameter of generated functions. */
struct mdg_input {
    const char *name;
    enum mdg_role role;
    int index;      /* order of declaration, from 0, among inputs of all roles */
    bool is_scalar; /* declared by scalar(): passed by value */
    bool is_labels; /* int32 class numbers standing for a one-hot matrix of shape n x K */
    int rank;       /* number of entries of the declared shape: 0, 1 (vector), 2, ... */
    mdg_size *declared; /* the declared shape; sizes of 1 included; labels: n, K */
    unsigned props;     /* attributes, with what they imply */
    const char *doc;
    struct mdg_loc loc;
    const struct mdg_node
        *node; /* the raw leaf: shape is `declared` without the sizes of 1 */
};

struct mdg_arg {
    const struct mdg_node *node;
    const uint8_t *ix; /* a label per axis of node; NULL for ops without labels */
};

struct mdg_node {
    enum mdg_op op;
    int kind;  /* MAP: mdg_map_fn; REDUCE: mdg_reduce; MATRIX: mdg_matrix_fn; TRI: mdg_tri;
                  CUMSUM, LOO: the axis; DIFF: the slot */
    bool flag; /* CUMSUM: reversed; REDUCE PROD: a determinant, its logarithm fails if <= 0
                */
    unsigned id; /* order of creation */
    int order;   /* number of axes */
    int nlabels; /* order + number of summed labels */
    int nargs;
    const mdg_size *extent; /* [nlabels]; the first `order` are the shape */
    const struct mdg_arg *arg;
    const double *coef;      /* SUM: [nargs] */
    const double *table;     /* TABLE: the elements, row-major */
    const mdg_size *offset;  /* SLICE, PAD: [order] where the part begins, from 0 */
    double number;           /* NUMBER */
    mdg_size size;           /* SIZE */
    struct mdg_input *input; /* INPUT */
    unsigned props;          /* mdg_prop bits */
    bool selects; /* a selector, or a product with one: it is 0 where the branch is not
                     taken, and so is a product with it, even if the other factors are no
                     numbers there (the slope of sqrt(x) for x < 0) */
    struct mdg_loc loc; /* where the spec first made it */
    uint64_t hash;
    struct mdg_node *next; /* in its bucket */
};
typedef const struct mdg_node *mdg_node;

/* An operand before it is canonical: labels are any numbers < MDG_MAX_LABELS. */
struct mdg_term {
    mdg_node node;
    const uint8_t *ix;
};

/* ---- leaves ---------------------------------------------------------------- */

mdg_node mdg_num(struct mdg *m, double v);
mdg_node mdg_size_node(struct mdg *m, mdg_size s); /* a size used as a number */
mdg_node mdg_delta(struct mdg *m, mdg_size n); /* identity, n x n; n = 1: the number 1 */
mdg_node mdg_tri(struct mdg *m, enum mdg_tri kind, mdg_size rows, mdg_size cols);
mdg_node mdg_table(struct mdg *m, int order, const mdg_size *shape, const double *v);
/* The raw leaf of an input; in->node, in->index are set. */
mdg_node mdg_input_node(struct mdg *m, struct mdg_input *in);
/* All inputs made so far, in order of declaration. */
int mdg_input_count(const struct mdg *m);
struct mdg_input *mdg_input(const struct mdg *m, int k);

/* Zeros of a shape: SUM without terms. */
mdg_node mdg_zeros(struct mdg *m, int order, const mdg_size *shape);
bool mdg_is_zero(mdg_node a);
bool mdg_is_num(mdg_node a, double v);

/* ---- operators ------------------------------------------------------------- */

/* sum over labels >= order of the product of terms; extent[l] for every label. */
mdg_node mdg_contract(struct mdg *m, int order, int nlabels, const mdg_size *extent,
                      int nterms, const struct mdg_term *term);

/* The same with letters: mdg_ein(m, "ij,jk->ik", A, B). Letters of the result must occur in
 * an operand. "" is the subscript of a scalar. */
mdg_node mdg_ein(struct mdg *m, const char *spec, ...);

/* a with its axes as in out, letters as in mdg_ein: mdg_ein with one operand; extents of
 * letters that `in` lacks are taken from `like`, whose axes are lettered `out`. */
mdg_node mdg_broadcast(struct mdg *m, mdg_node a, const char *in, const char *out,
                       mdg_node like);

/* sum_k coef[k] term[k], labels all < order. */
mdg_node mdg_sum(struct mdg *m, int order, const mdg_size *extent, int nterms,
                 const struct mdg_term *term, const double *coef);
/* a + s b of one shape; s a. */
mdg_node mdg_add(struct mdg *m, mdg_node a, double s, mdg_node b);
mdg_node mdg_scale(struct mdg *m, double s, mdg_node a);

/* f(term...) element-wise, labels all < order. */
mdg_node mdg_map(struct mdg *m, enum mdg_map_fn f, int order, const mdg_size *extent,
                 int nterms, const struct mdg_term *term);
mdg_node mdg_map1(struct mdg *m, enum mdg_map_fn f, mdg_node a);

/* ne0(c), where the node is that or, with *yes false, 1 - ne0(c): what selects a branch of
 * where() in its derivatives. Else NULL. */
mdg_node mdg_selector(mdg_node n, bool *yes);

mdg_node mdg_map2(struct mdg *m, enum mdg_map_fn f, mdg_node a, mdg_node b); /* one shape */

/* Reduce the labels >= order. */
mdg_node mdg_reduce(struct mdg *m, enum mdg_reduce kind, int order, int nlabels,
                    const mdg_size *extent, struct mdg_term term);

/* A function of matrices (matrix.def); shapes are checked by assert only. */
mdg_node mdg_matrix(struct mdg *m, enum mdg_matrix_fn f, int nargs, const mdg_node *arg);

/* ---- linear re-indexings --------------------------------------------------- */

/* The part of a that begins at offset and has the given shape, axis by axis. */
mdg_node mdg_slice(struct mdg *m, mdg_node a, const mdg_size *offset,
                   const mdg_size *shape);
/* a put at offset into zeros of the given shape: the adjoint of slice. */
mdg_node mdg_pad(struct mdg *m, mdg_node a, const mdg_size *offset, const mdg_size *shape);
/* The elements of a in row-major order, in another shape of the same count. */
mdg_node mdg_reshape(struct mdg *m, mdg_node a, int order, const mdg_size *shape);
/* Running sums along an axis, from the end if reversed. */
mdg_node mdg_cumsum(struct mdg *m, mdg_node a, int axis, bool reversed);
/* Products of all other elements along the last axis (leave one out), and its differential,
 * linear in v: y_i = sum_(j != i) v_j prod_(k != i,j) a_k.  v may have more leading axes
 * than a. */
mdg_node mdg_loo(struct mdg *m, mdg_node a);
mdg_node mdg_loo_diff(struct mdg *m, mdg_node a, mdg_node v);
/* a itself, with more known about it. */
mdg_node mdg_assume(struct mdg *m, mdg_node a, unsigned props);
/* A placeholder of the calculus: the differential of operand `slot` of a rule. */
mdg_node mdg_diff_leaf(struct mdg *m, int slot, mdg_node like);

/* ---- over the DAG ----------------------------------------------------------- */

/* Nodes made so far; node k has id k. */
size_t mdg_node_count(const struct mdg *m);
mdg_node mdg_node_at(const struct mdg *m, size_t id);

/* The ids reachable from roots, ascending. Returns the count, *out in the arena. */
size_t mdg_reach(struct mdg *m, size_t nroots, const mdg_node *roots, unsigned **out);

/* More is known of n, by another way to write it. */
void mdg_learn(mdg_node n, unsigned props);

/* Number of elements. */
mdg_size mdg_numel(struct mdg *m, mdg_node a);

/* Attributes with what they imply (SPD implies SYMMETRIC ...). */
unsigned mdg_props_close(unsigned props);

#endif
