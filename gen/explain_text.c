/* The explanation for a terminal: columns for both sides of an equation and for the rule.
 */
#include "explain_doc.h"

#include <stdlib.h>
#include <string.h>

enum { MARGIN = 2, WIDTH = 100, WIDE = 120 };

/* Does the locale say that the terminal reads UTF-8? */
bool mdg_explain_utf8(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (int k = 0; k < 3; k++) {
        const char *v = getenv(variables[k]);
        if (v && *v) {
            return strstr(v, "UTF-8") || strstr(v, "utf8") || strstr(v, "UTF8") ||
                   strstr(v, "utf-8");
        }
    }
    return false;
}

/* Columns that a text takes: code points, but combining ones. */
static int width(const char *s)
{
    int n = 0;
    for (; *s; s++) {
        n += ((unsigned char)*s & 0xc0) != 0x80;
    }
    return n;
}

static void spaces(struct explain *e, struct mdg_buf *b, int n)
{
    for (; n > 0; n--) {
        mdg_put(e->m, b, " ");
    }
}

static void underline(struct explain *e, struct mdg_buf *b, const char *s, char c)
{
    const char line[2] = {c, '\0'};
    mdg_put(e->m, b, s);
    mdg_put(e->m, b, "\n");
    for (int n = width(s); n > 0; n--) {
        mdg_put(e->m, b, line);
    }
    mdg_put(e->m, b, "\n");
}

/* "D2: d(X Y) = ...", the formula at the first mention only. */
static const char *reason(struct explain *e, unsigned rules, unsigned *mentioned)
{
    struct mdg_buf b = {0};
    for (int r = 0; r < NRULES; r++) {
        if (!(rules & 1u << r)) {
            continue;
        }
        const struct explain_rule_text *t = &mdg_explain_rules[r];
        const char *text = t->text[e->printer.notation == MDG_ASCII ? 0 : 1];
        bool known = *mentioned & 1u << r;
        mdg_put(e->m, &b, b.count ? "; " : "");
        if (*t->label) {
            mdg_putf(e->m, &b, known ? "%s" : "%s: %s", t->label, text);
        } else {
            mdg_put(e->m, &b, text);
        }
        *mentioned |= 1u << r;
    }
    return b.count ? b.data : "";
}

/* Items k .. end-1 are lines that stand under each other. */
static int left_width(struct explain *e, size_t k)
{
    int most = 0;
    for (; k < e->items.count && e->items.data[k].kind == I_LINE; k++) {
        int n = width(e->items.data[k].left);
        most = n > most ? n : most;
    }
    return most;
}

/* The text, from a column on, over as many lines as it takes. */
static const char *broken(struct explain *e, const char *s, int column)
{
    column = column > WIDE / 2 ? WIDE / 2 : column;
    struct mdg_buf between = {0};
    mdg_put(e->m, &between, "\n");
    spaces(e, &between, column + 4);
    return mdg_text_broken(e->m, s, WIDE - column, WIDE - column - 4, between.data);
}

static void put_line(struct explain *e, struct mdg_buf *b, const struct item *it, int left,
                     unsigned *mentioned)
{
    spaces(e, b, MARGIN);
    mdg_put(e->m, b, it->left);
    spaces(e, b, left - width(it->left));
    const char *right = broken(e, it->right, MARGIN + left + 3);
    mdg_putf(e->m, b, " %s %s", it->relation, right);
    int at = MARGIN + left + 3 + width(it->right), column = 58;
    const char *why = reason(e, it->rules, mentioned);
    if (*why && (at > column - 3 || column + width(why) > WIDTH + 20)) {
        mdg_put(e->m, b, "\n");
        at = 0;
        column = MARGIN + left + 7;
    }
    if (*why) {
        spaces(e, b, column - at);
        mdg_putf(e->m, b, "(%s)", why);
    }
    mdg_put(e->m, b, "\n");
}

static void put_result(struct explain *e, struct mdg_buf *b, const struct item *it,
                       unsigned *mentioned)
{
    const char *arrow = e->printer.notation == MDG_ASCII ? "=>" : "⟹";
    const char *from = !it->from_left ? ""
                                      : mdg_fmt(e->m, "%s = %s  %s  ", it->from_left,
                                                it->from_right, arrow);
    int used = MARGIN + width(from) + width(it->left) + 3;
    if (*from && used + width(it->right) > WIDE) { /* two lines */
        mdg_putf(e->m, b, "  %s = %s\n", it->from_left,
                 broken(e, it->from_right, MARGIN + width(it->from_left) + 3));
        from = mdg_fmt(e->m, "%s  ", arrow);
        used = MARGIN + width(from) + width(it->left) + 3;
    }
    mdg_putf(e->m, b, "  %s%s = %s", from, it->left, broken(e, it->right, used));
    if (it->rules) {
        mdg_putf(e->m, b, "    (%s)", reason(e, it->rules, mentioned));
    }
    mdg_put(e->m, b, "\n");
}

/* What was checked, in words. */
const char *mdg_explain_summary(struct explain *e)
{
    static const double bounds[] = {1e-12, 1e-10, 1e-8, 1e-6};
    int k = 0;
    while (k < 3 && e->worst >= bounds[k]) {
        k++;
    }
    struct mdg_buf b = {0};
    mdg_putf(e->m, &b,
             "%d step%s in %d derivation%s checked at random points, each against the one "
             "before and the first "
             "against differences; largest relative error below %s.",
             e->checked, e->checked == 1 ? "" : "s", e->sections,
             e->sections == 1 ? "" : "s", mdg_number(e->m, bounds[k]));
    if (e->unchecked) {
        mdg_putf(e->m, &b,
                 " For %d derivation%s no point was found at which all steps have a value.",
                 e->unchecked, e->unchecked == 1 ? "" : "s");
    }
    return b.data;
}

const char *mdg_explain_as_text(struct explain *e)
{
    struct mdg_buf b = {0};
    unsigned mentioned = 0;
    int left = 0;
    for (size_t k = 0; k < e->items.count; k++) {
        const struct item *it = &e->items.data[k];
        switch (it->kind) {
        case I_OBJECTIVE:
            mdg_put(e->m, &b, k ? "\n\n" : "");
            underline(e, &b, it->left, '=');
            if (it->right) {
                mdg_putf(e->m, &b, "%s\n", it->right);
            }
            mdg_put(e->m, &b, "\n");
            mentioned = 0;
            break;
        case I_SECTION:
            mdg_put(e->m, &b, "\n");
            underline(e, &b, it->right, '-');
            mdg_put(e->m, &b, "\n");
            break;
        case I_TEXT:
            mdg_putf(e->m, &b,
                     it->apart && k && it[-1].kind != I_OBJECTIVE ? "\n%s\n" : "%s\n",
                     it->right);
            break;
        case I_LINE:
            if (k == 0 || e->items.data[k - 1].kind != I_LINE) {
                left = left_width(e, k);
            }
            put_line(e, &b, it, left, &mentioned);
            break;
        case I_RESULT:
            mdg_put(e->m, &b, k && it[-1].kind == I_RESULT ? "" : "Hence\n");
            put_result(e, &b, it, &mentioned);
            break;
        }
    }
    mdg_putf(e->m, &b, "\n%s\n", mdg_explain_summary(e));
    return b.data;
}
