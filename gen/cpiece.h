/* C text of long functions: what their pieces declare, and how they are called. */
#ifndef MDG_CPIECE_H
#define MDG_CPIECE_H

#include "cfunction.h"

/* Start to cut the function: what all of its pieces may use. */
void mdg_c_pieces(struct mdg_c *c, const struct mdg_cfunction *f);
/* Inside of the loop over blocks: what that has besides. */
void mdg_c_pieces_in_block(struct mdg_c *c);

/* A static function of its own for some statements; in their place a call. */
void mdg_c_piece(struct mdg_c *c, const char *statements);
/* Where the text of pieces stands, ahead of the function; tables go there too. */
struct mdg_buf *mdg_c_beside(const struct mdg_c *c);

/* Declare the arrays of the workspace that the text mentions. */
void mdg_c_declare_mentioned(struct mdg_c *c, const char *text);

#endif
