/* The explanation as one self-contained HTML page: MathML Core, no scripts, light and dark.
 */
#include "explain_doc.h"
#include "template.h"

#include <string.h>

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";

void mdg_html_text(struct explain *e, struct mdg_buf *b, const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '&' || c == '<' || c == '>' || c == '"') {
            mdg_put(e->m, b,
                    c == '&'   ? "&amp;"
                    : c == '<' ? "&lt;"
                    : c == '>' ? "&gt;"
                               : "&quot;");
        } else if (c >= ' ' || c == '\n') {
            mdg_putn(e->m, b, s, 1);
        } else {
            mdg_put(e->m, b, " ");
        }
    }
}

static void put_math(struct explain *e, struct mdg_buf *b, const char *formula)
{
    if (*formula) {
        mdg_putf(e->m, b, "<math>%s</math>", formula);
    }
}

/* A left side is a formula or a bare symbol. */
static const char *as_math(struct explain *e, const char *s)
{
    return *s && *s != '<' ? mdg_fmt(e->m, "<mi>%s</mi>", s) : s;
}

static void put_reason(struct explain *e, struct mdg_buf *b, unsigned rules)
{
    bool first = true;
    for (int r = 0; r < NRULES; r++) {
        if (rules & 1u << r) {
            const struct explain_rule_text *t = &mdg_explain_rules[r];
            mdg_put(e->m, b, first ? "" : "; ");
            if (*t->label) {
                mdg_putf(e->m, b, "<a href=\"#rule-%s\">%s</a>", t->label, t->label);
            } else {
                mdg_html_text(e, b, t->text[1]);
            }
            first = false;
        }
    }
}

static size_t put_lines(struct explain *e, struct mdg_buf *b, size_t k)
{
    mdg_put(e->m, b,
            "<div class=\"lines scroll\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"Derivation\"><table>\n");
    for (; k < e->items.count &&
           (e->items.data[k].kind == I_LINE || e->items.data[k].kind == I_RESULT);
         k++) {
        const struct item *it = &e->items.data[k];
        if (it->from_left) {
            mdg_put(e->m, b, "<tr><td class=\"l\">");
            put_math(e, b, it->from_left);
            mdg_put(e->m, b, "</td><td><math><mo>=</mo></math></td><td>");
            put_math(e, b, it->from_right);
            mdg_put(e->m, b, "</td><td class=\"why\"></td></tr>\n");
        }
        mdg_put(e->m, b, it->kind == I_RESULT ? "<tr class=\"result\"" : "<tr");
        if (it->anchor) {
            mdg_putf(e->m, b, " id=\"%s\"", it->anchor);
        }
        mdg_put(e->m, b, "><td class=\"l\">");
        put_math(e, b,
                 it->from_left
                     ? mdg_fmt(e->m, "<mo>⟹</mo><mspace width=\"0.5em\"/>%s", it->left)
                     : as_math(e, it->left));
        mdg_put(e->m, b, "</td><td>");
        put_math(e, b,
                 *it->relation == '<' ? it->relation
                                      : mdg_fmt(e->m, "<mo>%s</mo>", it->relation));
        mdg_put(e->m, b, "</td><td>");
        put_math(e, b, it->right);
        mdg_put(e->m, b, "</td><td class=\"why\">");
        put_reason(e, b, it->rules);
        mdg_put(e->m, b, "</td></tr>\n");
    }
    mdg_put(e->m, b, "</table></div>\n");
    return k;
}

static void put_rules(struct explain *e, struct mdg_buf *b)
{
    mdg_put(e->m, b, "<h2 id=\"rules\">Rules</h2>\n<dl>\n");
    for (int r = 0; r < NRULES && *mdg_explain_rules[r].label; r++) {
        mdg_putf(e->m, b, "<dt id=\"rule-%s\">%s</dt><dd>", mdg_explain_rules[r].label,
                 mdg_explain_rules[r].label);
        mdg_html_text(e, b, mdg_explain_rules[r].text[1]);
        mdg_put(e->m, b, "</dd>\n");
    }
    mdg_put(e->m, b, "</dl>\n");
}

static const char *title_of(struct explain *e)
{
    return e->m->spec_base ? e->m->spec_base : "spec";
}

static void put_contents(struct explain *e, struct mdg_buf *b,
                         const struct mdg_explain_extra *extra)
{
    mdg_put(e->m, b, "<nav aria-label=\"Contents\"><ul>\n");
    for (size_t k = 0; k < e->items.count; k++) {
        const struct item *it = &e->items.data[k];
        if (it->kind == I_OBJECTIVE) {
            mdg_putf(e->m, b, "<li><a href=\"#o-%s\">%s</a></li>\n", it->left, it->left);
        }
    }
    mdg_put(e->m, b, "<li><a href=\"#rules\">Rules</a></li>\n");
    mdg_put(e->m, b,
            extra && extra->unit
                ? "<li><a href=\"#code\">Generated code</a></li>\n</ul></nav>\n"
                : "</ul></nav>\n");
}

const char *mdg_explain_as_html(struct explain *e, const struct mdg_explain_extra *extra)
{
    struct mdg *m = e->m;
    struct mdg_buf b = {0};
    mdg_put(m, &b, head);
    mdg_put(m, &b, "<title>Derivatives of ");
    mdg_html_text(e, &b, title_of(e));
    mdg_put(m, &b, "</title>\n");
    mdg_putf(m, &b, "<style>\n%s</style>\n", mdg_template("page.css"));
    mdg_put(m, &b, "</head>\n<body>\n<main>\n<h1>Derivatives of ");
    mdg_html_text(e, &b, title_of(e));
    mdg_put(m, &b, "</h1>\n");
    put_contents(e, &b, extra);
    for (size_t k = 0; k < e->items.count;) {
        const struct item *it = &e->items.data[k];
        switch (it->kind) {
        case I_OBJECTIVE:
            mdg_putf(m, &b, "<h2 id=\"o-%s\">%s</h2>\n", it->left, it->left);
            if (it->right) {
                mdg_put(m, &b, "<p>");
                mdg_html_text(e, &b, it->right);
                mdg_put(m, &b, "</p>\n");
            }
            mdg_explain_graph(e, &b, it->graph, it->left);
            k++;
            break;
        case I_SECTION:
            mdg_put(m, &b, "<h3>");
            mdg_html_text(e, &b, it->right);
            mdg_put(m, &b, "</h3>\n");
            k++;
            break;
        case I_TEXT:
            mdg_put(m, &b, "<p>");
            mdg_html_text(e, &b, it->right);
            mdg_put(m, &b, "</p>\n");
            k++;
            break;
        default:
            k = put_lines(e, &b, k);
            break;
        }
    }
    put_rules(e, &b);
    if (extra && extra->unit) {
        mdg_explain_code(e, &b, extra->unit, extra->source);
    }
    mdg_put(m, &b, "</main>\n<footer><p>");
    mdg_html_text(e, &b, mdg_explain_summary(e));
    mdg_put(m, &b, "</p></footer>\n</body>\n</html>\n");
    return b.data;
}
