/* The files of templates/, embedded when the program is built (templates/embed.sh). */
#ifndef MDG_TEMPLATE_H
#define MDG_TEMPLATE_H

#include "mdg.h"

/* The text of templates/NAME, "unit.c" for instance; NULL if there is no such file. */
const char *mdg_template(const char *name);

/* What a mark in a template, @name@, stands for. */
struct mdg_mark {
    const char *name, *text;
};

/* The text of a template that exists, with its marks replaced; marks that are not given
 * vanish. */
const char *mdg_fill(struct mdg *m, const char *template_name, int n,
                     const struct mdg_mark *marks);

#endif
