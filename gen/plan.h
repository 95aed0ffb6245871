/* Planning: what is computed by which kernel, where it is kept, and for how long.
 *
 * A plan belongs to one generated function.  It holds the lowered expressions, a place for
 * every node, and the statements in order.  Nodes without a place of their own are written
 * out inside of the loops that use them.
 */
#ifndef MDG_PLAN_H
#define MDG_PLAN_H

#include "calculus.h"
#include "match.h"

enum mdg_kernel {
#define KERNEL(name, text) MDG_K_##name,
#include "kernels.def"
#undef KERNEL
    MDG_NKERNELS
};
extern const char *const mdg_kernel_text[MDG_NKERNELS];

/* Where a node's value is. */
enum mdg_where {
    MDG_INLINE, /* nowhere: part of the expressions that use it */
    MDG_LEAF,   /* a parameter, a number, an identity: nothing to compute */
    MDG_SCALAR, /* a local variable */
    MDG_WORK,   /* an array in the workspace */
    MDG_OUT,    /* written straight to an output */
    MDG_VIEW,   /* another node's elements, from an offset on */
    MDG_INTO,   /* a product that is added, times a number, to the sum that is its only user
                 */
    MDG_STATE   /* in the state made by NAME_prepare */
};

/* An array of the workspace: its elements are live from statement `first` to `last`. */
struct mdg_array {
    const char *name;
    mdg_size count;      /* elements ... */
    const char *work_of; /* ... plus what mdrt_<work_of>_work says ... */
    mdg_node matrix;     /* ... of the rows (and columns) of this matrix */
    bool rowed;          /* one block of rows at a time; count is then per row */
    bool is_int32;       /* pivots */
    bool local;          /* on the stack of the one piece of a long function that uses it */
    int first, last;
    int slot; /* arrays with disjoint lives share a slot */
};

struct mdg_place {
    enum mdg_where where;
    int array;        /* WORK: index of the array */
    int output;       /* OUT: index of the output */
    const char *name; /* the C variable */
    mdg_node base;    /* VIEW, INTO */
    double coef;      /* INTO */
    mdg_size offset;  /* VIEW: elements from the start of base */
    bool rowed;       /* axis 0 runs over the rows of the block */
    bool elsewhere;   /* STATE: computed by prepare */
    int cell; /* SCALAR that several pieces use: its element of the cells, from 1 on */
};

/* A factorisation that several statements share. */
enum mdg_factor_kind { MDG_CHOLESKY, MDG_LU, MDG_TRIANGLE };
struct mdg_factoring {
    mdg_node a;
    enum mdg_factor_kind kind;
    int array, pivots; /* indices of arrays; -1: none */
};

struct mdg_stmt {
    enum mdg_kernel kernel;
    mdg_node node;    /* what it computes */
    mdg_node also[2]; /* further results of the same call, or NULL */
    uint64_t mask;    /* outputs that need it; bit 63 stands for all from the 64th on */
    int output;       /* COPY: the output; -1 else */
    int factor;       /* index of the factorisation used or made, -1 */
    bool factors;     /* SOLVE: makes the factorisation too */
    int scratch;      /* index of an array for the kernel's own use, -1 */
    const struct mdg_match *match; /* products of two factors that sum; NULL else */
    int phase;        /* 0 before, 1 inside, 2 behind the loop over blocks of rows */
    int piece;        /* of a long function, from 1 on */
    bool accumulates; /* sums over the rows of a block: adds to its result */
    bool adds;        /* something is in the result already: add to it */
    struct mdg_loc loc;
    mdg_size flops;
};

struct mdg_plan {
    const struct mdg_function *f;
    int nroots;
    mdg_node *root; /* lowered outputs */
    unsigned top;   /* ids below this have places */
    size_t count;   /* of ids */
    unsigned *ids;  /* the lowered nodes, ascending */
    struct mdg_place *place;
    uint64_t *mask; /* by id: the outputs that depend on it */
    struct {
        struct mdg_stmt *data;
        size_t count, cap;
    } stmts;
    struct {
        struct mdg_array *data;
        size_t count, cap;
    } arrays;
    struct {
        struct mdg_factoring *data;
        size_t count, cap;
    } factors;
    struct mdg_names *names; /* C identifiers in use */
    mdg_size rows;           /* the size that is gone through in blocks, or NULL */
    mdg_size row_width;      /* elements that one row touches */
    int nslots;
    int *slot_array;      /* an array of each slot: its size and type */
    mdg_size *slot_other; /* of each slot that arrays of two sizes share, the other size */
    bool small;  /* every size is a small integer: no calls, no loops, local arrays */
    int npieces; /* static functions that a long function is cut into; 0: it stays whole */
    int cells;   /* array of the numbers that several pieces use, -1 */
    const struct mdg_plan
        *prepared; /* the plan of prepare whose state this one reads, or NULL */
};

/* Plan a function. */
struct mdg_plan *mdg_plan_function(struct mdg *m, const struct mdg_function *f,
                                   struct mdg_names *names);

/* ---- for the parts of planning ------------------------------------------------------ */

struct mdg_place *mdg_place(const struct mdg_plan *p, mdg_node n);
/* The place that a view finally shows; n itself if it is no view. */
mdg_node mdg_viewed(const struct mdg_plan *p, mdg_node n);
/* Is n written out element by element in a loop (as against computed by a kernel)? */
bool mdg_is_elementwise(mdg_node n);
/* Does n stay as it is: a parameter, a number, an identity, a triangle, a table? */
bool mdg_is_leaf(mdg_node n);
bool mdg_is_onehot(mdg_node n);
bool mdg_is_inverse(mdg_node n);

/* kernel.c: the kernel for n, and which operands must lie in memory (bit k: operand k). */
enum mdg_kernel mdg_choose_kernel(struct mdg *m, const struct mdg_plan *p, mdg_node n,
                                  unsigned *in_memory, struct mdg_match *match);
/* How SOLVE solves. */
struct mdg_solve {
    bool transposed; /* with A' */
    bool rows; /* the right-hand sides are rows: the kept index of the inverse is the last
                  of the result */
};
/* For SOLVE: which operand is the inverse; -1 if n is no such product. */
int mdg_solve_operand(mdg_node n, struct mdg_solve *how);
/* An array function of the runtime for this map: "exp" for mdrt_vexp; NULL if there is
 * none. */
const char *mdg_vector_map(mdg_node n);

/* flat.c: is every element of n a function of elements at the same place in memory? */
bool mdg_is_flat(const struct mdg_plan *p, mdg_node n);

/* small.c: are all sizes small integers? */
bool mdg_is_small(struct mdg *m, const struct mdg_plan *p);
/* Is the work of n so little that it is written out, each element by itself? */
bool mdg_is_few(mdg_node n);

/* block.c: find a size to go through in blocks of rows; sets phases, rows, places. */
void mdg_plan_blocks(struct mdg *m, struct mdg_plan *p);

/* piece.c: cut a long function into pieces, in the order of execution. */
void mdg_plan_pieces(struct mdg_plan *p);

/* work.c: lifetimes and slots of the arrays. */
void mdg_plan_work(struct mdg *m, struct mdg_plan *p);

/* Bytes of the workspace, and of the largest set of its arrays that is alive at once, which
 * no layout can do with less of. At typical sizes, without what routines of the runtime ask
 * for themselves; a block has MDG_WORK_BLOCK rows. */
enum { MDG_WORK_BLOCK = 256 };
struct mdg_work {
    double bytes, alive;
};
struct mdg_work mdg_work_measure(struct mdg *m, const struct mdg_plan *p);

#endif
