/* Names for intermediates: a letter that no input, dim or other intermediate has. */
#include "explain_doc.h"

#include <string.h>

static bool taken(struct explain *e, const char *name)
{
    for (int k = 0; k < mdg_input_count(e->m); k++) {
        if (strcmp(mdg_input(e->m, k)->name, name) == 0) {
            return true;
        }
    }
    for (int k = 0; k < mdg_dim_count(e->m); k++) {
        if (strcmp(mdg_dim(e->m, k)->name, name) == 0) {
            return true;
        }
    }
    for (size_t k = 0; k < e->nnames; k++) {
        if (e->names[k] && strcmp(e->names[k], name) == 0) {
            return true;
        }
    }
    return false;
}

const char *mdg_explain_new_name(struct explain *e, int order)
{
    const char *letters = order >= 2 ? "PQRSUVWZHMN" : order == 1 ? "uvwzrspq" : "stcrq";
    for (int number = 0;; number++) {
        for (const char *s = letters; *s; s++) {
            const char *name =
                number ? mdg_fmt(e->m, "%c%d", *s, number) : mdg_fmt(e->m, "%c", *s);
            if (!taken(e, name)) {
                return name;
            }
        }
    }
}

const char *mdg_explain_commutation(struct explain *e)
{
    const char *name = "K";
    for (int number = 1; taken(e, name); number++) {
        name = mdg_fmt(e->m, "K%d", number);
    }
    return mdg_explain_symbol(e, name, 2);
}
