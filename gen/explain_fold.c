/* (placeholder while the rest is built) */
#include "explain_doc.h"
mdg_node mdg_explain_folded(struct derivation *d)
{
    mdg_node g; struct mdg *m=d->e->m;
    mdg_pull(m, d->y, mdg_num(m, 1), 0, 1, (mdg_node[]){d->x->node}, &g);
    return g;
}
const char *mdg_explain_as_latex(struct explain *e) { return mdg_explain_as_text(e); }
const char *mdg_explain_as_html(struct explain *e, const struct mdg_explain_extra *extra) { (void)extra; return mdg_explain_as_text(e); }
