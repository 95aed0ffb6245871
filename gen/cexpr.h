/* C text of sizes, places and element-wise expressions. */
#ifndef MDG_CEXPR_H
#define MDG_CEXPR_H

#include "cname.h"
#include "plan.h"
#include "print.h"

/* What a function's text is written with. */
struct mdg_c {
    struct mdg *m;
    const struct mdg_plan *p;
    struct mdg_names *names;
    const char *real;   /* "double" or "float" */
    const char *suffix; /* of functions: "" or "f" */
    const char **dim;   /* C name of each dim */
    const char **input; /* C name of each input, by index */
    const char *
        *block_input; /* inside of the loop over blocks: first row of the block, or NULL */
    const char **output; /* C name of each output */
    const char **block_output;
    const char *rc;   /* the variable that holds an error */
    const char *rows; /* number of rows of a block */
    const char *block, *parts, *part_size, *part_base,
        *part_index; /* variables of the loop over rows */
    const char *bytes, *work;
    const char *
        *part;       /* by id: a part's own copy of a result that blocks add to, or NULL */
    bool in_block;   /* inside of the loop over blocks */
    const char *own; /* long functions: the arrays of rows that a part has for itself */
    struct mdg_pieces *pieces;        /* long functions: what they are cut into */
    const char *loop[MDG_MAX_LABELS]; /* loop variables */
    struct mdg_buf *out;              /* where statements go */
    mdg_node stmt; /* the node whose statement is being written, for its comment */
    enum mdg_notation notation; /* of what statements compute: ASCII for comments */
    int indent;
    size_t start; /* of the body of the function, in out */
};

/* A size as a C expression of type int64_t; an atom is a name or number, or in parentheses.
 */
const char *mdg_c_size(struct mdg_c *c, mdg_size s);
const char *mdg_c_size_atom(struct mdg_c *c, mdg_size s);
/* The same so that overflow gives INT64_MIN: by mdrt_imul and mdrt_iadd. */
const char *mdg_c_size_safe(struct mdg_c *c, mdg_size s);
/* A size as a floating-point number. */
const char *mdg_c_size_real(struct mdg_c *c, mdg_size s);
/* a * b * ... of texts that are atoms; factors "1" left out. */
const char *mdg_c_product(struct mdg_c *c, int n, const char *const *factor);

/* The label of n that runs over the rows of a block; -1 if there is none. */
int mdg_c_row_label(const struct mdg_c *c, mdg_node n);
/* The extent of a label of n (the rows of the block, inside of it); product of some labels.
 */
const char *mdg_c_extent(struct mdg_c *c, mdg_node n, int label);
const char *mdg_c_extents(struct mdg_c *c, mdg_node n, int count, const uint8_t *labels);
/* Elements of n; of one block, inside of it. */
const char *mdg_c_numel(struct mdg_c *c, mdg_node n);

/* A number as a literal of the real type: "2.0", "0.5f". */
const char *mdg_c_number(struct mdg_c *c, double v);

/* Is the text a plain non-negative integer? */
bool mdg_c_is_int(const char *s, int64_t *v);

/* A pointer to the elements of n, which lie in memory; the place n is written to. */
const char *mdg_c_pointer(struct mdg_c *c, mdg_node n);
/* n at the given index of each axis. */
const char *mdg_c_element(struct mdg_c *c, mdg_node n, const char *const *index);
/* The formula of n at the given index of each label, written out (not loaded from its
 * place). */
const char *mdg_c_formula(struct mdg_c *c, mdg_node n, const char *const *index);
/* The same for a node that mdg_is_flat: every operand is read at one index into its memory.
 */
const char *mdg_c_flat(struct mdg_c *c, mdg_node n, const char *index);

/* One line of C at the current indentation. */
void mdg_c_line(struct mdg_c *c, const char *fmt, ...) MDG_PRINTF(2, 3);
/* How *what is added to a variable: "+=", or "-=" and *what without its minus sign if it is
 * the negative of one product. */
const char *mdg_c_increment(const char **what);

#endif
