/* From a model to texts: the interface between the command line and the program's core.
 *
 * All texts live in the arena of m. Every function raises on failure (mdg.h).
 */
#ifndef MDG_GENERATE_H
#define MDG_GENERATE_H

#include "model.h"

/* The derived and planned functions of a model: everything but text. */
struct mdg_unit;
struct mdg_unit *mdg_generate(struct mdg *m, const struct mdg_model *model);

/* One self-contained translation unit. */
const char *mdg_emit_c(struct mdg *m, const struct mdg_unit *u);

/* The header that declares its functions; guard is the name of the include guard. */
const char *mdg_emit_header(struct mdg *m, const struct mdg_unit *u, const char *guard);

/* The JSON description of its functions (LANGUAGE.md section 4). */
const char *mdg_emit_manifest(struct mdg *m, const struct mdg_unit *u);

/* The chosen algorithms: statements with kernel, FLOPs and bytes, and the workspace. */
const char *mdg_emit_plan(struct mdg *m, const struct mdg_unit *u);

/* What differs between the functions of two models; the old one has a context of its own.
 */
const char *mdg_plan_diff(struct mdg *m, const struct mdg_unit *u, struct mdg *old,
                          const struct mdg_unit *before);

/* A CUnit program that checks the functions. header: the file that declares them, or NULL:
 * the program declares them itself. */
const char *mdg_emit_test(struct mdg *m, const struct mdg_unit *u, const char *header);

/* Check every declared derivative numerically, and the steps of their derivations; the
 * report is added to out. Returns the number of derivatives and derivations that are
 * wrong. */
int mdg_check(struct mdg *m, const struct mdg_model *model, struct mdg_buf *out);

enum mdg_explain_format { MDG_EXPLAIN_TEXT, MDG_EXPLAIN_LATEX, MDG_EXPLAIN_HTML };
enum mdg_explain_level { MDG_EXPLAIN_SHORT, MDG_EXPLAIN_FULL };

/* The derivation of every declared derivative as a document. */
const char *mdg_explain(struct mdg *m, const struct mdg_model *model,
                        enum mdg_explain_format format, enum mdg_explain_level level);

/* What evaluation says of the lines of one objective's derivations. */
struct mdg_explain_verdict {
    int steps, derivations; /* lines that were compared, in so many derivations */
    int unchecked;          /* derivations for which no point had values */
    double worst;           /* largest relative difference of a line from the one before */
    const char *mismatch;   /* the first line that does not follow, or NULL */
};
struct mdg_explain_verdict mdg_explain_verify(struct mdg *m, const struct mdg_objective *o);

/* What an HTML document can show besides: the plans of the functions, and their C source.
 */
struct mdg_explain_extra {
    const struct mdg_unit *unit;
    const char *source;
};
const char *mdg_explain_with(struct mdg *m, const struct mdg_model *model,
                             enum mdg_explain_format format, enum mdg_explain_level level,
                             const struct mdg_explain_extra *extra);

#endif
