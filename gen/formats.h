/* The texts of a run: one for each row of formats.def that was asked for. */
#ifndef MDG_FORMATS_H
#define MDG_FORMATS_H

#include "generate.h"
#include "options.h"

/* A run: what was asked for and what the spec declares. */
struct mdg_job {
    const struct mdg_options *opt;
    struct mdg_model model;
    struct mdg_unit *unit; /* made when the first format needs it */
    int wrong;             /* derivatives that --check found wrong */
};

/* The text of one format, in the arena. */
const char *mdg_format_text(struct mdg *m, struct mdg_job *job, enum mdg_format format);

#endif
