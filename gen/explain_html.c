/* The explanation as one self-contained HTML page: MathML Core, no scripts, light and dark.
 */
#include "explain_doc.h"

#include <string.h>

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
static const char style[] =
    "<style>\n"
    ":root { color-scheme: light dark; --ink: #1c2330; --paper: #fdfdfb; --faint: #667085; "
    "--line: #d5d9e0; "
    "--result: #eaf2ec; --bar: #4a7fb5; --node: #f1f4f9; }\n"
    "@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ec; --paper: #14171c; "
    "--faint: #98a2b3; "
    "--line: #343a46; --result: #1d2a22; --bar: #6ea3d8; --node: #20252e; } }\n"
    "body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; color: var(--ink); "
    "background: var(--paper); "
    "font: 1rem/1.55 system-ui, sans-serif; }\n"
    "h1, h2, h3 { line-height: 1.25; font-weight: 600; }\n"
    "h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: "
    "0.3rem; }\n"
    ".lines { overflow-x: auto; }\n"
    "table { border-collapse: collapse; }\n"
    "td { padding: 0.25rem 0.4rem; vertical-align: baseline; white-space: nowrap; }\n"
    "td.l { text-align: right; } td.why { color: var(--faint); font-size: 0.85rem; "
    "padding-left: 2rem; }\n"
    "tr.result td { background: var(--result); }\n"
    "math { font-size: 1.1em; }\n"
    "pre { overflow-x: auto; padding: 0.8rem; border: 1px solid var(--line); "
    "border-radius: 6px; font-size: 0.85rem; }\n"
    "dl { display: grid; grid-template-columns: 3rem 1fr; gap: 0.15rem 0.6rem; } dt { "
    "font-weight: 600; } "
    "dd { margin: 0; }\n"
    "figure { margin: 1rem 0; overflow-x: auto; } svg text { fill: var(--ink); font: 12px "
    "system-ui, sans-serif; } "
    "svg rect { fill: var(--node); stroke: var(--line); } svg path { stroke: var(--faint); "
    "fill: none; }\n"
    "footer { margin-top: 3rem; color: var(--faint); font-size: 0.9rem; }\n"
    "@media (max-width: 40rem) { body { padding: 1rem; } td.why { white-space: normal; "
    "min-width: 9rem; } }\n"
    "</style>\n";

static void put_text(struct explain *e, struct mdg_buf *b, const char *s)
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
                put_text(e, b, t->text[1]);
            }
            first = false;
        }
    }
}

static size_t put_lines(struct explain *e, struct mdg_buf *b, size_t k)
{
    mdg_put(e->m, b,
            "<div class=\"lines\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"Derivation\"><table>\n");
    for (; k < e->items.count &&
           (e->items.data[k].kind == I_LINE || e->items.data[k].kind == I_RESULT);
         k++) {
        const struct item *it = &e->items.data[k];
        mdg_put(e->m, b,
                it->kind == I_RESULT ? "<tr class=\"result\"><td class=\"l\">"
                                     : "<tr><td class=\"l\">");
        put_math(e, b, as_math(e, it->left));
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
    mdg_put(e->m, b, "<h2>Rules</h2>\n<dl>\n");
    for (int r = 0; r < NRULES && *mdg_explain_rules[r].label; r++) {
        mdg_putf(e->m, b, "<dt id=\"rule-%s\">%s</dt><dd>", mdg_explain_rules[r].label,
                 mdg_explain_rules[r].label);
        put_text(e, b, mdg_explain_rules[r].text[1]);
        mdg_put(e->m, b, "</dd>\n");
    }
    mdg_put(e->m, b, "</dl>\n");
}

static void put_listing(struct explain *e, struct mdg_buf *b, const char *title,
                        const char *text)
{
    if (text) {
        mdg_putf(e->m, b, "<h2>%s</h2>\n<pre tabindex=\"0\"><code>", title);
        put_text(e, b, text);
        mdg_put(e->m, b, "</code></pre>\n");
    }
}

static const char *title_of(struct explain *e)
{
    return e->m->spec_base ? e->m->spec_base : "spec";
}

const char *mdg_explain_as_html(struct explain *e, const struct mdg_explain_extra *extra)
{
    struct mdg *m = e->m;
    struct mdg_buf b = {0};
    mdg_put(m, &b, head);
    mdg_put(m, &b, "<title>Derivatives of ");
    put_text(e, &b, title_of(e));
    mdg_put(m, &b, "</title>\n");
    mdg_put(m, &b, style);
    mdg_put(m, &b, "</head>\n<body>\n<main>\n<h1>Derivatives of ");
    put_text(e, &b, title_of(e));
    mdg_put(m, &b, "</h1>\n");
    for (size_t k = 0; k < e->items.count;) {
        const struct item *it = &e->items.data[k];
        switch (it->kind) {
        case I_OBJECTIVE:
            mdg_putf(m, &b, "<h2>%s</h2>\n", it->left);
            if (it->right) {
                mdg_put(m, &b, "<p>");
                put_text(e, &b, it->right);
                mdg_put(m, &b, "</p>\n");
            }
            mdg_explain_graph(e, &b, it->graph, it->left);
            k++;
            break;
        case I_SECTION:
            mdg_put(m, &b, "<h3>");
            put_text(e, &b, it->right);
            mdg_put(m, &b, "</h3>\n");
            k++;
            break;
        case I_TEXT:
            mdg_put(m, &b, "<p>");
            put_text(e, &b, it->right);
            mdg_put(m, &b, "</p>\n");
            k++;
            break;
        default:
            k = put_lines(e, &b, k);
            break;
        }
    }
    put_rules(e, &b);
    put_listing(e, &b, "Plan", extra ? extra->plan : NULL);
    put_listing(e, &b, "C source", extra ? extra->source : NULL);
    mdg_put(m, &b, "</main>\n<footer><p>");
    put_text(e, &b, mdg_explain_summary(e));
    mdg_put(m, &b, "</p></footer>\n</body>\n</html>\n");
    return b.data;
}
