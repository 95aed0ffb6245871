/* C text of statements. */
#ifndef MDG_CSTMT_H
#define MDG_CSTMT_H

#include "cexpr.h"

/* The statement, without its comment and guard. */
void mdg_c_statement(struct mdg_c *c, const struct mdg_stmt *s);

/* Loops that write the formula of a node to its place (kernel LOOP), or anywhere. */
void mdg_c_loop(struct mdg_c *c, const struct mdg_stmt *s);
void mdg_c_fill(struct mdg_c *c, mdg_node n, const char *to, const uint8_t *order,
                bool flat_ok, bool adds);

/* The condition that some output of the mask is wanted, or NULL if the mask has all of
 * them. */
const char *mdg_c_wanted(struct mdg_c *c, uint64_t mask);

/* The name of the loop variable of a label. */
const char *mdg_c_loop_name(struct mdg_c *c, int label);
/* for (int64_t var = 0; var < extent; var++) {, and the ends of n such loops. */
void mdg_c_open_loop(struct mdg_c *c, const char *var, const char *extent);
void mdg_c_close_loops(struct mdg_c *c, int n);

/* Start a result that is added to: zero it. */
void mdg_c_zero(struct mdg_c *c, mdg_node n);

#endif
