/* Expressions as mathematics: from a node to its formula to text. */
#include "print_form.h"

const char *mdg_print(struct mdg *m, const struct mdg_printer *p, mdg_node n)
{
    struct printing c = {.m = m, .p = p};
    return mdg_form_text(&c, mdg_form_root(&c, n));
}
