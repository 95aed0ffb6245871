/* The files of templates/, embedded when the program is built (templates/embed.sh). */
#ifndef MDG_TEMPLATE_H
#define MDG_TEMPLATE_H

/* The text of templates/NAME, "unit.c" for instance; NULL if there is no such file. */
const char *mdg_template(const char *name);

#endif
