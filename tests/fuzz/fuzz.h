/* Random derivatives: specs drawn at random, evaluated in 113-bit arithmetic and compared
 * with the functions that mdgen generates for them. Nothing here is shared with the
 * generator: not the shapes, not the values, and derivatives are central differences.
 *
 * What is compared, and how closely. A unit is the rounding of the number type times (scale
 * + cond + 1): scale is the largest element of what is compared, cond how much that changes
 * when every operation is off by a little (1e-9 of random noise, in 113 bits; expect.c).
 *
 *  - value, grad, jvp, vjp, Jacobian: 1000 units (2e-13) from central differences of step
 *    1e-10, whose own error is 1e-20. That is as good as a complex step.
 *
 *  - hvp, Hessian times a vector: 1000 units from second differences with steps of 3e-9
 *    (error 1e-17, and their rounding): second derivatives are held against the value.
 *
 *  - jvp against vjp or gradient: (w, J v) = (J'w, v) to 1e-12 of the terms.
 *
 *  - All that with blocks of 1, 2 and 3 rows or as the runtime cuts, with one output NULL,
 *    prepared and not. Arrays end at guard pages, outputs start as NaN.
 *
 * Specs with a kink, a tie or a gap of eigenvalues too near to tell are drawn anew. What
 * they are made of: fuzz.sh --table.
 *
 * A spec is a list of nodes; a node's operands come before it. It is drawn with its numbers
 * at hand, so that every function gets arguments from its domain, away from kinks.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef __float128 quad;

enum {
    MAX_RANK = 4,
    MAX_COUNT = 400, /* elements of a value */
    MAX_NODES = 64,
    MAX_INPUTS = 6,
    MAX_LETTERS = 8, /* of an einsum */
    MAX_WRT = 3,
    MAX_KIDS = 4,
    NDIMS = 3,
    MAX_TERMS = 6,
    MAX_VARIABLES = 40, /* elements of all of wrt */
    MAX_JACOBIAN = 1600
};

/* ---- random numbers ----------------------------------------------------------- */

/* Decisions come from bytes as long as there are some (coverage-guided fuzzing), then from
 * the state. */
struct rng {
    uint64_t state;
    const unsigned char *bytes;
    size_t left;
};
uint64_t rng_next(struct rng *r);
int rng_below(struct rng *r, int n); /* 0 .. n-1 */
bool rng_chance(struct rng *r, int percent);
double rng_between(struct rng *r, double lo, double hi);
uint64_t hash2(uint64_t a, uint64_t b);

/* ---- sizes: polynomials in the dims --------------------------------------------- */

struct term {
    int coef;
    uint8_t power[NDIMS];
};
struct size {
    int n; /* terms, sorted by their powers */
    struct term t[MAX_TERMS];
};
struct size size_int(int v);
struct size size_dim(int k);
/* a + sign * b, a * b; false if there are too many terms */
bool size_add(const struct size *a, int sign, const struct size *b, struct size *out);
bool size_mul(const struct size *a, const struct size *b, struct size *out);
bool size_same(const struct size *a, const struct size *b);
bool size_is_int(const struct size *a, int *v);
bool size_is_one(const struct size *a);
int size_value(const struct size *a, const int dim[NDIMS]);
/* As the spec has it, in parentheses if that needs them. */
const char *size_text(const struct size *a, char *buf, size_t n);
extern const char *const dim_name[NDIMS];

/* ---- trees ------------------------------------------------------------------------ */

enum op {
    INPUT,
    NUMBER,
    DIM,
    ONES,
    ZEROS,
    EYE,
    CONSTANT,
    ADD,
    SUB,
    MUL,
    HADAMARD,
    DIV,
    POWER,
    NEGATE,
    TRANSPOSE,
    MAP1,
    MAP2,
    CLAMP,
    WHERE,
    REDUCE,
    SOFTMAX,
    LOG_SOFTMAX,
    SUMSQ,
    NORM,
    NORM1,
    NORM_INF,
    DOT,
    QUADRATIC,
    CUMSUM,
    TRACE,
    DET,
    LOGDET,
    INV,
    SOLVE,
    CHOL,
    ADJ,
    DIAG,
    TRIL,
    TRIU,
    VEC,
    RESHAPE,
    KRON,
    OUTER,
    HCAT,
    VCAT,
    REPMAT,
    EXPM,
    EIGVALSH,
    EIGMAX,
    EIGMIN,
    SVDVALS,
    NUCLEAR,
    SPECTRAL,
    EINSUM,
    ASSUME,
    AT,
    ROW,
    COL,
    ROWS,
    COLS,
    SLICE,
    NOPS
};
enum reduce { R_SUM, R_MEAN, R_MAX, R_MIN, R_PROD, R_LOGSUMEXP, NREDUCE };

struct map1 {
    const char *name;
    quad (*f)(quad);
    double lo, hi; /* arguments that are fit */
    bool kink;     /* at 0, of the value or of a derivative */
};
extern const struct map1 map1s[];
extern const int nmap1s;

enum map2 {
    M_POW,
    M_ATAN2,
    M_MAXIMUM,
    M_MINIMUM,
    M_XLOGY,
    M_HUBER,
    M_LEAKY,
    M_HADAMARD,
    M_LT,
    M_LE,
    M_GT,
    M_GE,
    M_EQ,
    NMAP2
};
extern const char *const map2_name[NMAP2];

enum attr {
    PLAIN,
    SYMMETRIC,
    SPD,
    LOWER,
    UPPER,
    DIAGONAL,
    ONEHOT,
    SIMPLEX,
    POSITIVE,
    NONNEGATIVE,
    NATTRS
};
extern const char *const attr_name[NATTRS];

struct node {
    enum op op;
    int nkids, kid[MAX_KIDS];
    int rank; /* 0: a scalar, whose shape is all ones; else 2 and above */
    struct size shape[MAX_RANK];
    int extent[MAX_RANK], count;
    int par[4]; /* of the operator: a function, an axis, an input, an attribute */
    int nsizes;
    struct size size[MAX_RANK]; /* sizes written in the call */
    double number;              /* NUMBER; CONSTANT: the seed */
    char text[48];              /* EINSUM */
};

enum form { SCALAR, VECTOR, MATRIX, TENSOR, LABELS };

struct input {
    enum form form;
    enum attr attr;
    bool positive; /* besides */
    int rank;
    struct size shape[MAX_RANK];
    int extent[MAX_RANK], count;
    double x[MAX_COUNT]; /* dense */
    int32_t label[MAX_COUNT];
};

enum kind { VALUE, GRAD, VALUE_GRAD, JVP, HVP, HESSIAN, VJP, JACOBIAN, JACOBIAN_T, NKINDS };
extern const char *const kind_name[NKINDS];

struct spec {
    uint64_t seed;
    int dim[NDIMS];
    bool fixed[NDIMS];   /* by -D */
    bool typical[NDIMS]; /* said to be 1000 */
    int ninputs;
    struct input input[MAX_INPUTS];
    int nnodes;
    struct node node[MAX_NODES];
    int root;
    bool mapping, real_float;
    int nwrt, wrt[MAX_WRT];
    unsigned kinds;   /* bits of enum kind */
    unsigned prepare; /* bits of inputs */
    int block;        /* rows of a block; 0: as the runtime has it */
};

/* What the tree gives where the inputs are x + step: values, and how far the nearest kink
 * is. */
struct eval {
    const struct spec *s;
    const bool *live; /* nodes to evaluate; NULL: all */
    quad in[MAX_INPUTS][MAX_COUNT];
    quad val[MAX_NODES][MAX_COUNT];
    double noise;  /* relative, of every operation */
    double margin; /* to the nearest kink, of the nodes evaluated so far */
    double top;    /* the largest element of a node */
    bool singular; /* a determinant without second derivatives by det(A) A^-1 */
    bool bad;      /* not finite, huge, or badly conditioned */
};

void eval_start(struct eval *e, const struct spec *s); /* inputs as they are */
void eval_node(struct eval *e, int i);
void eval_all(struct eval *e); /* live nodes up to the root */
/* tree.c: the shape of a node from those of its operands; false if it is not well-typed */
bool tree_shape(const struct spec *s, struct node *n);
void tree_live(const struct spec *s, bool live[MAX_NODES]);
/* bits of the inputs that the value uses, as written */
unsigned tree_inputs(const struct spec *s);
/* dims of a size, as bits */
unsigned size_dims(const struct size *a);
/* The part of v that belongs to an input's promise: what is symmetric, in a triangle, on
 * the diagonal; of a simplex, sums to 0 */
void structured(const struct input *in, const double *v, double *out);

/* grow.c: draw a spec; false if it came to nothing. */
bool grow(struct spec *s, struct eval *e, struct rng r);

/* lua.c */
void lua_spec(FILE *out, const struct spec *s, const char *name);

/* ---- what is expected ------------------------------------------------------------- */

struct expect {
    int nvars, nvalue; /* elements of wrt, of the value */
    double value[MAX_COUNT];
    double jac[MAX_JACOBIAN];       /* [element of wrt][element of value] */
    double jac_cond[MAX_VARIABLES]; /* largest change of jac for a relative change of all */
    double value_cond;
    double grad_cond;
    double v[MAX_VARIABLES];           /* a direction without structure */
    double w[MAX_COUNT];               /* weights of a vjp */
    double hv[MAX_VARIABLES], hv_cond; /* Hessian times the structured part of v */
    double hv_rounding;                /* of the difference that gives hv, absolute */
};
/* false: a kink is near, or the numbers are unfit for a test */
bool expect_make(struct expect *x, struct eval *e, const struct spec *s);

/* ---- calls ----------------------------------------------------------------------------
 */

/* What the compiled unit exports, an entry for each function of each spec. */
struct fuzz_function {
    int (*call)(const int64_t *dim, void *const *arg, void *work);
    size_t (*work)(const int64_t *dim);
};

enum flavour { DIRECT, STATE_SIZE, PREPARE, PREPARED };
enum role { R_INPUT, R_STATE, R_DIRECTION, R_OUTPUT };
struct arg {
    enum role role;
    int index; /* input; which output (second index for a Hessian) */
    int second;
    int count;
    bool by_value, constant;
};
struct function {
    enum kind kind;
    enum flavour flavour;
    unsigned dims;
    int nargs;
    struct arg arg[24];
};
enum { MAX_FUNCTIONS = 20 };
int functions_of(const struct spec *s, struct function f[MAX_FUNCTIONS]);
/* The C text that calls them, and their entries of the table. */
void call_shims(FILE *out, const struct spec *s, const char *name);
void call_entries(FILE *out, const struct spec *s, const char *name);

struct arena; /* pages with guards */
struct arena *arena_new(void);
/* Call all functions and compare; a text in `why` if something is wrong. */
bool call_check(struct arena *a, const struct spec *s, const struct expect *x,
                const struct fuzz_function *table, char *why, size_t n);

/* ---- runs
 * -------------------------------------------------------------------------------- */

enum outcome { PASSED, REFUSED, UNCOMPILED, CRASHED, MISMATCH };
struct result {
    enum outcome outcome;
    char why[300];
};
struct tools {
    const char *mdgen, *include, *cc, *flags, *folder, *found;
    struct arena *arena;
};
/* Generate, compile and check n specs at once. */
void batch_run(const struct tools *t, int n, struct spec *const *s,
               const struct expect *const *x, struct result *r);

/* shrink.c: make a failing spec smaller as long as it fails in the same way, and save it.
 */
void shrink(const struct tools *t, struct spec *s, struct result *r);

#endif
