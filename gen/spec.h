/* The Lua front end: run a spec in its sandbox and collect what it declares. */
#ifndef MDG_SPEC_H
#define MDG_SPEC_H

#include "model.h"

/* A dim fixed on the command line. */
struct mdg_fixed {
    const char *name;
    int64_t value;
    bool used; /* set when the spec declares it */
};

struct mdg_limits {
    size_t memory;  /* bytes of Lua memory, 256 MiB, and of the arena while Lua runs */
    uint64_t steps; /* Lua instructions, 10^8 */
    double seconds; /* of processor time, 30, for the spec and its translation together */
    size_t output;  /* bytes of output, 64 MiB */
};

/* Run the spec at path (shown as m->spec in messages and output). Raises MDG_EIO if it
 * cannot be read, MDG_ESPEC for every fault of the spec, limits included. */
void mdg_spec_run(struct mdg *m, const char *path, int nfixed, struct mdg_fixed *fixed,
                  const struct mdg_limits *limits, struct mdg_model *out);

/* The same for a text of n bytes that is in memory, NUL-terminated; require looks in
 * folder, "" or ending in a slash. */
void mdg_spec_run_text(struct mdg *m, const char *text, size_t n, const char *folder,
                       int nfixed, struct mdg_fixed *fixed, const struct mdg_limits *limits,
                       struct mdg_model *out);

#endif
