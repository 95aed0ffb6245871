/* Private to the text of functions: its parts, a file each. */
#ifndef MDG_CFUNCTION_H
#define MDG_CFUNCTION_H

#include "cstmt.h"
#include "unit.h"

/* cword.c: does the text use the identifier, outside of comments? */
bool mdg_c_mentions(const char *text, const char *name);
/* The same for many identifiers and one text, which has to stay where it is. */
struct mdg_words;
struct mdg_words *mdg_c_words(struct mdg *m, const char *text);
bool mdg_c_has_word(const struct mdg_words *words, const char *name);
/* Is the variable given values, and never read? */
bool mdg_c_only_set(const char *text, const char *name);

/* cformula.c: a comment with the formula that the statement computes; in a long function,
 * only where the statements of another line of the spec begin. */
void mdg_c_comment(struct mdg_c *c, const struct mdg_stmt *s);
void mdg_c_short_comment(struct mdg_c *c, const struct mdg_stmt *s, struct mdg_loc *last);

/* cshell.c: the documentation of a function; the public function, which checks what it is
 * given, calls inner, and sets the outputs to NaN on failure (limit: a call that gives
 * SIZE_MAX where sizes are too large); a call of name with the parameters of f. */
void mdg_c_document(struct mdg_c *c, const struct mdg_cfunction *f);
void mdg_c_shell(struct mdg_c *c, const struct mdg_cfunction *f, const char *limit,
                 const char *inner);
const char *mdg_c_call(struct mdg_c *c, const struct mdg_cfunction *f, const char *name,
                       bool dims_only);

/* The statements of a phase, with comments and guards. */
void mdg_c_statements(struct mdg_c *c, int phase);
bool mdg_plan_has_phase(const struct mdg_plan *p, int phase);

/* cwork.c: NAME_work; declarations of block sizes and of arrays in the workspace. */
void mdg_c_work(struct mdg_c *c, const struct mdg_cfunction *f);
void mdg_c_declare_blocks(struct mdg_c *c, const char *body);
void mdg_c_declare_arrays(struct mdg_c *c);
/* Elements of an array; safe: INT64_MIN if they do not fit. */
const char *mdg_c_elements(struct mdg_c *c, const struct mdg_array *a, bool safe);
/* Elements of a part's arrays of rows, as one short expression; "" for none. */
const char *mdg_c_rowed_elements(struct mdg_c *c);
/* Declare the arrays that each part of the rows has for itself; the name behind the last of
 * them. */
const char *mdg_c_declare_part_arrays(struct mdg_c *c, const char *base);
/* Results that the blocks of a part add to: nodes in memory, and how many are numbers. */
int mdg_c_part_results(struct mdg_c *c, mdg_node **out);

/* cblock.c: the loop over parts and blocks of rows. */
void mdg_c_blocks(struct mdg_c *c);

#endif
