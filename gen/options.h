/* The command line: what it asks for. */
#ifndef MDG_OPTIONS_H
#define MDG_OPTIONS_H

#include "spec.h"

enum mdg_format {
#define FORMAT(id, option, place, emit, help) MDG_FORMAT_##id,
#include "formats.def"
#undef FORMAT
    MDG_NFORMATS
};

enum mdg_action {
    MDG_GENERATE,
    MDG_COMPARE,
    MDG_HELP,
    MDG_HELP_FUNCTIONS,
    MDG_HELP_REFERENCE,
    MDG_STUB,
    MDG_SHOW_VERSION
};

struct mdg_options {
    enum mdg_action action;
    const char *spec;
    const char *old;      /* MDG_COMPARE: the spec that `spec` is compared with */
    enum mdg_format main; /* the text that goes to `output` */
    const char *output;   /* -o, or NULL */
    const char *extra[MDG_NFORMATS]; /* where a format goes besides, or NULL */
    bool real_float;
    bool explain_full; /* --explain-level full */
    struct {
        struct mdg_fixed *data;
        size_t count, cap;
    } fixed;
    struct mdg_limits limits;
};

/* Read the command line into *o. Raises MDG_EUSAGE. */
void mdg_options_parse(struct mdg *m, int argc, char **argv, struct mdg_options *o);

/* The table of options, for --help: rows 0, 1, ... until NULL. */
const char *mdg_option_help(struct mdg *m, int row);

#endif
