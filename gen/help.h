/* The texts of --help and --version. */
#ifndef MDG_HELP_H
#define MDG_HELP_H

#include "mdg.h"

const char *mdg_help(struct mdg *m);
const char *mdg_help_functions(struct mdg *m);

/* The function reference in Markdown: docs/reference.md. */
const char *mdg_help_reference(struct mdg *m);
/* The language as a LuaCATS stub for lua-language-server: a file of definitions only. */
const char *mdg_stub(struct mdg *m);

const char *mdg_version(struct mdg *m);

#endif
