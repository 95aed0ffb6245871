/* C text of kernel calls: what the files that write them share. */
#ifndef MDG_CKERNEL_H
#define MDG_CKERNEL_H

#include "cstmt.h"

/* The call of a kernel (a row of kernels.def). */
typedef void mdg_emit_kernel(struct mdg_c *c, const struct mdg_stmt *s);

/* cproduct.c */
mdg_emit_kernel mdg_emit_dot, mdg_emit_gemv, mdg_emit_gemm, mdg_emit_gemmt, mdg_emit_syrk;

/* cmatrix.c */
mdg_emit_kernel mdg_emit_factor, mdg_emit_solve, mdg_emit_inverse, mdg_emit_logdet,
    mdg_emit_det, mdg_emit_logprod, mdg_emit_adj, mdg_emit_chol, mdg_emit_eigh,
    mdg_emit_svd, mdg_emit_expm, mdg_emit_expm_derivative, mdg_emit_adj_derivative;

/* Pointers to operand k, to the scratch of the statement ("NULL" without), to an array. */
const char *mdg_c_arg(struct mdg_c *c, const struct mdg_stmt *s, int k);
const char *mdg_c_scratch(struct mdg_c *c, const struct mdg_stmt *s);
const char *mdg_c_array_name(struct mdg_c *c, int array);
/* The variable or element that a scalar result goes to. */
const char *mdg_c_scalar(struct mdg_c *c, mdg_node n);
/* A pointer to a result, scalar or not; NULL where no output wants it. */
const char *mdg_c_result(struct mdg_c *c, mdg_node n);
/* i * n. */
const char *mdg_c_times(struct mdg_c *c, const char *i, const char *n);
/* A call that may fail: its code becomes an error with the spec's line. */
void mdg_c_attempt(struct mdg_c *c, const struct mdg_stmt *s, const char *call);

#endif
