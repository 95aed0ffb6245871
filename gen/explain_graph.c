/* The expression graph as inline SVG: inputs below, the value on top, an edge for each use.
 */
#include "explain_doc.h"

#include <string.h>

enum {
    MOST_NODES = 40,
    BOX_W = 132,
    BOX_H = 30,
    GAP_X = 14,
    GAP_Y = 34,
    LABEL = 18,
    WIDE = 480
};

static const char *const op_text[MDG_NOPS] = {
#define OP(name, text) [MDG_##name] = text,
#include "ops.def"
#undef OP
};

/* Bytes of the first LABEL characters. */
static size_t head(const char *s)
{
    size_t bytes = 0;
    for (int columns = 0; s[bytes] && columns < LABEL; columns++) {
        bytes++;
        while (((unsigned char)s[bytes] & 0xc0) == 0x80) {
            bytes++;
        }
    }
    return bytes;
}

static const char *dot(void *context, mdg_node n)
{
    (void)context;
    return n->nargs ? "•" : NULL;
}

/* The formula; where that is long, with dots for operands: what happens in this node. */
static const char *label_of(struct explain *e, mdg_node n)
{
    struct mdg_printer p = {.notation = MDG_UNICODE, .book = true, .budget = 12};
    const char *s = mdg_print(e->m, &p, n);
    if (s[head(s)]) {
        p.name = dot;
        s = mdg_print(e->m, &p, n);
    }
    return s[head(s)] ? mdg_fmt(e->m, "%.*s…", (int)head(s), s) : s;
}

static void put_escaped(struct explain *e, struct mdg_buf *b, const char *s)
{
    for (; *s; s++) {
        mdg_put(e->m, b,
                *s == '<'   ? "&lt;"
                : *s == '>' ? "&gt;"
                : *s == '&' ? "&amp;"
                            : (char[]){*s, '\0'});
    }
}

static bool is_drawn(mdg_node n)
{
    return n->op != MDG_NUMBER && n->op != MDG_SIZE;
}

void mdg_explain_graph(struct explain *e, struct mdg_buf *b, mdg_node root,
                       const char *title)
{
    struct mdg *m = e->m;
    unsigned *ids;
    size_t count = mdg_reach(m, 1, &root, &ids);
    if (count > MOST_NODES || count < 2) {
        return;
    }
    int *level = MDG_ARRAY(m, root->id + 1, int), *at = MDG_ARRAY(m, root->id + 1, int);
    int *filled = MDG_ARRAY(m, count + 1, int), deepest = 0, widest = 0;
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(m, ids[i]);
        for (int k = 0; k < n->nargs; k++) {
            mdg_node a = n->arg[k].node;
            level[n->id] = is_drawn(a) && level[a->id] >= level[n->id] ? level[a->id] + 1
                                                                       : level[n->id];
        }
        at[n->id] = is_drawn(n) ? filled[level[n->id]]++ : 0;
        deepest = level[n->id] > deepest ? level[n->id] : deepest;
        widest = filled[level[n->id]] > widest ? filled[level[n->id]] : widest;
    }
    int w = widest * (BOX_W + GAP_X) + GAP_X, h = (deepest + 1) * (BOX_H + GAP_Y) + 8;
    mdg_putf(m, b,
             "<details%s><summary>Expression graph</summary>\n<figure><svg%s width=\"%d\" "
             "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
             "aria-label=\"Expression "
             "graph of %s\">\n",
             deepest < 6 ? " open" : "", w > WIDE ? " class=\"wide\"" : "", w, h, w, h,
             title);
    struct mdg_buf boxes = {0};
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(m, ids[i]);
        if (!is_drawn(n)) {
            continue;
        }
        int indent = (widest - filled[level[n->id]]) * (BOX_W + GAP_X) / 2;
        int x = indent + GAP_X + at[n->id] * (BOX_W + GAP_X),
            y = (deepest - level[n->id]) * (BOX_H + GAP_Y) + 4;
        for (int k = 0; k < n->nargs; k++) {
            mdg_node a = n->arg[k].node;
            int ax = (widest - filled[level[a->id]]) * (BOX_W + GAP_X) / 2 + GAP_X +
                     at[a->id] * (BOX_W + GAP_X);
            int ay = (deepest - level[a->id]) * (BOX_H + GAP_Y) + 4;
            if (is_drawn(a)) {
                mdg_putf(m, b, "<path d=\"M%d %dC%d %d %d %d %d %d\"/>\n", ax + BOX_W / 2,
                         ay, ax + BOX_W / 2, ay - GAP_Y / 2, x + BOX_W / 2,
                         y + BOX_H + GAP_Y / 2, x + BOX_W / 2, y + BOX_H);
            }
        }
        mdg_putf(m, &boxes,
                 "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                 "rx=\"5\"/>"
                 "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
                 op_text[n->op], x, y, BOX_W, BOX_H, x + BOX_W / 2, y + 20);
        put_escaped(e, &boxes, label_of(e, n));
        mdg_put(m, &boxes, "</text></g>\n");
    }
    mdg_put(m, b, boxes.data);
    mdg_put(m, b, "</svg></figure></details>\n");
}
