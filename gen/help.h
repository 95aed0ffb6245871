/* The texts of --help and --version. */
#ifndef MDG_HELP_H
#define MDG_HELP_H

#include "mdg.h"

const char *mdg_help(struct mdg *m);
const char *mdg_help_functions(struct mdg *m);
const char *mdg_version(struct mdg *m);

#endif
